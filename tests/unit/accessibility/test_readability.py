"""A reading is a number only where a formula is true, and lengths everywhere."""

import socket
from pathlib import Path

import pytest

from accessibility import readability
from accessibility.readability import (
    FLESCH_READING_EASE,
    NoScore,
    ReadingProblem,
    ReadingProblemKind,
    Sentence,
    measure,
    problems_with_reading,
)

LANDING_PAGE = (
    "We want to change how we help people pay their council tax. Today, people of working age "
    "with a low income can get up to 85% off their bill. We want to change this to 75% off. This "
    "would save the council £1.2 million a year. If you get this help now, you could pay more. "
    "Pensioners will not be affected. We want to know what you think before we decide. You can "
    "tell us online, by phone or on paper. You have until 30 June. We will publish what people "
    "told us by 1 September. We will also say what we changed because of it."
)
EASY_READ = (
    "Council tax is money you pay to the council. It helps pay for things like parks and bins. "
    "Some people get help to pay it. We want to change this help. Some people would pay more. "
    "This will not change for pensioners. A pensioner is someone who gets a state pension. We "
    "want to know what you think. You can tell us until 30 June. You can fill in this form. You "
    "can phone us. Someone can help you."
)
CABINET_REPORT = (
    "Having regard to the significant budgetary pressures identified within the Medium Term "
    "Financial Strategy, and following an options appraisal undertaken by officers, it is "
    "proposed that the maximum entitlement for working-age claimants be reduced."
)
BULLETS = [
    "closing the library on Sundays",
    "opening later on Mondays",
    "opening longer in the summer",
    "volunteers helping in the library",
    "asking groups to use the rooms",
]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection: a score must never depend on a download."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError("the network is off")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize(
    ("text", "words", "sentences", "longest", "score"),
    [(LANDING_PAGE, 106, 11, 17, 94.9), (EASY_READ, 79, 12, 9, 101.6)],
)
def test_english_is_scored_with_the_network_off(
    text: str, words: int, sentences: int, longest: int, score: float
) -> None:
    reading = measure(text, language="en-GB")
    assert reading.formula == FLESCH_READING_EASE
    assert reading.score == pytest.approx(score, abs=1)
    assert (reading.words, reading.sentences, reading.longest_words) == (words, sentences, longest)
    assert reading.mean_words == pytest.approx(words / sentences)
    assert reading.reason is None
    assert reading.is_easy


def test_a_list_of_bullets_is_not_one_long_sentence() -> None:
    as_list = measure("\n".join(f"• {bullet}" for bullet in BULLETS), language="en")
    as_text = measure(" ".join(BULLETS), language="en")
    assert (as_list.sentences, as_text.sentences) == (5, 1)
    assert as_list.score is not None
    assert as_text.score is not None
    assert as_list.score > as_text.score + 10


@pytest.mark.parametrize("marker", ["-", "*", "•", "◆", "1.", "12)", "##"])
def test_a_marker_is_not_a_word(marker: str) -> None:
    reading = measure(f"{marker} opening hours\n\n{marker} libraries", language="en")
    assert reading.hardest == (Sentence("opening hours", 2), Sentence("libraries", 1))


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("ur", "ہم بدلنا چاہتے ہیں۔ آپ کیا سوچتے ہیں؟ ہمیں بتائیں۔", 3),
        ("ar", "ماذا تعتقد؟ نعم نريد ذلك.", 2),
        ("hi", "यह एक है। यह दो है।", 2),
        ("pa", "ਇਹ ਇੱਕ ਹੈ। ਇਹ ਦੋ ਹੈ।", 2),
        ("pl", "Powiedz nam. Co myślisz?", 2),
        ("cy", "Dywedwch wrthym. Diolch.", 2),
    ],
)
def test_a_language_without_a_formula_gets_lengths_and_never_a_number(
    language: str, text: str, sentences: int
) -> None:
    reading = measure(text, language=language)
    assert (reading.formula, reading.score, reading.reason) == (None, None, NoScore.NO_FORMULA)
    assert reading.sentences == sentences
    assert reading.words > 0


@pytest.mark.parametrize("text", ["", " \n\n ", "- \n—"])
def test_a_text_without_words_is_measured_as_nothing(text: str) -> None:
    reading = measure(text, language="en")
    assert reading.reason == NoScore.NO_TEXT
    assert (reading.score, reading.words, reading.sentences, reading.mean_words) == (None, 0, 0, 0)
    assert reading.hardest == ()


def test_the_five_longest_sentences_come_first() -> None:
    text = "\n".join("word " * number for number in (1, 6, 3, 2, 5, 4))
    lengths = [sentence.words for sentence in measure(text, language="en").hardest]
    assert lengths == [6, 5, 4, 3, 2]


def test_every_miss_is_a_problem_with_its_numbers() -> None:
    reading = measure(CABINET_REPORT, language="en")
    assert not reading.is_easy
    score, mean, longest = problems_with_reading(reading)
    assert score == ReadingProblem(ReadingProblemKind.SCORE_TOO_LOW, reading.score or 0, 60)
    assert mean == ReadingProblem(ReadingProblemKind.SENTENCES_TOO_LONG, 34, 15)
    sentence = Sentence(CABINET_REPORT, 34)
    assert longest == ReadingProblem(ReadingProblemKind.SENTENCE_TOO_LONG, 34, 25, sentence)


def test_length_is_judged_where_there_is_no_formula() -> None:
    kinds = [problem.kind for problem in problems_with_reading(measure("لفظ " * 30, language="ur"))]
    assert kinds == [
        ReadingProblemKind.SENTENCES_TOO_LONG,
        ReadingProblemKind.SENTENCE_TOO_LONG,
    ]


def test_no_other_module_asks_textstat() -> None:
    library = Path(readability.__file__).parent
    asking = [path.name for path in library.rglob("*.py") if "textstat" in path.read_text()]
    assert asking == ["readability.py"]
