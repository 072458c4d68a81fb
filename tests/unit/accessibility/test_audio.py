"""The audio copy can be heard, found one's way in and trusted, or is not made at all."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from mutagen.mp3 import MONO, MP3

from accessibility import audio, loudness
from accessibility.audio import READ_ALOUD, NotSpeakable, NoVoice, SpeechFailed, audio_mp3
from accessibility.audio_check import problems_in_audio
from accessibility.document import (
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Labels,
    Numbered,
    Paragraph,
    Question,
    WordBox,
)
from accessibility.speech import spoken
from tests.support.documents import URDU_HOURS

HOURS = Document(
    title="When should the library open?",
    language="en-GB",
    direction="ltr",
    publisher="Example Council",
    blocks=(
        Heading(2, "What we want to change"),
        Paragraph("We would like longer hours. It costs £1.2 million.\nRing 020 8708 0000."),
        Heading(3, "In summer"),
        Bullets(("Open on Sunday", "Close at 6.30pm")),
        WordBox((Fact("Branch", "a small library"),)),
        Heading(2, "What we ask"),
        Numbered(("Tell us", "We decide")),
        Facts((Fact("Closes", "30/06/2026"),)),
        Question("1", "How often do you come?", "Choose one.", ("Each week", "Never")),
        Question("2", "What else?"),
    ),
    closing_note="You can tell us until 30 June.",
    labels=Labels(
        page="Page {page} of {pages}",
        word_help="Word help",
        question="Question {number} of {questions}",
        made_on="These words are from Friday 1 May 2026.",
        length="Length in minutes: about {minutes}.",
        computer_voice="A computer reads this.",
    ),
)

_recorded = cache(audio_mp3)


def _opened(mp3: bytes) -> Any:
    read: Any = MP3  # it says nothing of its types
    return read(io.BytesIO(mp3))


def _says(*texts: str, language: str = "en") -> Document:
    blocks = tuple(Paragraph(text) for text in texts)
    return Document("A park", language, "ltr", "", blocks, "", Labels(page="{page}"))


@pytest.mark.parametrize("document", [HOURS, URDU_HOURS], ids=["English", "Urdu"])
def test_another_library_finds_no_fault_with_it(document: Document) -> None:
    assert problems_in_audio(_recorded(document), document) == ()


def test_any_player_shows_the_chapters_and_who_speaks() -> None:
    told = _opened(_recorded(HOURS))
    assert (told.info.mode, told.info.sample_rate, told.info.bitrate) == (MONO, 22_050, 64_000)
    assert (str(told["TIT2"]), str(told["TPE1"])) == (HOURS.title, "Example Council")
    chapters = [told[f"CHAP:{name}"] for name in told["CTOC:toc"].child_element_ids]
    titles = [str(one.sub_frames["TIT2"]) for one in chapters]
    assert titles == [HOURS.title, "What we want to change", "What we ask"]
    assert [one.start_time for one in chapters[1:]] == [one.end_time for one in chapters[:-1]]
    assert chapters[-1].end_time == pytest.approx(told.info.length * 1000, abs=500)


def test_a_listener_finds_the_chapters_in_urdu() -> None:
    told = _opened(_recorded(URDU_HOURS))
    chapters = sorted(told.tags.getall("CHAP"), key=lambda one: one.start_time)
    assert [str(one.sub_frames["TIT2"]) for one in chapters] == [
        "لائبریری کے اوقات",
        "ہم کیا بدلنا چاہتے ہیں",
    ]


def test_the_opening_tells_how_long_this_very_recording_is() -> None:
    longer = replace(HOURS, blocks=HOURS.blocks * 3)
    told = _opened(_recorded(longer))
    assert told.info.length > 2 * 60
    assert str(told["TIT3"]) == f"Length in minutes: about {round(told.info.length / 60)}."
    assert problems_in_audio(_recorded(longer), longer) == ()


def test_a_document_that_tells_no_length_is_read_without_one() -> None:
    assert "TIT3" not in _opened(audio_mp3(_says("We ask.")))


def test_all_is_said_in_reading_order() -> None:
    assert [piece.text for piece in audio._pieces(HOURS, audio.length_said(HOURS, 2))] == [
        "When should the library open?",
        "Example Council",
        "These words are from Friday 1 May 2026.",
        "Length in minutes: about 2.",
        "A computer reads this.",
        "What we want to change",
        "We would like longer hours. It costs 1.2 million pounds.",
        "Ring 0 2 0, 8 7 0 8, 0 0 0 0.",
        "In summer",
        "Open on Sunday",
        "Close at 6 30 pm",
        "Word help",
        "Branch: a small library",
        "What we ask",
        "1, Tell us",
        "2, We decide",
        "Closes: 30 June 2026",
        "Question 1 of 2",
        "How often do you come?",
        "Choose one.",
        "Each week",
        "Never",
        "Question 2 of 2",
        "What else?",
        "You can tell us until 30 June.",
    ]


@pytest.mark.parametrize("language", sorted(READ_ALOUD))
def test_each_language_that_may_be_offered_has_a_voice(language: str) -> None:
    document = _says("020 8708 0000, 15–20%", language=language)
    document = replace(document, labels=replace(HOURS.labels, made_on="", computer_voice=""))
    assert problems_in_audio(audio_mp3(document), document) == ()


def test_arabic_is_not_offered_and_somali_has_no_voice() -> None:
    assert "ar" not in READ_ALOUD
    with pytest.raises(NoVoice) as refused:
        audio_mp3(_says("Halkan", language="so"))
    assert refused.value.language == "so"


@pytest.mark.parametrize(
    "odd",
    [
        "Z" + "\u0301\u0316\u0337\u0489" * 400 + "algo",
        "A park پارک পার্ক பூங்கா 公园",
        "a\0park\x01100S \ue000 \udcff \u202e",
        "…………" * 50,
        "— — — —\n" * 30 + "the end",
        "🙂🙂🙂",
    ],
    ids=["marks", "scripts", "controls", "points", "dashes", "faces"],
)
def test_odd_text_is_read_or_left_out_and_harms_nothing(odd: str) -> None:
    document = _says("We would like to hear from you.", odd, "Thank you for your time.")
    assert problems_in_audio(audio_mp3(document), document) == ()


def test_a_word_without_end_is_read_but_too_slow_to_be_followed() -> None:
    document = _says("ab" * 150)
    (problem,) = problems_in_audio(audio_mp3(document), document)
    assert "words a minute" in problem


def test_what_people_typed_is_read_and_never_obeyed() -> None:
    typed = ('<break time="9s"/>', "[[b]]", "b")
    read = [len(sound) for sound in audio._sounds("en", [*map(audio._Piece, typed)])]
    assert 2 * audio.RATE < read[0] < 5 * audio.RATE
    assert read[1] == pytest.approx(read[2], rel=0.5)


def test_a_text_that_would_crash_the_voice_is_made_harmless() -> None:
    texts = [audio._Piece(spoken(odd * 300, "en")) for odd in ("a.", "a.,", "ab.", "...a")]
    assert all(sound.size for sound in audio._sounds("en", texts))


@pytest.mark.parametrize(
    "empty",
    [
        replace(_says(), title=""),
        replace(_says(" \n ", "\0"), title="\t"),
        replace(_says("— —"), title="…"),
        replace(_says(), blocks=tuple(Heading(2, "More") for _ in range(255))),
    ],
    ids=["nothing", "blanks", "signs", "256 chapters"],
)
def test_a_document_that_cannot_be_spoken_is_refused(empty: Document) -> None:
    with pytest.raises(NotSpeakable):
        audio_mp3(empty)


def test_a_voice_that_falls_over_leaves_no_half_recording() -> None:
    crash = audio._Piece("a." * 300)  # past what `spoken` lets through
    with pytest.raises(SpeechFailed):
        list(audio._sounds("en", [crash]))


def test_a_voice_that_takes_too_long_is_ended() -> None:
    asked = {"voice": "en", "words_a_minute": 80, "seconds": 1, "texts": ["park " * 200_000]}
    ended = subprocess.run(
        [sys.executable, "-I", str(audio._PROGRAM)],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (-14, b"", b"")


def test_a_full_scale_tone_is_as_loud_as_the_standard_says() -> None:
    wave = np.sin(2 * np.pi * 997 * np.arange(48_000) / 48_000)
    ear = loudness.Ear(48_000)
    powers = [ear.power(wave[start : start + 2_400]) for start in range(0, 48_000, 2_400)]
    assert loudness.loudness(powers) == pytest.approx(-3.01, abs=0.1)
