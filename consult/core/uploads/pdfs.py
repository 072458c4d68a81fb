"""PDFs that people send: the pages as they look, with comments on them, and nothing else.

A new PDF is made from the pages alone, so what hangs on the document is never copied: its
author, scripts, attached files, what happens on opening, older versions of it. What hangs
on a page is kept by lists of what may stay (see pdf_parts).

Run as a program by consult.core.uploads.apart; nothing else imports it.
"""

from io import BytesIO

from pypdf import PdfReader, PdfWriter, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject

from consult.core.uploads.apart import answer
from consult.core.uploads.kinds import PDF
from consult.core.uploads.pdf_notes import kept_note
from consult.core.uploads.pdf_parts import keep_keys, keep_what_is_seen, value_in
from consult.core.uploads.refusals import FileRefusedError

MOST_PAGES = 200
MOST_UNPACKED = 20_000_000  # bytes, of one packed part that has to be unpacked to be read

PAGE = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group"}
PAGE |= {"/Resources", "/Contents", "/Annots"}


def clean_pdf(raw: bytes) -> tuple[str, bytes]:
    """Return a PDF that can only be looked at. Raises FileRefusedError."""
    try:
        with apply_configuration(
            zlib_maximum_output_length=MOST_UNPACKED,
            lzw_maximum_output_length=MOST_UNPACKED,
            run_length_maximum_output_length=MOST_UNPACKED,
        ):
            return PDF, _written(_opened(raw))
    except (FileRefusedError, MemoryError):
        raise
    except LimitReachedError:
        raise FileRefusedError("too-complicated") from None
    except Exception:  # noqa: BLE001 - pypdf raises anything at all for a broken file
        raise FileRefusedError("damaged") from None


def _opened(raw: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileRefusedError("locked")
    form = value_in(reader.root_object, "/AcroForm")
    if isinstance(form, DictionaryObject) and "/XFA" in form:
        raise FileRefusedError("form")
    if len(reader.pages) > MOST_PAGES:
        raise FileRefusedError("too-many-pages", {"most_pages": MOST_PAGES})
    if not reader.pages:
        raise FileRefusedError("damaged")
    return reader


def _written(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    writer.metadata = None
    for page in reader.pages:
        keep_keys(page, PAGE)
        page[NameObject("/Annots")] = _kept_notes(value_in(page, "/Annots"))
        keep_what_is_seen(page)
        writer.add_page(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _kept_notes(notes: PdfObject | None) -> ArrayObject:
    found = [one.get_object() for one in notes] if isinstance(notes, ArrayObject) else []
    kept = [kept_note(note) for note in found if isinstance(note, DictionaryObject)]
    return ArrayObject(note for note in kept if note is not None)


if __name__ == "__main__":
    answer(clean_pdf)
