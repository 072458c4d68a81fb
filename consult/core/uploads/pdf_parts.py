"""The parts that a page of a PDF is made of: what may stay in each."""

from collections.abc import Collection

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
)

from consult.core.uploads.inner_pictures import jp2_without_notes, jpeg_without_notes
from consult.core.uploads.refusals import FileRefusedError

STREAM = {"/Length", "/Filter", "/DecodeParms"}
PICTURE = {"/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent"}
PICTURE |= {"/Intent", "/ImageMask", "/Mask", "/Decode", "/Interpolate", "/SMask"}
PICTURE |= {"/SMaskInData", "/Matte", *STREAM}
DRAWING = {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", *STREAM}
DRAWN = {"/Image": PICTURE, "/Form": DRAWING}

# In all other parts, which are too many to list (fonts, colours, patterns). /F names a file
# elsewhere that a stream would be read from.
NEVER = {"/AA", "/AF", "/EF", "/JS", "/Metadata", "/OpenAction", "/PieceInfo", "/URI"}
NEVER_IN_STREAMS = {"/F", "/FFilter", "/FDecodeParms"}
MOST_FILTERS = 2  # packed once, and written in letters or as a picture; more is a bomb

NOTES_OUT = {"/DCTDecode": jpeg_without_notes, "/JPXDecode": jp2_without_notes}


def value_in(part: DictionaryObject, key: str) -> PdfObject | None:
    """Return a value, also when the part only refers to it, which pypdf’s get() does not do."""
    if key not in part:
        return None
    return part[key]


def keep_keys(part: DictionaryObject, kept: Collection[str]) -> None:
    """Take everything else out of a part."""
    for key in [key for key in part if key not in kept]:
        del part[key]


def keep_what_is_seen(page: DictionaryObject) -> None:
    """Take out of everything below a page what is not there to be seen."""
    waiting: list[object] = [page]
    # By identity, and held: a part that is let go could give its identity to another.
    seen: dict[int, object] = {}
    while waiting:
        part = waiting.pop()
        if isinstance(part, IndirectObject):
            part = part.get_object()
        if id(part) in seen or not isinstance(part, ArrayObject | DictionaryObject):
            continue
        seen[id(part)] = part
        if isinstance(part, DictionaryObject):
            _clean_part(part)
        waiting.extend(part.values() if isinstance(part, DictionaryObject) else part)


def _clean_part(part: DictionaryObject) -> None:
    for key in NEVER & part.keys():
        del part[key]
    properties = value_in(part, "/Properties")
    if isinstance(properties, DictionaryObject):
        # The drawing of the page uses the names, so they stay; what they say goes.
        named = DictionaryObject({name: DictionaryObject() for name in properties})
        part[NameObject("/Properties")] = named
    if isinstance(part, StreamObject):
        _clean_stream(part)


def _clean_stream(stream: StreamObject) -> None:
    kind = str(value_in(stream, "/Subtype"))
    keep_keys(stream, DRAWN.get(kind, stream.keys() - NEVER_IN_STREAMS))
    filters = _filters(stream)
    if len(filters) > MOST_FILTERS:
        raise FileRefusedError("too-complicated")
    if filters and filters[-1] in NOTES_OUT:
        _clean_picture(stream, filters)


def _filters(stream: StreamObject) -> list[str]:
    named = value_in(stream, "/Filter")
    filters = named if isinstance(named, ArrayObject) else [named] if named else []
    return [str(one.get_object()) for one in filters]


def _clean_picture(stream: StreamObject, filters: list[str]) -> None:
    """Take the notes out of a picture that is a whole JPEG or JPEG 2000 file."""
    picture = stream._data  # noqa: SLF001 - pypdf has no other door to what is packed
    if len(filters) > 1:
        picture = stream.get_data()
        stream[NameObject("/Filter")] = NameObject(filters[-1])
        settings = value_in(stream, "/DecodeParms")
        if isinstance(settings, ArrayObject):
            stream[NameObject("/DecodeParms")] = settings[-1]
    stream._data = NOTES_OUT[filters[-1]](picture)  # noqa: SLF001 - the same
