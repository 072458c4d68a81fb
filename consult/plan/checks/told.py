"""What a copy tells people beside the questions: whom to ask, who decides, what is kept."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from accessibility.document import Block, Fact, Facts, Paragraph
from consult.core.languages import day_in_words
from consult.plan.models import Consultation
from consult.plan.rules.definition import Contact, Definition, SetUp
from consult.plan.rules.timetable import outcome_due

# Name, the heading if it begins a chapter, and the content.
Parts = Iterator[tuple[str, str, Block]]


def different_groups(told: SetUp) -> Parts:
    """Yield how the proposal touches different groups, or why nobody looked into it."""
    heading = _("Different groups of people")
    if told.equality_impact:
        yield "groups", heading, Paragraph(told.equality_impact)
    elif told.equality_impact_not_needed:
        because = _("We did not look into how this touches different groups. This is why:")
        yield "no-groups", heading, Paragraph(because)
        yield "groups", "", Paragraph(told.equality_impact_not_needed)


def whom_to_ask(contact: Contact) -> Parts:
    """Yield how to reach whoever answers questions about this consultation."""
    facts = (Fact(_("Phone"), contact.phone), Fact(_("E-mail"), contact.email))
    if known := tuple(one for one in facts if one.value):
        yield "contact", _("Whom you can ask"), Facts(known)


def afterwards(consultation: Consultation, definition: Definition) -> Parts:
    """Yield what happens when it has closed, and to people’s answers."""
    heading = _("What happens next")
    if definition.what_happens_next:
        yield "next", heading, Paragraph(definition.what_happens_next)
        heading = ""
    day = day_in_words(outcome_due(consultation))
    yield "due", heading, Paragraph(_("We say by %(day)s what we decide.", day=day))
    if known := tuple(_deciding(definition.set_up)):
        yield "deciding", "", Facts(known)
    yield from _keeping(definition.set_up)


def _deciding(told: SetUp) -> Iterator[Fact]:
    if told.decision_maker:
        yield Fact(_("Who decides"), told.decision_maker)
    if told.decision_day:
        yield Fact(_("When they decide"), day_in_words(told.decision_day))


def _keeping(told: SetUp) -> Parts:
    heading = _("What happens to your answers")
    if told.privacy:
        yield "privacy", heading, Paragraph(told.privacy)
        heading = ""
    if months := told.keep_months:
        kept = ngettext(
            "We keep them for %(count)s month after the last day.",
            "We keep them for %(count)s months after the last day.",
            months,
            count=months,
        )
        yield "kept", heading, Paragraph(kept)
