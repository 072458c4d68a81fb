"""What the front doors show, gathered from the stages. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accessibility.formats import FORMATS
from consult.compact.commitments.dates_kept import DATES_KEPT
from consult.compact.commitments.languages_kept import LANGUAGES_KEPT
from consult.compact.commitments.questions_kept import QUESTIONS_KEPT
from consult.compact.models import Departure
from consult.compact.queries import departures_of, words_of_the_compact
from consult.core.days import day_of
from consult.core.languages import current_language
from consult.easy_read.queries import Text, editions_of_texts, offered_texts
from consult.editions.models import CONSULTATION, OUTCOME, Edition
from consult.plan.checks.editions import source_of
from consult.plan.models import Consultation
from consult.plan.queries import Version
from consult.plan.rules.definition import Definition, How, Way, Word
from consult.plan.rules.duration import minutes_to_answer
from consult.plan.rules.timetable import State, days_left, outcome_due, state_of
from consult.plan.rules.words import Explained, explained
from consult.report.checks import in_language_spoken
from consult.report.queries import PublishedOutcome, published, published_ids
from consult.report.rules import Outcome
from consult.share.queries import Unmet, unmet
from consult.sign_language.queries import Shown, shown_of
from consult.translate.queries import current_editions

# What was announced, and is otherwise since a day.
_CHANGES = frozenset({DATES_KEPT.code, LANGUAGES_KEPT.code, QUESTIONS_KEPT.code})


@dataclass(frozen=True)
class Entry:
    """A consultation in a list."""

    consultation: Consultation
    state: State
    days_left: int
    outcome_due: date
    has_outcome: bool


@dataclass(frozen=True)
class Whole:
    """A consultation as its page shows it, whatever its state."""

    consultation: Consultation
    version: Version
    state: State
    days_left: int
    outcome_due: date
    is_outcome_late: bool
    departures: Sequence[Departure]
    # Those that are ready, by their format.
    editions: Mapping[str, Edition]
    outcome: PublishedOutcome | None
    # What it says, in the language of the page as far as that is translated.
    outcome_said: Outcome | None
    outcome_editions: Mapping[str, Edition]
    # In sign language, by what they are about: the outcome first, as on the page.
    signed: Mapping[str, Shown]
    # Formats and languages that people asked for and did not get, once there is an outcome.
    unmet: Sequence[Unmet]
    # Easy Read of the consultation and of its outcome, in the language of the page or English.
    easy_read: Sequence[Text]
    # Their copies to print, by the number of the text.
    easy_read_editions: Mapping[int, Edition]
    # The ways of its own that are not over yet, by their kind.
    ways: Sequence[Way]
    minutes: int
    # What it says, by name, with the words that need a box after each.
    texts: Mapping[str, Explained]

    @property
    def reasons(self) -> list[Departure]:
        """Return why something is not as we promise."""
        return [one for one in self.departures if one.commitment not in _CHANGES]

    @property
    def changes(self) -> list[Departure]:
        """Return the changes of dates and languages, oldest first."""
        return [one for one in self.departures if one.commitment in _CHANGES]


def entries(found: Sequence[Consultation], now: datetime) -> list[Entry]:
    """Return consultations for a list, those still open first."""
    with_outcome = published_ids()
    entries = [
        Entry(
            one,
            state_of(one, now),
            days_left(day_of(now), closes=one.last_day),
            outcome_due(one),
            one.id in with_outcome,
        )
        for one in found
    ]
    order = list(_ORDER)
    return sorted(entries, key=lambda entry: order.index(entry.state))


_ORDER = (State.OPEN, State.PAUSED, State.UPCOMING, State.DRAFT, State.CLOSED)


def whole(consultation: Consultation, version: Version, now: datetime) -> Whole:
    """Return everything about one consultation, asked in this version."""
    state, today = state_of(consultation, now), day_of(now)
    outcome = published(consultation.id)
    ready = editions(consultation, version)
    easy_read = _easy_read(consultation, has_outcome=outcome is not None)
    ways = () if state == State.CLOSED else _ways(version.definition, today)
    return Whole(
        consultation=consultation,
        version=version,
        state=state,
        days_left=days_left(today, closes=consultation.last_day),
        outcome_due=outcome_due(consultation),
        is_outcome_late=today > outcome_due(consultation),
        departures=departures_of(consultation.id),
        editions=offered(ready),
        outcome=outcome,
        outcome_said=in_language_spoken(outcome, consultation) if outcome else None,
        outcome_editions=of_outcome(ready),
        signed=_signed(consultation, version, outcome),
        unmet=unmet(consultation.id, today) if outcome else (),
        easy_read=easy_read,
        easy_read_editions=editions_of_texts(consultation, easy_read),
        ways=ways,
        minutes=minutes_to_answer(version.definition),
        texts=_texts(version.definition, ways, has_outcome=outcome is not None),
    )


def _easy_read(consultation: Consultation, *, has_outcome: bool) -> list[Text]:
    """Return the text of each subject in the language of the page, or else in English."""
    texts = offered_texts(consultation)
    codes = ("en", current_language().code)
    by_subject = {one.about: one for code in codes for one in texts if one.language == code}
    subjects = (CONSULTATION, OUTCOME) if has_outcome else (CONSULTATION,)
    return [by_subject[about] for about in subjects if about in by_subject]


def _signed(
    consultation: Consultation, version: Version, outcome: PublishedOutcome | None
) -> Mapping[str, Shown]:
    sources = {CONSULTATION: source_of(consultation, version.sha256)}
    if outcome:
        sources = {OUTCOME: outcome.sha256, **sources}
    found = shown_of(consultation, sources)
    return {about: found[about] for about in sources if about in found}


def _ways(definition: Definition, today: date) -> tuple[Way, ...]:
    order = list(How)
    to_come = (way for way in definition.ways if way.day is None or way.day >= today)
    return tuple(sorted(to_come, key=lambda way: order.index(way.how)))


def _texts(
    definition: Definition, ways: Sequence[Way], *, has_outcome: bool
) -> Mapping[str, Explained]:
    """Return the texts that the page shows, in its order; an outcome says the rest itself."""
    told = definition.set_up
    said: dict[str, Sequence[str]] = {"why": [definition.why], "privacy": [told.privacy]}
    if not has_outcome:
        said = {
            "summary": [definition.summary],
            "why": [definition.why],
            "who": [definition.who_is_affected],
            "groups": [told.equality_impact or told.equality_impact_not_needed],
            "can": definition.can_change,
            "cannot": definition.cannot_change,
            "ways": [way.text for way in ways],
            "next": [definition.what_happens_next],
            "privacy": [told.privacy],
        }
    return explained(said, definition.words)


def editions(consultation: Consultation, version: Version) -> Sequence[Edition]:
    """Return the copies that are ready, of these very words and dates and of its outcome."""
    return [one for one in current_editions(consultation, version.sha256) if not one.problem]


def offered(ready: Sequence[Edition], *, about: str = CONSULTATION) -> Mapping[str, Edition]:
    """Return the copies for people, of the consultation or its outcome, in the formats’ order.

    Those in the language of the page; in English what there is not in it.
    """
    codes = dict.fromkeys(("en", current_language().code))
    of_it = {(one.format, one.language): one for one in ready if one.about == about}
    found = {}
    for name, one in FORMATS.items():
        copies = [of_it[name, code] for code in codes if (name, code) in of_it]
        if copies and not one.for_officers:
            found[name] = copies[-1]
    return found


def of_outcome(ready: Sequence[Edition]) -> Mapping[str, Edition]:
    """Return the copies of the outcome in the same way."""
    return offered(ready, about=OUTCOME)


def site_words() -> tuple[Word, ...]:
    """Return the words that every consultation may use, by the alphabet."""
    return tuple(
        Word(one["term"], one["meaning"], tuple(one.get("variants", ())))
        for one in words_of_the_compact()
    )
