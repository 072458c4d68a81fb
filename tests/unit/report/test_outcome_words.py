"""An outcome in another language, text by text; a copy only when none is left in English."""

from dataclasses import replace

from consult.analyse.rules.figures import Cell, Figure, Table
from consult.core.languages import Translated
from consult.plan.rules.definition import Definition
from consult.report.rules import Asked, Decided, Outcome, Said, ThemeOutcome
from consult.report.rules.languages import in_words_of, is_whole, texts_of_outcome
from tests.factories import YES_NO, defined, question

ENGLISH = defined(
    question("agree", "single", options=YES_NO, text="Do you agree?"),
    question("visits", "number", text="How often?"),
    title="Park",
    summary="We ask.",
)
DECIDED = Decided("Ten seats", "You asked", "Amina", "2026-04-06T00:00:00+00:00")
OUTCOME = Outcome(
    format="consult-outcome/2",
    number=1,
    asked=Asked("park", "Park", "Council", "We ask.", "2026-01-12", "2026-04-05", 1, "abc"),
    cut_off="2026-04-06T00:00:00+00:00",
    published_at="2026-04-07T00:00:00+00:00",
    published_by="Amina",
    responses=100,
    channels=(),
    questions=(
        Figure(
            *("agree", 1, "Do you agree?", "single", False, 100),
            (Table("", "", 100, (Cell("yes", "Yes", 60, 60),)),),
        ),
        Figure(
            *("visits", 2, "How often?", "number", False, 100),
            (Table("", "", 100, (Cell("0..10", "0 to under 10", 60, 60),)),),
        ),
    ),
    themes=(
        ThemeOutcome("Seats", "agree", 60, 60, DECIDED, (Said("Sit", "en"),)),
        ThemeOutcome("Dogs", "agree", None, None, None, ()),
    ),
)


def polish(text: str) -> Translated:
    return Translated(f"[{text}]")


def in_polish() -> Definition:
    questions = tuple(
        replace(
            one,
            text=polish(one.text),
            options=tuple(replace(option, label=polish(option.label)) for option in one.options),
        )
        for one in ENGLISH.questions
    )
    title, summary = polish(ENGLISH.title), polish(ENGLISH.summary)
    return replace(ENGLISH, title=title, summary=summary, questions=questions)


def said(outcome: Outcome, *, leave: str = "") -> Outcome:
    texts = {one["key"]: f"[{one['text']}]" for one in texts_of_outcome(OUTCOME)}
    kept = {key: text for key, text in texts.items() if text != f"[{leave}]"}
    return in_words_of(outcome, kept, asked=(ENGLISH, in_polish()), band=lambda value: f"[{value}]")


def test_a_theme_without_a_decision_has_a_name_only_and_keys_stay_when_the_order_changes() -> None:
    texts = texts_of_outcome(OUTCOME)
    assert [one["text"] for one in texts] == ["Seats", "Ten seats", "You asked", "Dogs"]
    turned = texts_of_outcome(replace(OUTCOME, themes=OUTCOME.themes[::-1]))
    assert sorted(one["key"] for one in turned) == sorted(one["key"] for one in texts)


def test_every_text_is_in_the_language_but_the_quotes_and_the_numbers() -> None:
    whole = said(OUTCOME)
    assert is_whole(whole)
    assert not is_whole(OUTCOME)
    assert (whole.asked.title, whole.asked.summary) == ("[Park]", "[We ask.]")
    assert [one.name for one in whole.themes] == ["[Seats]", "[Dogs]"]
    assert whole.themes[0].decision == replace(DECIDED, decided="[Ten seats]", why="[You asked]")
    assert whole.themes[0].quotes == OUTCOME.themes[0].quotes
    assert [one.text for one in whole.questions] == ["[Do you agree?]", "[How often?]"]
    labels = [cell.label for one in whole.questions for cell in one.tables[0].cells]
    assert labels == ["[Yes]", "[0..10]"]
    assert whole.questions[0].tables[0].people == 100


def test_one_text_that_is_left_keeps_it_from_being_whole_and_is_in_english() -> None:
    left = said(OUTCOME, leave="You asked")
    assert not is_whole(left)
    assert left.themes[0].decision == replace(DECIDED, decided="[Ten seats]")


def test_what_was_frozen_in_other_words_than_the_question_set_stays() -> None:
    asked = replace(OUTCOME.asked, title="Another park", summary="Other words.")
    gone = replace(OUTCOME.questions[0], question="gone")
    found = said(replace(OUTCOME, asked=asked, questions=(gone,)))
    assert (found.asked.title, found.asked.summary) == ("Another park", "Other words.")
    assert found.questions[0].text == "Do you agree?"
    assert not is_whole(found)
