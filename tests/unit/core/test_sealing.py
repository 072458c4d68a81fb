"""What is sealed opens only for its purpose, in its row, with its key."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from consult.core.sealing import SealBrokenError, seal, seal_json, unseal, unseal_json

MADE = Flask("sealing")
MADE.config["SEALING_KEY"] = "only for tests"


def test_what_is_sealed_comes_back_whole_in_every_script() -> None:
    said = {"eq_sex": "skip", "words": "سلام ਸਤ ਸ੍ਰੀ ਅਕਾਲ 👩‍👩‍👧"}
    with MADE.app_context():
        assert unseal_json("equality", "row 7", seal_json("equality", "row 7", said)) == said


def test_the_words_are_not_in_the_sealed_bytes_and_never_look_the_same_twice() -> None:
    with MADE.app_context():
        first, second = (seal("equality", "row 7", b"canary") for _ in range(2))
    assert b"canary" not in first
    assert first != second


@pytest.mark.parametrize(("purpose", "row"), [("equality", "row 8"), ("contact", "row 7")])
def test_another_row_or_purpose_opens_nothing(purpose: str, row: str) -> None:
    with MADE.app_context():
        sealed = seal("equality", "row 7", b"canary")
        with pytest.raises(SealBrokenError):
            unseal(purpose, row, sealed)


def test_another_key_opens_nothing() -> None:
    other = Flask("other")
    other.config["SEALING_KEY"] = "another key"
    with MADE.app_context():
        sealed = seal("equality", "row 7", b"canary")
    with other.app_context(), pytest.raises(SealBrokenError):
        unseal("equality", "row 7", sealed)


@given(st.binary(max_size=60), st.integers(min_value=0))
def test_one_changed_bit_opens_nothing(plain: bytes, bit: int) -> None:
    with MADE.app_context():
        sealed = bytearray(seal("equality", "row 7", plain))
        place = bit % (len(sealed) * 8)
        sealed[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBrokenError) as told:
            unseal("equality", "row 7", bytes(sealed))
    assert str(told.value) == "equality"


@pytest.mark.parametrize("sealed", [b"", b"short", b"x" * 28])
def test_bytes_that_were_never_sealed_open_nothing(sealed: bytes) -> None:
    with MADE.app_context(), pytest.raises(SealBrokenError):
        unseal("equality", "row 7", sealed)
