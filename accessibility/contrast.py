"""How far apart two colours are, as WCAG 2.2 counts it."""

import re

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# WCAG 2.2, "relative luminance": where the sRGB curve bends, and each channel's weight.
_BEND = 0.04045
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def contrast_ratio(first: str, second: str) -> float:
    """Return the contrast ratio (1 to 21) of two #rrggbb colours, in either order."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"not a #rrggbb colour: {colour!r}")
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return sum(
        weight * _linear(channel) for weight, channel in zip(_WEIGHTS, channels, strict=True)
    )


def _linear(channel: float) -> float:
    if channel <= _BEND:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
