"""I18: whatever is sent, the answer is a clean file or a reason, never a fault of ours."""

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from consult.core.uploads import CleanFile, FileRefusedError, clean_file
from consult.core.uploads.kinds import PDF, TEXT, kind_of
from consult.core.uploads.pdfs import clean_pdf
from consult.core.uploads.pictures import clean_picture
from consult.core.uploads.texts import clean_text
from tests.support.sent_files import pdf, saved, stream, two_colours

NOTE = b"<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /FT /Tx /V (x) /AP << /N 7 0 R >> >>"
PHOTO = saved(two_colours(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0")
WHOLE = {
    "jpeg": PHOTO,
    "jpeg in parts": saved(two_colours(), "JPEG", progressive=True),
    "png": saved(two_colours("RGBA"), "PNG"),
    "png of few colours": saved(two_colours("P"), "PNG"),
    "webp": saved(two_colours("RGBA"), "WEBP", lossless=True),
    "pdf": pdf(
        {6: NOTE, 7: stream(b"x", "/Subtype /Form"), 8: stream(PHOTO, "/Filter /DCTDecode")},
        page="/Annots [6 0 R]",
        resources="/XObject << /X 8 0 R >>",
    ),
    "text": "Keep the trees. درخت".encode(),
}
# In the process of the tests, so that thousands can be tried. The limits are tried elsewhere.
QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def clean_here(raw: bytes) -> None:
    """Clean a file without a process of its own, and look at the outcome."""
    try:
        kind = kind_of(raw)
        if kind == TEXT:
            clean_text(raw).decode("utf-8")
        elif kind == PDF:
            assert PdfReader(BytesIO(clean_pdf(raw)[1])).pages[0] is not None
        else:
            with Image.open(BytesIO(clean_picture(raw)[1])) as picture:
                picture.load()
    except FileRefusedError:
        pass


@QUICK
@given(st.binary(max_size=400))
def test_I18_noise_is_refused_or_a_text(raw: bytes) -> None:
    clean_here(raw)


@QUICK
@given(st.sampled_from([raw[:12] for raw in WHOLE.values()]), st.binary(max_size=400))
def test_I18_noise_that_begins_well_is_refused_or_cleaned(beginning: bytes, raw: bytes) -> None:
    clean_here(beginning + raw)


@QUICK
@given(st.sampled_from(list(WHOLE.values())), st.data())
def test_I18_a_file_cut_anywhere_is_refused_or_cleaned(raw: bytes, data: st.DataObject) -> None:
    clean_here(raw[: data.draw(st.integers(0, len(raw)))])


@QUICK
@given(st.sampled_from(list(WHOLE.values())), st.data())
def test_I18_a_file_with_wrong_bits_is_refused_or_cleaned(raw: bytes, data: st.DataObject) -> None:
    changed = bytearray(raw)
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=8)):
        changed[at] ^= data.draw(st.integers(1, 255))

    clean_here(bytes(changed))


@pytest.mark.parametrize("raw", WHOLE.values(), ids=WHOLE)
def test_what_was_cleaned_once_can_be_cleaned_again(raw: bytes) -> None:
    once = clean_file(raw, "file", limit_mb=1)

    twice = clean_file(once.body, once.name, limit_mb=1)

    assert isinstance(twice, CleanFile)
    assert (twice.kind, twice.name) == (once.kind, once.name)
