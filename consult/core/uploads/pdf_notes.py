"""Comments on the pages of a PDF, and what was filled in: kept as they look, without authors.

People answer by writing notes into our document, so the words must stay.
"""

from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from consult.core.uploads.pdf_parts import value_in
from consult.core.uploads.refusals import FileRefusedError

COMMENTS = {"/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut"}
COMMENTS |= {"/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Ink", "/Stamp", "/Caret"}
KEPT = {"/Rect", "/Contents", "/C", "/IC", "/CA", "/Border", "/BS", "/BE", "/RD", "/Name"}
KEPT |= {"/QuadPoints", "/Vertices", "/InkList", "/L", "/LE", "/DA", "/Q"}
HIDDEN, PRINTED = 2, 4  # flags, as ISO 32000 numbers them
DEEPEST = 20  # fields above a field; more is a loop


def kept_note(note: DictionaryObject) -> DictionaryObject | None:
    """Return a new note with what is seen of a note, or nothing if nothing is seen.

    Raises FileRefusedError for a filled-in field that only some programs would show.
    """
    kind = str(value_in(note, "/Subtype"))
    look = _look(note)
    if kind in COMMENTS:
        return _new_note(note, kind, look)
    if kind != "/Widget" or _is_hidden(note):
        return None
    if look is not None:
        # What was filled in stays to be seen, as if stamped: it can do nothing any more.
        return _new_note(note, "/Stamp", look)
    if _is_filled_in(note):
        raise FileRefusedError("form")
    return None


def _new_note(note: DictionaryObject, kind: str, look: object) -> DictionaryObject:
    new = DictionaryObject({NameObject(key): note.raw_get(key) for key in KEPT if key in note})
    new[NameObject("/Type")] = NameObject("/Annot")
    new[NameObject("/Subtype")] = NameObject(kind)
    new[NameObject("/F")] = NumberObject(PRINTED)
    if look is not None:
        new[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
    return new


def _is_hidden(note: DictionaryObject) -> bool:
    flags = value_in(note, "/F")
    return isinstance(flags, NumberObject) and bool(flags & HIDDEN)


def _look(note: DictionaryObject) -> object:
    """Return the reference to how the note looks now, if it says so itself."""
    looks = value_in(note, "/AP")
    if not isinstance(looks, DictionaryObject) or "/N" not in looks:
        return None
    normal = looks["/N"]
    if isinstance(normal, StreamObject):
        return looks.raw_get("/N")
    if not isinstance(normal, DictionaryObject):
        return None
    state = value_in(note, "/AS")  # a box has a look for each state: ticked, not ticked
    return normal.raw_get(state) if state in normal else None


def _is_filled_in(field: DictionaryObject) -> bool:
    """Say whether a field, or a field that it is a part of, holds an answer."""
    for _ in range(DEEPEST):
        if "/V" in field:
            return str(field["/V"]) not in {"", "/Off"}
        above = value_in(field, "/Parent")
        if not isinstance(above, DictionaryObject):
            return False
        field = above
    return True
