"""Pictures that people send: only what is seen is kept.

Run as a program by consult.core.uploads.apart; nothing else imports it.
"""

import warnings
from io import BytesIO

from PIL import ExifTags, Image, WebPImagePlugin

from consult.core.uploads.apart import answer
from consult.core.uploads.kinds import JPEG, PNG, WEBP, kind_of
from consult.core.uploads.refusals import FileRefusedError

# The WebP reader is named so that Pillow need not load all its fifty readers to find it.
FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: WebPImagePlugin.WebPImageFile.format}
# In millions. A JPEG can be read at a half or a quarter of its size, so it may be larger.
MOST_MEGAPIXELS = {JPEG: 200, PNG: 16, WEBP: 13}
MEGAPIXELS_READ = 20
PACKING = 2  # of PNG: six times faster than packing as small as can be
QUALITY = 88  # of JPEG, in per cent: small print in a photo of a letter stays sharp
# How a camera was held, as EXIF numbers it, and what sets the picture upright.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def clean_picture(raw: bytes) -> tuple[str, bytes]:
    """Return a picture upright and without anything that is not seen. Raises FileRefusedError.

    WebP comes back as JPEG or PNG, which every program opens.
    """
    kind = kind_of(raw)
    # Pillow raises an error at twice this, before it takes memory for the picture.
    Image.MAX_IMAGE_PIXELS = MOST_MEGAPIXELS[kind] * 1_000_000 // 2
    try:
        with warnings.catch_warnings(action="ignore"):
            return _written(_plain(_read(raw, kind)), kind)
    except Image.DecompressionBombError:
        raise _too_many_pixels(MOST_MEGAPIXELS[kind]) from None
    except (FileRefusedError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - Pillow raises anything at all for a broken file
        raise FileRefusedError("damaged") from None


def _too_many_pixels(most: int) -> FileRefusedError:
    return FileRefusedError("too-many-pixels", {"most_megapixels": most})


def _read(raw: bytes, kind: str) -> Image.Image:
    picture = Image.open(BytesIO(raw), formats=[FORMATS[kind]])
    # A phone puts small second pictures behind a photo (“MPO”): the photo is the first.
    if getattr(picture, "is_animated", False) and picture.format != "MPO":
        raise FileRefusedError("animated")
    shrink = 1
    while picture.width * picture.height > MEGAPIXELS_READ * 1_000_000 * shrink**2:
        shrink *= 2
    if shrink > 1 and "progressive" in picture.info:  # held whole in memory while it is read
        raise _too_many_pixels(MEGAPIXELS_READ)
    picture.draft(None, (picture.width // shrink, picture.height // shrink))
    picture.load()
    turn = _turn_to_upright(picture)
    return picture if turn is None else picture.transpose(turn)


def _turn_to_upright(picture: Image.Image) -> Image.Transpose | None:
    try:
        return UPRIGHT.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001 - a good photo with broken notes is still a good photo
        return None


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture in a mode that holds nothing but what is seen."""
    if picture.mode.startswith("I"):  # 16 bits of grey
        picture = picture.point(lambda value: value / 257).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in {"1", "L", "RGB"} else picture.convert("RGB")


def _written(picture: Image.Image, kind: str) -> tuple[str, bytes]:
    picture.info = {}  # what Pillow would write beside the picture: comments, profiles, notes
    out = BytesIO()
    if kind == PNG or picture.mode == "RGBA":
        picture.save(out, "PNG", compress_level=PACKING)
        return PNG, out.getvalue()
    picture.save(out, "JPEG", quality=QUALITY)
    return JPEG, out.getvalue()


if __name__ == "__main__":
    answer(clean_picture)
