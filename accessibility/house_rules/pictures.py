"""H10, H14, H19: is nothing told by pictures, charts or sound alone?"""

import re
from collections.abc import Iterator

from accessibility.house_rules.page import (
    Found,
    NamedRule,
    Page,
    ancestor,
    attribute,
    excerpt,
    words_of,
)

_FILE_NAME = re.compile(
    r"\.(?:avif|gif|jpe?g|png|svg|webp)$|^(?:dsc|img|image)?[_-]?\d+$", re.IGNORECASE
)
_SAYS_PICTURE = re.compile(r"^(?:an? )?(?:graphic|icon|image|photo|picture) of\b", re.IGNORECASE)
_LONGEST_ALT = 250
_NUMBER = re.compile(r"\d[\d,.]*%?")


def _alternatives(page: Page) -> Iterator[Found]:
    """Every image has an alt, empty only when it is decoration."""
    for image in page.all("img, input[type=image]"):
        if "alt" not in image.attributes:
            yield Found("image without alt", excerpt(image))


def _alternative_words(page: Page) -> Iterator[Found]:
    """H14: an alt says what the picture tells, in few words."""
    for image in page.all("[alt]"):
        alt = attribute(image, "alt")
        if _FILE_NAME.search(alt):
            yield Found("alt is a file name", excerpt(image))
        if _SAYS_PICTURE.match(alt) or len(alt) > _LONGEST_ALT:
            yield Found(f"alt says “image of”, or is over {_LONGEST_ALT} letters", excerpt(image))


def _drawings(page: Page) -> Iterator[Found]:
    """A drawing has a name as an image, or is hidden from those who cannot see it."""
    for drawing in page.all("svg, canvas"):
        if attribute(drawing, "aria-hidden") == "true":
            continue
        named = (
            attribute(drawing, "aria-label")
            or page.words_of_ids(drawing.attributes.get("aria-labelledby"))
            or any(words_of(title) for title in drawing.css("title"))
        )
        if not (named and attribute(drawing, "role") == "img"):
            yield Found("drawing without role=img and a name", excerpt(drawing))


def _charts(page: Page) -> Iterator[Found]:
    """H10: a chart comes with its finding in words and its numbers in a table."""
    for figure in page.all("figure[data-chart]"):
        if not any(words_of(caption) for caption in figure.css("figcaption")):
            yield Found("chart without its finding in a figcaption", excerpt(figure))
        listed = _numbers(" ".join(words_of(cell) for cell in figure.css("th, td")))
        drawn = _numbers(" ".join(words_of(text) for text in figure.css("svg text")))
        if not listed or drawn - listed:
            yield Found("chart whose numbers are not all in its table", excerpt(figure))


def _sound(page: Page) -> Iterator[Found]:
    """H19: nothing plays by itself; each video has captions, and what is said can be read."""
    for media in page.all("audio, video"):
        if "autoplay" in media.attributes:
            yield Found("plays by itself", excerpt(media))
        if media.tag == "video" and not media.css("track[kind=captions]"):
            yield Found("video without captions", excerpt(media))
        figure = ancestor(media, "figure")
        if not (figure and figure.css("a[href]")):
            yield Found("no figure around it with a link to its words", excerpt(media))


def _numbers(text: str) -> set[str]:
    return {number.rstrip(".,") for number in _NUMBER.findall(text)}


RULES = (
    NamedRule("alt", _alternatives),
    NamedRule("H14", _alternative_words),
    NamedRule("drawing-name", _drawings),
    NamedRule("H10", _charts),
    NamedRule("H19", _sound),
)
