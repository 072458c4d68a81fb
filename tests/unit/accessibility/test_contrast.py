"""The ratio is WCAG’s own."""

import pytest

from accessibility.contrast import contrast_ratio


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#FFFFFF", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#ffffff", "#0000ff", 8.59),
        ("#0000ff", "#000000", 2.44),
    ],
)
def test_the_ratio_of_two_colours(first: str, second: str, ratio: float) -> None:
    assert contrast_ratio(first, second) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("colour", ["", "#fff", "white", "#12345g", "#1234567"])
def test_what_is_not_a_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match="not a #rrggbb colour"):
        contrast_ratio(colour, "#ffffff")
