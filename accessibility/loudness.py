"""How loud a recording is to an ear: LUFS, as ITU-R BS.1770 weighs and gates it."""

import math

import numpy as np
import numpy.typing as npt

BLOCK_SECONDS = 0.05
_BLOCKS_IN_A_WINDOW, _BLOCKS_IN_A_STEP = 8, 2  # 400 milliseconds, three quarters shared
_FLOOR, _BELOW_MEAN = -70.0, -10.0  # LUFS under which a window is silence, and dB a pause
_LEAST = 1e-12
_TAPS = 128  # samples: what the filter still says later is under a millionth

Samples = npt.NDArray[np.floating]


class Ear:
    """Weighs one stream of samples, block after block; high sounds count for more.

    The standard's other filter, against rumble, is left out: a voice makes none.
    """

    def __init__(self, rate: int) -> None:
        self._answer = _answer(_shelf(rate))
        self._past: Samples = np.zeros(_TAPS - 1)

    def power(self, block: Samples) -> float:
        """Return the weighed mean power of samples that lie between -1 and 1."""
        heard = np.concatenate((self._past, block))
        self._past = heard[1 - _TAPS :]
        weighed = np.convolve(heard, self._answer, "valid")
        return float(np.mean(weighed * weighed))


def loudness(powers: list[float]) -> float:
    """Return the loudness in LUFS of blocks of BLOCK_SECONDS, given as weighed powers."""
    windows = [
        _mean(powers[start : start + _BLOCKS_IN_A_WINDOW])
        for start in range(0, max(1, len(powers) - _BLOCKS_IN_A_WINDOW + 1), _BLOCKS_IN_A_STEP)
    ]
    heard = [window for window in windows if _lufs(window) > _FLOOR] or windows
    gate = _lufs(_mean(heard)) + _BELOW_MEAN
    return _lufs(_mean([window for window in heard if _lufs(window) >= gate]))


def decibels(power: float) -> float:
    """Return a power (1 is full scale) in dB."""
    return 10 * math.log10(max(power, _LEAST))


def _lufs(power: float) -> float:
    return decibels(power) - 0.691


def _mean(powers: list[float]) -> float:
    return sum(powers) / len(powers)


def _shelf(rate: int) -> tuple[float, float, float, float, float]:
    """Return the standard's first filter, given there for 48,000 a second, for another rate."""
    quality, turn = 0.7071752369554196, 1681.974450955533  # 4 dB more above 1,682 Hz
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    k = math.tan(math.pi * turn / rate)
    a0 = 1 + k / quality + k * k
    return (
        (high + band * k / quality + k * k) / a0,
        2 * (k * k - high) / a0,
        (high - band * k / quality + k * k) / a0,
        2 * (k * k - 1) / a0,
        (1 - k / quality + k * k) / a0,
    )


def _answer(shelf: tuple[float, float, float, float, float]) -> npt.NDArray[np.float64]:
    """Return what a filter makes of one click: with it, a whole block is weighed at once."""
    b0, b1, b2, a1, a2 = shelf
    x1, x2, y1, y2 = 0.0, 0.0, 0.0, 0.0
    answer = []
    for x in (1.0, *[0.0] * (_TAPS - 1)):
        y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x2, x1, y2, y1 = x1, x, y1, y
        answer.append(y)
    return np.array(answer)
