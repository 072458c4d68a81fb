"""A program of its own: texts in, sound out, by espeak-ng.

espeak-ng keeps one state for a whole process, can crash on odd text, and is under the GPL;
so `audio` starts this file by its path, and nothing imports it.

On stdin: {"voice": "ur", "seconds": 60, "words_a_minute": 140, "texts": [...]} as JSON.
On stdout, for each text: how many bytes of sound follow (4 bytes, the lowest first), then
that sound as 16-bit samples at 22,050 a second. No text is ever written anywhere else.
Ends with 1 where there is no such voice; the alarm ends it after `seconds`.
"""

import ctypes
import json
import signal
import struct
import sys
from typing import Any

import espeakng_loader  # type: ignore[import-untyped]  # it says nothing of its types

_RETRIEVE = 1  # hand the sound over rather than play it
_DO_NOT_EXIT = 0x8000
_UTF_8 = 1  # and neither SSML nor phoneme markup: what is written is what is said
_RATE = 1
_SPEAKER = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main() -> int:
    """Speak what stdin asks for; return the exit code."""
    asked: dict[str, Any] = json.load(sys.stdin.buffer)
    signal.alarm(asked["seconds"])
    espeak = ctypes.CDLL(espeakng_loader.get_library_path())
    data = espeakng_loader.get_data_path().encode()
    espeak.espeak_Initialize(_RETRIEVE, 0, data, _DO_NOT_EXIT)
    if espeak.espeak_SetVoiceByName(asked["voice"].encode()):
        return 1
    espeak.espeak_SetParameter(_RATE, asked["words_a_minute"], 0)
    sound = bytearray()

    def keep(samples: Any, count: int, _events: Any) -> int:
        sound.extend(ctypes.string_at(samples, count * 2) if samples else b"")
        return 0

    hold = _SPEAKER(keep)  # espeak-ng calls it later, so it must not be collected
    espeak.espeak_SetSynthCallback(hold)
    for text in asked["texts"]:
        said = text.encode()
        espeak.espeak_Synth(said, len(said) + 1, 0, 0, 0, _UTF_8, None, None)
        espeak.espeak_Synchronize()
        sys.stdout.buffer.write(struct.pack("<I", len(sound)) + sound)
        sound.clear()
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
