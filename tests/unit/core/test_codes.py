"""Keys and codes: always the same for one key, never the same for two."""

import re

import pytest
from flask import Flask

from consult.core.security import CODE_LETTERS, code_for, hashed, keyed, new_key


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


def test_any_text_can_be_hashed() -> None:
    assert len(hashed("\ud800\0" * 10)) == 64
    assert code_for("receipt", "\ud800")
