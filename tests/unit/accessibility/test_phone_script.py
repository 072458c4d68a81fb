"""Somebody who rings can ask every question, and write down every answer, from one page."""

from dataclasses import replace

from accessibility.document import Document, Heading, Labels, Question
from accessibility.phone_script import phone_script_text, problems_in_script

OFTEN = Question("1", "How often do you come?", "Think of last year.", ("Weekly", "Never"), "one")
WHY = Question("2", "What should\nwe change?", required=True)
GOOD = Question("3", "How good are these?", "", ("Good", "Bad"), "grid", ("The staff", "The house"))
HOURS = Document(
    title="When should the library open?",
    language="en-GB",
    direction="ltr",
    publisher="Example Council",
    blocks=(Heading(2, "The questions"), OFTEN, WHY, GOOD),
    closing_note="Thank you. We say on 1 September what we decide.",
    labels=Labels(
        page="",
        question="Question {number} of {questions}.",
        must_answer="We need an answer to this one.",
        phone_opening="Hello. I ring for Example Council.\nMay I ask you some questions?",
        how_to_note={"one": "Number:", "text": "In their words:", "grid": "Number:"},
    ),
)
SCRIPT = """\
When should the library open?
Example Council

Hello. I ring for Example Council.
May I ask you some questions?

Question 1 of 3.
How often do you come?
Think of last year.
  1. Weekly
  2. Never
Number: ____

Question 2 of 3.
What should we change?
We need an answer to this one.
In their words: ____

Question 3 of 3.
How good are these?
  1. Good
  2. Bad

The staff
Number: ____

The house
Number: ____

Thank you. We say on 1 September what we decide.
"""


def test_a_person_who_rings_reads_it_from_top_to_bottom() -> None:
    assert phone_script_text(HOURS) == SCRIPT
    assert problems_in_script(SCRIPT, HOURS) == ()


def test_without_words_for_it_there_is_still_room_for_an_answer() -> None:
    bare = replace(HOURS, labels=Labels(page=""), blocks=(WHY,))
    assert "What should we change?\n____\n" in phone_script_text(bare)


def test_a_document_without_questions_is_still_a_greeting_and_a_goodbye() -> None:
    script = phone_script_text(replace(HOURS, blocks=()))
    assert "May I ask" in script
    assert script.endswith("what we decide.\n")


def test_the_check_finds_an_answer_that_is_not_read_out() -> None:
    assert problems_in_script(SCRIPT.replace("  2. Never\n", ""), HOURS) == ("lost: Never",)
    less = replace(HOURS, blocks=(OFTEN, WHY))
    assert "lost: The house" in problems_in_script(phone_script_text(less), HOURS)
