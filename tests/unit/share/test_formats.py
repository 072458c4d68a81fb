"""What somebody wants who ticked some boxes, and what we have to know to send it."""

import itertools

import pytest

from consult.share.models import RequestedFormat
from consult.share.rules.formats import ANY_WAY, ASKABLE, Item, Way, items_of, needs_of
from consult.share.rules.steps import State, next_steps, state_of


def test_a_language_goes_with_what_else_is_ticked() -> None:
    assert items_of({"large-print-18", "translation"}, language="so") == (
        Item("large-print-18", "so"),
    )


def test_a_language_alone_is_a_thing_of_its_own() -> None:
    assert items_of({"translation"}, language="so") == (Item("translation", "so"),)


def test_british_sign_language_and_help_stand_beside_a_language() -> None:
    assert items_of({"bsl", "phone-help", "translation"}, language="so") == (
        Item("bsl", "bfi"),
        Item("translation", "so"),
        Item("phone-help", "en"),
    )


def test_a_language_that_is_not_ticked_changes_nothing() -> None:
    assert items_of({"audio-cd"}, language="so") == (Item("audio-cd", "en"),)


@pytest.mark.parametrize("pair", [*itertools.combinations(sorted(ASKABLE), 2)])
def test_nothing_that_is_ticked_gets_lost(pair: tuple[str, str]) -> None:
    kept = {one.format for one in items_of(pair, language="so")}
    text = {name for name in pair if ASKABLE[name].is_text}
    assert kept == set(pair) - ({"translation"} if text else set())


@pytest.mark.parametrize(
    ("ticked", "each"),
    [
        ({"large-print-18"}, {Way.POST}),
        ({"audio-file"}, {Way.EMAIL}),
        ({"phone-help"}, {Way.PHONE}),
        ({"easy-read"}, set()),
        ({"easy-read", "audio-cd"}, {Way.POST}),
        ({"word", "audio-cd", "phone-help"}, set(Way)),
    ],
)
def test_we_ask_only_for_what_it_takes(ticked: set[str], each: set[Way]) -> None:
    needs = needs_of(items_of(ticked))
    assert needs.each == each
    assert needs.asked == (each or ANY_WAY)


def test_a_format_is_made_checked_and_sent_in_this_order() -> None:
    item = RequestedFormat(format="word", language="en")
    for state in (State.ASKED, State.MADE, State.CHECKED, State.SENT):
        if state is not State.ASKED:
            assert state in next_steps(item)
            setattr(item, f"{state}_at", "a moment")
        assert state_of(item) is state
    assert next_steps(item) == ()


def test_nothing_is_sent_that_nobody_has_checked() -> None:
    item = RequestedFormat(format="word", language="en", made_at="a moment")
    assert State.SENT not in next_steps(item)


def test_help_by_phone_is_given_and_that_is_it() -> None:
    item = RequestedFormat(format="phone-help", language="en")
    assert next_steps(item) == (State.SENT, State.REFUSED)
