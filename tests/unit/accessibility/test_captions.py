"""Captions are WebVTT that can be read, that fit the film, and that the transcript holds."""

import time

import pytest

from accessibility.captions import (
    Cue,
    problems_in_captions,
    read_captions,
    share_in_transcript,
)
from tests.support.films import captions, cues

GOOD = captions("We want to plant trees.", "Where should they be?", "Tell us by June.")


def faults(text: str, *, seconds: float = 12) -> list[tuple[str, float, str]]:
    found = problems_in_captions(text, seconds=seconds)
    return [(one.fault.value, one.at, one.detail) for one in found]


def names(text: str, *, seconds: float = 12) -> set[str]:
    return {fault for fault, _at, _detail in faults(text, seconds=seconds)}


def test_good_captions_have_nothing_wrong() -> None:
    assert faults(GOOD) == []
    assert read_captions(GOOD)[1] == Cue(4, 8, ("Where should they be?",))


def test_marks_and_names_of_captions_are_not_their_words() -> None:
    marked = GOOD.replace("trees", "<b>trees</b>").replace("WEBVTT\n", "WEBVTT\n\nNOTE by Rosa\n")
    assert read_captions(marked)[0].lines == ("We want to plant trees.",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello",
        "<!doctype html>",
        "1\n00:00:01,000 --> 00:00:02,000\nSRT\n",
    ],
)
def test_what_is_no_webvtt_is_refused_whole(text: str) -> None:
    assert names(text) == {"unreadable"}


@pytest.mark.parametrize(
    ("times", "named"),
    [
        ("00:00 --> 00:02", "00:00 --> 00:02"),
        ("00:00:99.000 --> 00:02:00.000", "00:00:99.000"),
        ("00:00:01,000 --> 00:00:02,000", "00:00:01,000 --> 00:00:02,000"),
    ],
)
def test_a_caption_that_cannot_be_read_is_named_by_its_times(times: str, named: str) -> None:
    assert faults(f"WEBVTT\n\n{times}\nHello\n") == [("cue", 0, named)]


def test_captions_without_captions_are_empty() -> None:
    assert names("WEBVTT\n") == {"empty"}


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f"])
def test_signs_that_are_no_text_are_refused(sign: str) -> None:
    assert names(GOOD.replace("trees", f"tr{sign}ees")) == {"control"}


def test_letters_of_another_language_are_noticed() -> None:
    assert names(captions("ہم درخت لگانا چاہتے ہیں", "کہاں؟")) == {"script"}
    assert names(captions("1 2 3", "4 5 6")) == {"script"}


def test_each_caption_ends_after_it_begins_and_before_the_next() -> None:
    assert faults(cues((0, 6, "One"), (5.5, 12, "Two"))) == [("order", 5.5, "")]
    assert faults(cues((0, 12, "One"), (6, 12, "Two"))) == [("order", 6, "")]
    assert faults(cues((0, 6, "One"), (6, 6, "Two"), (6, 12, "Six"))) == [("backwards", 6, "")]


def test_a_caption_has_words_in_two_lines_of_37_letters() -> None:
    fits = "x" * 37
    assert faults(captions(f"{fits}\n{fits}", "Two")) == []
    assert faults(captions(f"{fits}x", "Two")) == [("letters", 0, "38")]
    assert faults(captions("One", "a\nb\nc")) == [("lines", 6, "3")]
    assert names(cues((0, 6, "One"), (6, 12, "<b> </b>"))) == {"silent"}


def test_they_begin_and_end_with_the_film() -> None:
    assert faults(captions("One", "Two", seconds=60), seconds=60) == []
    assert faults(captions("One", "Two", seconds=60, begin=5), seconds=60) == []
    assert faults(captions("One", "Two", seconds=60, begin=5.5), seconds=60) == [
        ("begins-late", 5.5, "")
    ]
    assert faults(captions("One", "Two", seconds=54), seconds=60) == [("ends-early", 54, "")]
    assert faults(captions("One", "Two", seconds=62), seconds=60) == [("past-the-end", 62, "")]


def test_the_edges_of_a_long_film_are_five_in_100() -> None:
    assert faults(captions("One", "Two", seconds=570, begin=30), seconds=600) == []
    assert names(captions("One", "Two", seconds=569, begin=31), seconds=600) == {
        "begins-late",
        "ends-early",
    }


def test_captions_of_another_film_do_not_fit() -> None:
    assert names(captions("One", "Two", seconds=300), seconds=12) == {"past-the-end"}
    assert names(captions("One", "Two", seconds=12), seconds=300) == {"ends-early"}


def test_95_of_100_seconds_have_a_caption_and_a_breath_is_no_hole() -> None:
    breathing = cues(*((at * 10, at * 10 + 8, "Words") for at in range(10)))
    assert faults(breathing, seconds=98) == []
    one_hole = cues((0, 50, "One"), (55, 100, "Two"))
    assert faults(one_hole, seconds=100) == []
    longer = cues((0, 50, "One"), (55.5, 100, "Two"))
    assert faults(longer, seconds=100) == [("holes", 50, "94")]


def test_the_transcript_says_the_same_in_the_same_order() -> None:
    said = read_captions(GOOD)
    whole = "A tree is shown. We want to plant TREES. “Where should they be?” Tell us by June."
    assert share_in_transcript(said, whole) == 1
    assert share_in_transcript(said, "Tell us. We want to plant trees.") == pytest.approx(5 / 13)
    assert share_in_transcript(said, "") == 0
    assert share_in_transcript((), "Words") == 0


def test_curly_and_straight_apostrophes_are_the_same() -> None:
    assert share_in_transcript(read_captions(captions("It's ours")), "It’s ours") == 1


def test_the_longest_captions_are_compared_in_no_time() -> None:
    cue = Cue(0, 1, ("tree " * 20_000,))
    begun = time.monotonic()
    assert share_in_transcript([cue], "tree " * 10_000) == 0.5
    assert time.monotonic() - begun < 3
