"""Keys and codes: always the same for one key, never the same for two."""

import re

import pytest
from flask import Flask

from consult.core.security import (
    CODE_LETTERS,
    RETURN_GROUP,
    RETURN_LENGTH,
    clean_code,
    code_for,
    hashed,
    key_for,
    keyed,
    new_key,
)


@pytest.fixture(autouse=True)
def _context() -> object:
    made = Flask(__name__)
    made.config["SECRET_KEY"] = "only for tests"
    with made.app_context():
        yield made


def test_a_code_can_be_read_out_on_the_phone() -> None:
    code = code_for("receipt", "key")
    assert re.fullmatch(r"([A-Z0-9]{5}-){2}[A-Z0-9]{5}", code)
    assert set(code) - {"-"} <= set(CODE_LETTERS)
    assert not set(CODE_LETTERS) & set("0O1IL5S2Z8B")


def test_a_key_has_always_the_same_code() -> None:
    assert code_for("receipt", "key") == code_for("receipt", "key")
    assert code_for("receipt", "key") != code_for("other", "key")
    assert keyed("a", "b") == keyed("a", "b") != keyed("b", "b")


def test_C17_10_000_keys_have_10_000_codes() -> None:
    keys = {new_key() for _turn in range(10_000)}
    assert len(keys) == 10_000
    assert len({code_for("receipt", key) for key in keys}) == 10_000
    assert all(len(key) == 22 for key in keys)


def test_a_code_to_come_back_with_is_eight_letters_to_write_down() -> None:
    code = code_for("return", "seed", length=RETURN_LENGTH, group=RETURN_GROUP)
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", code)
    assert code.replace("-", "") not in code_for("receipt", "seed").replace("-", "")


@pytest.mark.parametrize(
    "typed",
    [
        "ACDE-FGHJ",
        "acdefghj",
        " acde fghj ",
        "ACDE\u2013FGHJ",
        "a.c.d.e.f.g.h.j",
        "\u202aACDE-FGHJ\u202c",
    ],
)
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    assert clean_code(typed) == "ACDEFGHJ"


@pytest.mark.parametrize(
    "typed",
    [
        "ac۳۴-۶۷۹d",
        "AC٣٤٦٧٩D",
        "\uff21\uff23\uff13\uff14\uff0d\uff16\uff17\uff19\uff24",
        "ac३४६७९d",
    ],
    ids=["Urdu", "Arabic", "wide", "Hindi"],
)
def test_a_code_is_known_in_the_digits_of_any_keyboard(typed: str) -> None:
    assert clean_code(typed) == "AC34679D"


@pytest.mark.parametrize("typed", ["", "-", "0O1I", "\u0627\u0628", "\0"])
def test_what_holds_no_letter_of_a_code_is_none(typed: str) -> None:
    assert clean_code(typed) == ""


def test_a_seed_has_always_the_same_key_and_it_fits_a_cookie() -> None:
    assert key_for("draft", "seed") == key_for("draft", "seed") != key_for("draft", "other")
    assert key_for("draft", "seed") != key_for("other", "seed")
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", key_for("draft", "seed"))


def test_any_text_can_be_hashed() -> None:
    assert len(hashed("\ud800\0" * 10)) == 64
    assert code_for("receipt", "\ud800")
