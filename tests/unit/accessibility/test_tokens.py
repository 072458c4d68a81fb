"""What must run left to right is found, and nothing else."""

import pytest

from accessibility.tokens import Run, left_to_right_tokens, runs


@pytest.mark.parametrize(
    "token",
    [
        "020 8708 0000",
        "+44 20 8708 0000",
        "0800 123 456",
        "020\u00a08708\u00a00000",
        "IG1 1NN",
        "SW1A 2AA",
        "£5",
        "£1.2m",
        "£1.2 million",
        "£10,000",
        "£5–£10",
        "15–20%",
        "16-24",
        "8am–6.30pm",
        "9.30–11am",
        "30/06/2026",
        "2026-06-30",
        "REF-2026/14",
        "KFTR-WXYZ",
        "help@example.org",
        "https://example.org/ur/a",
        "www.example.org",
    ],
)
def test_a_token_is_found_whole_in_urdu(token: str) -> None:
    assert left_to_right_tokens(f"ہمیں{token}۔ بتائیں") == (token,)


@pytest.mark.parametrize("text", ["30 جون 2026", "85%", "400", "PDF", "شام 6 بجے", "GP"])
def test_what_shows_rightly_anyway_is_left_alone(text: str) -> None:
    assert left_to_right_tokens(text) == ()


def test_runs_give_the_whole_text_back() -> None:
    assert list(runs("فون 020 8708 0000 پر")) == [
        Run("فون ", left_to_right=False),
        Run("020 8708 0000", left_to_right=True),
        Run(" پر", left_to_right=False),
    ]
    assert list(runs("IG1 1NN")) == [Run("IG1 1NN", left_to_right=True)]
    assert list(runs("")) == []
