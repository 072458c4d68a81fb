"""The stylesheet keeps its promises: contrast, both directions, any text size, few bytes."""

import gzip
import itertools
import re
from pathlib import Path

import pytest

from accessibility.contrast import contrast_ratio
from accessibility.stylesheet import problems_in_stylesheet

CSS = (Path(__file__).parents[2] / "consult" / "static" / "site.css").read_text()
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
THEMES = ("standard", "cream", "dark", "yellow")
DARK_BY_SYSTEM = ':root:not([class*="theme-"])'

WORDS = ("ink", "quiet", "link", "error", "good", "warn")
PLATES = (
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
    ("on-foot", "foot"),
    ("focus-ink", "focus"),
)
# What a person must find or compare: edges of controls, the focus line, the parts of a chart.
SHAPES = ("edge", "brand", "accent", "focus-line", "bar-0", "bar-1", "bar-2", "bar-3")


def _block(selector: str) -> dict[str, str]:
    found = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", RULES)
    assert found, f"no block for {selector}"
    return dict(re.findall(r"--([a-z0-9-]+):\s*([^;]+);", found[1]))


def _theme(name: str) -> dict[str, str]:
    return _block(f".theme-{name}")


@pytest.mark.parametrize("theme", THEMES)
def test_words_stand_out_seven_to_one_on_each_ground(theme: str) -> None:
    tokens = _theme(theme)
    for word, ground in itertools.product(WORDS, ("ground", "surface")):
        ratio = contrast_ratio(tokens[word], tokens[ground])
        assert ratio >= 7, f"{word} on {ground} is {ratio:.2f}"


@pytest.mark.parametrize("theme", THEMES)
def test_words_stand_out_seven_to_one_on_plates_buttons_and_focus(theme: str) -> None:
    tokens = _theme(theme)
    for word, ground in PLATES:
        ratio = contrast_ratio(tokens[word], tokens[ground])
        assert ratio >= 7, f"{word} on {ground} is {ratio:.2f}"


@pytest.mark.parametrize("theme", THEMES)
def test_controls_and_charts_stand_out_three_to_one(theme: str) -> None:
    tokens = _theme(theme)
    for shape, ground in itertools.product(SHAPES, ("ground", "surface")):
        ratio = contrast_ratio(tokens[shape], tokens[ground])
        assert ratio >= 3, f"{shape} on {ground} is {ratio:.2f}"


@pytest.mark.parametrize("theme", THEMES)
def test_focus_is_seen_by_its_fill_or_its_line_on_every_ground(theme: str) -> None:
    tokens = _theme(theme)
    for ground in ("ground", "surface", "foot"):
        ratios = [contrast_ratio(tokens[mark], tokens[ground]) for mark in ("focus", "focus-line")]
        assert max(ratios) >= 3, f"focus on {ground} is {ratios}"


def test_every_theme_sets_the_same_tokens() -> None:
    names = {theme: set(_theme(theme)) for theme in THEMES}
    assert len({frozenset(found) for found in names.values()}) == 1, names


def test_a_dark_system_gives_the_dark_theme() -> None:
    assert _block(DARK_BY_SYSTEM) == _theme("dark")


def test_the_stylesheet_is_under_eight_kilobytes_on_the_wire() -> None:
    assert len(gzip.compress(CSS.encode(), compresslevel=9)) < 8_000


def test_it_breaks_no_house_rule() -> None:
    assert problems_in_stylesheet(CSS) == ()


def test_focus_is_a_fill_and_a_line_of_three_pixels_or_more() -> None:
    found = re.search(r"(?m)^:focus-visible\s*\{([^}]*)\}", RULES)
    assert found
    outline = re.search(r"outline:\s*([\d.]+)rem solid", found[1])
    assert outline
    assert float(outline[1]) * 16 >= 3
    assert "background: var(--focus)" in found[1]


def test_links_are_underlined() -> None:
    assert re.search(r"(?m)^a\s*\{[^}]*text-decoration:\s*underline", RULES)
    bare = re.findall(r"([^{}]+)\{[^}]*text-decoration:\s*none", RULES)
    # A button has a shape of its own; where it is a link, the next rule underlines it again.
    assert [selector.strip() for selector in bare] == [".button"]
    assert re.search(r"a\.button\s*\{\s*text-decoration:\s*underline", RULES)


@pytest.mark.parametrize(
    "code", ["ar", "ur", "fa", "ps", "ckb", "pa", "bn", "gu", "ta", "hi", "ne", "si"]
)
def test_joined_scripts_are_never_letter_spaced(code: str) -> None:
    found = re.search(r":is\(([^{]*)\)\s*\{\s*letter-spacing:\s*normal !important", RULES)
    assert found
    assert f":lang({code})" in found[1]


def test_nastaliq_has_room_between_lines() -> None:
    assert float(_block(":lang(ur)")["lead"]) >= 2.2
    assert _block(":lang(ur)")["text"].startswith('"Noto Nastaliq Urdu"')


@pytest.mark.parametrize("size", ["125", "150", "200", "300"])
def test_each_text_size_is_real(size: str) -> None:
    assert re.search(rf"\.size-{size}\s*\{{\s*font-size:\s*{size}%", RULES)


@pytest.mark.parametrize(
    "media",
    [
        "prefers-color-scheme: dark",
        "prefers-contrast: more",
        "prefers-reduced-motion: no-preference",
        "forced-colors: active",
        "print",
    ],
)
def test_what_a_person_set_on_their_machine_is_honoured(media: str) -> None:
    assert media in RULES


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert not re.search(r"@import|url\(|@font-face", RULES)
