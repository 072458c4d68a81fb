"""Pictures beside words: symbols that everybody may use, and pictures people bring.

All are SVG text, so that pages and print show the very same. The symbols are those of Font
Awesome Free (CC BY 4.0), read from its package: whoever shows them says so once.
"""

import base64
import io
from functools import lru_cache
from importlib.resources import files

from PIL import Image

SYMBOLS_BY = "Font Awesome Free, CC BY 4.0"

# Chosen for what public bodies write about; people pick from these by looking at them.
_NAMES = """
    user users user-group people-group people-roof children child-reaching person-cane
    person-pregnant wheelchair user-doctor user-nurse user-tie user-shield user-pen
    user-clock handshake hands-holding-child hand-holding-heart house house-user building
    building-columns hospital school shop church mosque place-of-worship city landmark
    door-open tree tree-city seedling sun cloud-rain snowflake water fire recycle trash-can
    bus train car bicycle person-walking road traffic-light square-parking map
    map-location-dot location-dot signs-post calendar-days calendar-check calendar-xmark
    clock hourglass-half phone mobile-screen envelope envelope-open-text computer globe
    comment comments bullhorn circle-question question circle-info lightbulb pen pencil
    file-lines file-signature clipboard-list clipboard-check list-check book book-open
    newspaper circle-check circle-xmark check xmark thumbs-up thumbs-down plus minus
    arrow-right arrow-up arrow-down arrows-rotate scale-balanced gavel sterling-sign coins
    money-bill-wave piggy-bank receipt face-smile face-meh face-frown heart heart-pulse
    pills bandage shield-halved lock key eye ear-listen hands language braille
    magnifying-glass headphones video camera image utensils mug-hot futbol music dog paw
    baby graduation-cap briefcase wrench person-digging triangle-exclamation
"""
SYMBOLS = tuple(_NAMES.split())

# Screens show a picture small; more dots only make pages slow.
_MOST_DOTS = 600  # on the longer side


class UnknownSymbolError(KeyError):
    """There is no symbol of this name."""


@lru_cache(maxsize=len(SYMBOLS))
def symbol(name: str) -> str:
    """Return a symbol as SVG text. Raises UnknownSymbolError."""
    if name not in SYMBOLS:
        raise UnknownSymbolError(name)
    found = files("fontawesomefree") / f"static/fontawesomefree/svgs/solid/{name}.svg"
    return found.read_text("utf-8")


def picture_as_svg(body: bytes) -> str:
    """Return a PNG or JPEG picture as SVG text that holds it, not larger than is of use."""
    with Image.open(io.BytesIO(body)) as found:
        # Letters and lines in a palette would blur when made smaller.
        plain = found.convert(
            "RGBA" if "A" in found.getbands() or "transparency" in found.info else "RGB"
        )
        plain.thumbnail((_MOST_DOTS, _MOST_DOTS))
        out = io.BytesIO()
        plain.save(out, "PNG", optimize=True)
    width, height = plain.size
    inside = base64.b64encode(out.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{inside}"/></svg>'
    )
