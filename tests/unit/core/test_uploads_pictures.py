"""P9: of a picture only what is seen is kept: no place, no camera, no author, no other picture."""

import zlib
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from consult.core.uploads.pictures import clean_picture
from tests.support.sent_files import BLUE, CANARY, RED, png, png_chunk, saved, two_colours

XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{CANARY}</dc:creator></x:xmpmeta>'.encode()
PACKED = zlib.compress(CANARY.encode())


def exif(*, held: int = 1) -> bytes:
    """Return what a phone notes: the place, the camera, its owner, how it was held."""
    notes = Image.Exif()
    notes[ExifTags.Base.Orientation] = held
    for tag in (ExifTags.Base.Make, ExifTags.Base.Artist, ExifTags.Base.ImageDescription):
        notes[tag] = CANARY
    notes.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = CANARY.encode()
    notes.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = CANARY
    place = notes.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (51.0, 28.0, 40.0)
    place[ExifTags.GPS.GPSProcessingMethod] = CANARY.encode()
    return notes.tobytes()


def png_words() -> PngInfo:
    words = PngInfo()
    words.add_text("Author", CANARY)
    words.add_text("Comment", CANARY, zip=True)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return words


def segment(letter: int, data: bytes) -> bytes:
    return bytes([0xFF, letter]) + (len(data) + 2).to_bytes(2) + data


def with_segments(jpeg: bytes) -> bytes:
    """Return a JPEG with a note in every kind of segment that may hold one, and behind it."""
    letters = (*range(0xE1, 0xF0), 0xFE)
    notes = b"".join(segment(letter, b"x\0" + CANARY.encode()) for letter in letters)
    return jpeg[:2] + notes + jpeg[2:] + CANARY.encode()


PHOTO = {"exif": exif(), "icc_profile": CANARY.encode(), "xmp": XMP}
SENT = {
    "jpeg": saved(two_colours(), "JPEG", comment=CANARY, **PHOTO),
    "jpeg with notes everywhere": with_segments(saved(two_colours(), "JPEG")),
    "png": saved(
        two_colours(), "PNG", exif=exif(), icc_profile=CANARY.encode(), pnginfo=png_words()
    ),
    "png with its notes at the end": (
        saved(two_colours(), "PNG")[:-12]
        + png_chunk(b"tEXt", b"Author\0" + CANARY.encode())
        + png_chunk(b"eXIf", exif())
        + png_chunk(b"prVt", CANARY.encode())
        + png_chunk(b"IEND", b"")
        + CANARY.encode()
    ),
    "png of a program": png(
        png_chunk(b"zTXt", b"Author\0\0" + PACKED), png_chunk(b"caNy", CANARY.encode())
    ),
    "webp": saved(two_colours(), "WEBP", **PHOTO),
    "webp one can see through": saved(two_colours("RGBA"), "WEBP", **PHOTO),
    "second photo": saved(
        two_colours(),
        "MPO",
        save_all=True,
        append_images=[two_colours()],
        exif=exif(),
    ),
}


@pytest.mark.parametrize("raw", SENT.values(), ids=SENT)
def test_P9_no_note_is_left_in_a_picture(raw: bytes) -> None:
    assert CANARY.encode() in raw or PACKED in raw

    body = clean_picture(raw)[1]

    assert CANARY.encode() not in body
    for trace in (
        b"Exif",
        b"GPS",
        b"http",
        b"ICC",
        b"xmp",
        b"MPF",
        PACKED,
        CANARY.encode("utf-16"),
    ):
        assert trace not in body
    with Image.open(BytesIO(body)) as picture:
        picture.load()
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not getattr(picture, "is_animated", False)


@pytest.mark.parametrize("raw", [SENT["png"], SENT["png with its notes at the end"]])
def test_P9_a_png_keeps_only_its_size_and_its_pixels(raw: bytes) -> None:
    assert set(chunks(clean_picture(raw)[1])) == {b"IHDR", b"IDAT", b"IEND"}


def chunks(body: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(body):
        yield body[at + 4 : at + 8]
        at += 12 + int.from_bytes(body[at : at + 4])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("held", "turn"),
    [
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_a_photo_stands_upright_however_it_was_held(
    held: int, turn: Image.Transpose, kind: str
) -> None:
    sent = saved(two_colours().transpose(turn), kind, exif=exif(held=held))

    with Image.open(BytesIO(clean_picture(sent)[1])) as picture:
        assert picture.size == (64, 32)
        assert near(picture, (8, 16), RED)
        assert near(picture, (56, 16), BLUE)


def near(picture: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    found = picture.convert("RGB").getpixel(place)
    assert isinstance(found, tuple)
    return all(abs(a - b) < 12 for a, b in zip(found, colour, strict=True))


@pytest.mark.parametrize("mode", ["CMYK", "RGB"])
def test_a_photo_keeps_its_colours(mode: str) -> None:
    with Image.open(BytesIO(clean_picture(saved(two_colours(mode), "JPEG"))[1])) as picture:
        assert picture.mode == "RGB"
        assert near(picture, (8, 16), RED)


@pytest.mark.parametrize(("sent", "kept"), [("1", "1"), ("L", "L"), ("P", "RGB"), ("LA", "RGBA")])
def test_a_drawing_keeps_its_colours(sent: str, kept: str) -> None:
    before = two_colours(sent)

    with Image.open(BytesIO(clean_picture(saved(before, "PNG"))[1])) as after:
        assert after.mode == kept
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_what_one_can_see_through_stays_so() -> None:
    few = two_colours("P")
    sent = saved(few, "PNG", transparency=few.getpixel((0, 0)))

    with Image.open(BytesIO(clean_picture(sent)[1])) as picture:
        assert picture.getchannel("A").getpixel((0, 0)) == 0
        assert picture.getchannel("A").getpixel((63, 0)) == 255


def test_a_scan_in_fine_greys_keeps_them() -> None:
    fine = Image.new("I;16", (2, 1), 40_000)

    with Image.open(BytesIO(clean_picture(saved(fine, "PNG"))[1])) as picture:
        assert picture.getpixel((0, 0)) == 155


def test_a_large_photo_is_kept_smaller() -> None:
    sent = saved(Image.new("L", (8000, 6000)), "JPEG")

    with Image.open(BytesIO(clean_picture(sent)[1])) as picture:
        assert picture.size == (4000, 3000)


def test_a_good_photo_with_broken_notes_is_still_a_good_photo() -> None:
    sent = saved(two_colours(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\xff\xff")

    assert clean_picture(sent)[0] == "image/jpeg"
