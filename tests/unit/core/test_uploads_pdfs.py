"""P9, I18: of a PDF the pages and the comments on them are kept; nothing acts, nothing tells."""

import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from consult.core.uploads import FileRefusedError
from consult.core.uploads.pdfs import MOST_PAGES, clean_pdf
from tests.support.sent_files import (
    CANARY,
    PAGE,
    WORDS,
    pdf,
    pdf_of,
    saved,
    stream,
    two_colours,
)

TOLD = f"({CANARY})"
SCRIPT = f"<< /S /JavaScript /JS {TOLD} >>"
FILE = f"<< /Type /Filespec /F {TOLD} /EF << /F 7 0 R >> >>".encode()
PHOTO = saved(two_colours(), "JPEG", comment=CANARY, exif=b"Exif\0\0" + CANARY.encode())
PICTURE = "/Type /XObject /Subtype /Image /Width 64 /Height 32 /ColorSpace /DeviceRGB"
PICTURE += " /BitsPerComponent 8 /Filter"
DRAWING = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
SHOWN = WORDS + b" q 64 0 0 32 0 0 cm /X Do Q"
JP2 = b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0\0\0\x18uuid" + (b"%-16s" % CANARY.encode())
JP2 += b"\0\0\0\x0cjp2c\xff\x4f\xff\x51"


def note(keys: str) -> dict[int, bytes]:
    return {6: f"<< /Type /Annot /Rect [0 0 9 9] {keys} >>".encode()}


def shown(raw: bytes, keys: str) -> bytes:
    return pdf({6: stream(raw, keys)}, resources="/XObject << /X 6 0 R >>", drawing=SHOWN)


NOTE = "/Annots [6 0 R]"
SENT = {
    "its author": pdf(
        {6: f"<< /Author {TOLD} /Producer {TOLD} >>".encode()}, trailer="/Info 6 0 R"
    ),
    "its description": pdf({6: stream(CANARY.encode())}, catalog="/Metadata 6 0 R"),
    "its identity": pdf(trailer=f"/ID [{TOLD} {TOLD}]"),
    "a script on opening": pdf(catalog=f"/OpenAction {SCRIPT}"),
    "a program on opening": pdf(catalog=f"/OpenAction << /S /Launch /F {TOLD} >>"),
    "an address on opening": pdf(catalog=f"/OpenAction << /S /URI /URI {TOLD} >>"),
    "a script by name": pdf(catalog=f"/Names << /JavaScript << /Names [(a) {SCRIPT}] >> >>"),
    "scripts on closing": pdf(catalog=f"/AA << /WC {SCRIPT} /DS {SCRIPT} >>"),
    "a script on a page": pdf(page=f"/AA << /O {SCRIPT} >>"),
    "an attached file": pdf(
        {6: FILE, 7: stream(CANARY.encode())},
        catalog="/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >> /AF [6 0 R]",
    ),
    "a file attached to a page": pdf(
        {**note("/Subtype /FileAttachment /FS 8 0 R"), 7: stream(CANARY.encode()), 8: FILE},
        page=f"{NOTE} /AF [8 0 R]",
    ),
    "a link": pdf(note(f"/Subtype /Link /A << /S /URI /URI {TOLD} >>"), page=NOTE),
    "a film": pdf(note(f"/Subtype /Screen /A {SCRIPT} /AA << /PO {SCRIPT} >>"), page=NOTE),
    "who wrote a comment": pdf(
        note(f"/Subtype /Text /Contents (good) /T {TOLD} /NM {TOLD} /RC {TOLD} /A {SCRIPT}"),
        page=NOTE,
    ),
    "a button that sends": pdf(
        note(f"/Subtype /Widget /FT /Btn /T {TOLD} /A << /S /SubmitForm /F {TOLD} >>"),
        catalog="/AcroForm << /Fields [6 0 R] >>",
        page=NOTE,
    ),
    "a hidden field": pdf(note(f"/Subtype /Widget /F 2 /FT /Tx /V {TOLD}"), page=NOTE),
    "notes of the program": pdf(
        page=f"/PieceInfo << /App << /Private {TOLD} >> >> /LastModified {TOLD}"
    ),
    "headings": pdf(catalog=f"/Outlines << /First << /Title {TOLD} >> >>"),
    "layers": pdf(
        {6: f"<< /Type /OCG /Name {TOLD} >>".encode()},
        catalog="/OCProperties << /OCGs [6 0 R] /D << >> >>",
        resources="/Properties << /L 6 0 R >>",
        drawing=b"/OC /L BDC " + WORDS + b" EMC",
    ),
    "where a drawing came from": shown(WORDS, f"{DRAWING} /PTEX.FileName {TOLD} /PieceInfo {TOLD}"),
    "where a drawing is read from": shown(WORDS, f"{DRAWING} /Ref << /F {TOLD} >>"),
    "where a page is read from": pdf({4: stream(WORDS, f"/F {TOLD} /FFilter /A85")}),
    "a photo in it": shown(PHOTO, f"{PICTURE} /DCTDecode /Metadata 7 0 R"),
    "a packed photo in it": shown(
        zlib.compress(PHOTO), f"{PICTURE} [/FlateDecode /DCTDecode] /DecodeParms [null null]"
    ),
    "a finer photo in it": shown(JP2, f"{PICTURE} /JPXDecode"),
    "its letters": pdf(
        {5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FontDescriptor 6 0 R >>",
         6: b"<< /Type /FontDescriptor /FontName /Helvetica /FontFile 7 0 R >>",
         7: stream(b"", "/Metadata 8 0 R"), 8: stream(CANARY.encode())}
    ),
    "an older version": pdf({4: stream(CANARY.encode())}) + pdf(),
    "a part that nothing names": pdf({6: TOLD.encode(), 7: stream(CANARY.encode())}),
    "a form drawn in parts": pdf(
        {
            6: b"<< /Type /Annot /Rect [0 0 9 9] /Subtype 7 0 R /AP 8 0 R /F 9 0 R >>",
            7: b"/Widget",
            8: b"<< /N 10 0 R >>",
            9: b"4",
            10: stream(WORDS, f"/Type /XObject /Subtype 11 0 R /BBox [0 0 9 9] /Private {TOLD}"),
            11: b"/Form",
            12: b"[6 0 R]",
        },
        page="/Annots 12 0 R",
    ),
    "a photo drawn in parts": pdf(
        {
            6: stream(PHOTO, "/Subtype 7 0 R /Width 64 /Height 32 /Filter 8 0 R"),
            7: b"/Image",
            8: b"[/DCTDecode]",
        },
        resources="/XObject << /X 6 0 R >>",
    ),
    "words between the parts": pdf({6: b"null % " + CANARY.encode()}),
    "words behind it": pdf() + CANARY.encode(),
}  # fmt: skip


@pytest.mark.parametrize("raw", SENT.values(), ids=SENT)
def test_P9_a_pdf_tells_nothing_but_its_pages(raw: bytes) -> None:
    assert CANARY.encode() in everything_in(raw) + raw

    body = clean_pdf(raw)[1]

    assert CANARY.encode() not in body + everything_in(body)
    reader = PdfReader(BytesIO(body), strict=True)
    assert set(reader.root_object) == {"/Type", "/Pages"}
    assert set(reader.trailer) == {"/Size", "/Root"}
    assert reader.metadata is None
    assert reader.xmp_metadata is None
    assert not reader.attachments
    assert reader.pages[0].extract_text().strip() == "We like trees"


def everything_in(raw: bytes) -> bytes:
    """Return all that a PDF says in any part of it, unpacked."""
    reader = PdfReader(BytesIO(raw))
    parts = [reader.get_object(number) for number in reader.xref.get(0, {})]
    said = [repr(part).encode() for part in parts]
    return b"".join(said + [part.get_data() for part in parts if isinstance(part, StreamObject)])


def kept_notes(raw: bytes) -> list[DictionaryObject]:
    notes = PdfReader(BytesIO(clean_pdf(raw)[1]), strict=True).pages[0]["/Annots"]
    assert isinstance(notes, ArrayObject)
    return list(notes)


def test_comments_on_our_document_are_answers_so_their_words_stay() -> None:
    raw = pdf(note("/Subtype /Text /Contents (Keep the trees) /T (Jane)"), page=NOTE)
    (kept,) = kept_notes(raw)

    assert str(kept["/Contents"]) == "Keep the trees"
    assert set(kept) == {"/Type", "/Subtype", "/Rect", "/Contents", "/F"}


def test_what_was_typed_into_a_form_stays_to_be_seen() -> None:
    field = note("/Subtype /Widget /FT /Tx /V (typed) /AP << /N 7 0 R >> /AA << /K 8 0 R >>")
    look = {7: stream(b"BT (typed) Tj ET", DRAWING), 8: SCRIPT.encode()}

    raw = pdf({**field, **look}, page=NOTE)
    (kept,) = kept_notes(raw)

    assert str(kept["/Subtype"]) == "/Stamp"
    assert b"BT (typed) Tj ET" in clean_pdf(raw)[1]
    assert set(kept) == {"/Type", "/Subtype", "/Rect", "/F", "/AP"}


def test_a_ticked_box_stays_ticked() -> None:
    box = note("/Subtype /Widget /FT /Btn /AS /On /AP << /N << /On 7 0 R /Off 8 0 R >> /D 8 0 R >>")
    looks = {7: stream(b"ticked", DRAWING), 8: stream(b"empty", DRAWING)}

    body = clean_pdf(pdf({**box, **looks}, page=NOTE))[1]

    assert b"ticked" in body
    assert b"empty" not in body


@pytest.mark.parametrize(
    "field",
    ["/FT /Tx /V (typed)", "/FT /Btn /V /On", "/Parent << /V (typed) >>", "/Parent 6 0 R"],
)
def test_an_answer_that_would_be_lost_is_refused_instead(field: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        clean_pdf(pdf(note(f"/Subtype /Widget {field}"), page=NOTE))

    assert refused.value.code == "form"


@pytest.mark.parametrize("field", ["/FT /Tx /V ()", "/FT /Btn /V /Off", "/FT /Tx", "/AP << >>"])
def test_an_empty_field_is_no_loss(field: str) -> None:
    assert kept_notes(pdf(note(f"/Subtype /Widget {field}"), page=NOTE)) == []


def test_a_photo_in_a_pdf_stays_the_same_to_the_last_dot() -> None:
    before, after = (
        PdfReader(BytesIO(raw)).pages[0].images[0].image.tobytes()  # type: ignore[union-attr]
        for raw in (SENT["a photo in it"], clean_pdf(SENT["a photo in it"])[1])
    )

    assert before == after


def test_a_pdf_may_have_as_many_pages_as_we_say_and_no_more() -> None:
    def pages(number: int) -> bytes:
        kids = " ".join(f"{3 + at} 0 R" for at in range(number))
        one = f"<< {PAGE} /MediaBox [0 0 9 9] >>".encode()
        tree = f"<< /Type /Pages /Count {number} /Kids [{kids}] >>".encode()
        catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
        return pdf_of({1: catalog, 2: tree, **{3 + at: one for at in range(number)}})

    assert len(PdfReader(BytesIO(clean_pdf(pages(MOST_PAGES))[1])).pages) == MOST_PAGES
    with pytest.raises(FileRefusedError) as refused:
        clean_pdf(pages(MOST_PAGES + 1))

    assert refused.value.code == "too-many-pages"
    assert refused.value.facts == {"most_pages": MOST_PAGES}
