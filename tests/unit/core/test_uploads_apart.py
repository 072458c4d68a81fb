"""I19: whatever reads a stranger’s file is a process of its own, with nothing to gain or break."""

from contextlib import nullcontext
from subprocess import CalledProcessError

import pytest

from consult.core.uploads import FileRefusedError, apart, clean_file
from consult.core.uploads.apart import read_apart
from tests.support.sent_files import pdf

BAD = "tests.support.bad_readers"


@pytest.mark.parametrize("fault", [b"take memory", b"take time", b"fall over"])
def test_a_reader_that_takes_too_much_or_falls_over_costs_only_the_file(
    fault: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 60)  # a machine may be busy with other tests

    with pytest.raises(FileRefusedError) as refused:
        read_apart(BAD, fault)

    assert refused.value.code == "too-complicated"
    assert clean_file(pdf(), "next", limit_mb=1).kind == "application/pdf"


def test_a_fault_of_ours_is_not_blamed_on_the_file() -> None:
    with pytest.raises(CalledProcessError) as failed:
        read_apart(BAD, b"what a person wrote")

    assert "what a person wrote" not in str(failed.value)


def test_a_reader_knows_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEALING_KEY", "the-key")

    assert b"the-key" not in read_apart(BAD, b"tell secrets")[1]


@pytest.mark.parametrize("others_send", [True, False])
def test_who_would_wait_too_long_is_asked_to_send_again(
    others_send: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 0.05)

    with apart.TURN if others_send else nullcontext(), pytest.raises(FileRefusedError) as refused:
        clean_file(pdf(), "letter.pdf", limit_mb=1)

    assert refused.value.code == "busy"
