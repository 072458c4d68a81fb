"""What was typed on one page, put into all that was typed before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from consult.respond.models import Typed
from consult.respond.rules.pages import Page, mark_of, saved_on

MOST_EARLIER = 50  # texts kept that another device wrote over


@dataclass(frozen=True)
class PageTyped:
    """What somebody typed on one page, and in which language the page was."""

    value: Any
    other: Mapping[str, str]
    language: str
    # The mark of what stood on the page when it was shown.
    seen: str = ""


def with_page(
    typed: Typed, page: Page, now: PageTyped, *, at: datetime
) -> tuple[Typed, dict[str, Any] | None]:
    """Return everything typed with one page as it is now, and what another device had there.

    Where something else was saved since the page was shown, that is kept aside. The language
    is that in which the answer was last changed.
    """
    value, other, question = now.value, now.other, page.question.id
    answers, others, earlier = dict(typed.answers), dict(typed.others), list(typed.earlier)
    before, before_other = saved_on(page, answers), others.get(question, {})
    replaced = None
    there, here = mark_of(before, before_other), mark_of(value, other)
    has_moved = bool(now.seen) and there not in (now.seen, mark_of(None, {}))
    if has_moved and here != there:
        replaced = {"page": page.key, "value": before, "other": before_other, "at": at.isoformat()}
        earlier = [*earlier, replaced][-MOST_EARLIER:]
    if page.row is None:
        answers[question] = value
    else:
        answers[question] = {**answers.get(question, {}), page.row.value: value}
    if other or question in others:
        others[question] = dict(other)
    languages = dict(typed.languages)
    if here != there or question not in languages:
        languages[question] = now.language
    return Typed(answers, others, languages, earlier), replaced
