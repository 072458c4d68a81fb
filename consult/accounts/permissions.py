"""Who may do what, on one page. A view names what it takes; what names nothing is closed."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Permission(StrEnum):
    """One thing that somebody may do."""

    # Open to everybody, without an account.
    READ_PUBLIC = "read-public"
    ANSWER = "answer"
    ASK_FORMAT = "ask-format"
    SIGN_IN = "sign-in"
    # One’s own password, app and sessions.
    OWN_SIGN_IN = "own-sign-in"
    # The officer’s desk: the consultations, drafts too, and how their jobs are doing.
    SEE_DESK = "see-desk"
    # Counts, themes and quotes before they are published.
    READ_RESPONSES = "read-responses"
    EXPORT_CONSULTATION = "export-consultation"
    # Before it opens, and what is written about it afterwards.
    IMPORT_CONSULTATION = "import-consultation"
    BUILD_REPORT = "build-report"
    DECIDE = "decide"
    # Answers on paper, by phone, by post: typed in for the people who gave them.
    TAKE_IN = "take-in"
    # The words of a consultation in another language; nobody checks their own.
    TRANSLATE = "translate"
    # What people wrote in other languages, and what it says in English; nobody checks their own.
    TRANSLATE_ANSWERS = "translate-answers"
    # Say that a copy in another format is right: Braille that was proofread, sound that was heard.
    SIGN_EDITION = "sign-edition"
    # Other formats and languages: what people asked for, and where to send it.
    MEET_REQUESTS = "meet-requests"
    # Steps that the public sees at once.
    CHANGE_DATES = "change-dates"
    OPEN_CONSULTATION = "open-consultation"
    PUBLISH_REPORT = "publish-report"
    OFFER_LANGUAGE = "offer-language"
    # A video in British Sign Language: put there, replaced, taken away.
    OFFER_SIGNED_VIDEO = "offer-signed-video"
    # What people said about themselves, counted: exact, and never beside their answers.
    READ_EQUALITY = "read-equality"
    # Let a late response count; delete one because the person asked for it.
    COUNT_LATE = "count-late"
    ERASE_RESPONSE = "erase-response"
    # Let an open consultation close sooner: a second voice beside the publisher’s.
    AGREE_TO_SHORTENING = "agree-to-shortening"
    # Who changed what, and when.
    SEE_HISTORY = "see-history"
    # Accounts and roles of an organisation, and what it says about itself.
    MANAGE_PEOPLE = "manage-people"
    # Which organisations there are, and who looks after the site.
    MANAGE_ORGANISATIONS = "manage-organisations"


ANYONE = "anyone"
PUBLISHER = "publisher"
ORGANISATION_ADMIN, PLATFORM_ADMIN = "organisation admin", "platform admin"
AUDITOR = "auditor"

_ANYONE = frozenset(
    {Permission.READ_PUBLIC, Permission.ANSWER, Permission.ASK_FORMAT, Permission.SIGN_IN}
)
_AT_THE_DESK = _ANYONE | {Permission.OWN_SIGN_IN, Permission.SEE_DESK}
_ANALYST = _AT_THE_DESK | {
    Permission.READ_RESPONSES,
    Permission.TRANSLATE_ANSWERS,
    Permission.EXPORT_CONSULTATION,
}
_OFFICER = _ANALYST | {
    Permission.IMPORT_CONSULTATION,
    Permission.BUILD_REPORT,
    Permission.DECIDE,
    Permission.SEE_HISTORY,
    Permission.TAKE_IN,
    Permission.TRANSLATE,
    Permission.SIGN_EDITION,
    Permission.MEET_REQUESTS,
}
_PUBLISHER = _OFFICER | {
    Permission.OFFER_LANGUAGE,
    Permission.OFFER_SIGNED_VIDEO,
    Permission.CHANGE_DATES,
    Permission.OPEN_CONSULTATION,
    Permission.PUBLISH_REPORT,
    Permission.COUNT_LATE,
    Permission.ERASE_RESPONSE,
}
_TRANSLATOR = _AT_THE_DESK | {
    Permission.TRANSLATE,
    Permission.TRANSLATE_ANSWERS,
}
# Apart from all others: who reads what people think does not read who they are.
_EQUALITY_ANALYST = _AT_THE_DESK | {Permission.READ_EQUALITY}
_DATA_PROTECTION_LEAD = _AT_THE_DESK | {
    Permission.READ_RESPONSES,
    Permission.ERASE_RESPONSE,
    Permission.SEE_HISTORY,
}

ROLES: Mapping[str, frozenset[Permission]] = {
    ANYONE: _ANYONE,
    "analyst": _ANALYST,
    "officer": _OFFICER,
    PUBLISHER: _PUBLISHER,
    "translator": _TRANSLATOR,
    "equality analyst": _EQUALITY_ANALYST,
    # Reads them; hiding names and harm in them comes with the analysis.
    "moderator": _AT_THE_DESK | {Permission.READ_RESPONSES},
    "data-protection lead": _DATA_PROTECTION_LEAD,
    "champion": _AT_THE_DESK | {Permission.AGREE_TO_SHORTENING},
    # Links that a group shares come later; until then there is only the desk.
    "group organiser": _AT_THE_DESK,
    ORGANISATION_ADMIN: _AT_THE_DESK | {Permission.MANAGE_PEOPLE},
    # Looks after the site, and so sees nothing of what is asked and answered on it.
    PLATFORM_ADMIN: _ANYONE
    | {Permission.OWN_SIGN_IN, Permission.MANAGE_PEOPLE, Permission.MANAGE_ORGANISATIONS},
    # Only ever reads.
    AUDITOR: _AT_THE_DESK | {Permission.SEE_HISTORY},
}
# The roles an account can hold; everybody is “anyone” without one.
ACCOUNT_ROLES = tuple(role for role in ROLES if role != ANYONE)
# All others are for the organisation that the account belongs to.
EVERYWHERE = frozenset({PLATFORM_ADMIN, AUDITOR})
# An organisation without one of these could not go on by itself.
NEVER_WITHOUT = (PUBLISHER, ORGANISATION_ADMIN)


def requires(permission: Permission) -> Callable[[View], View]:
    """Write on a view what a person must be allowed to do to reach it."""

    def mark(view: View) -> View:
        view.__dict__["permission"] = permission
        return view

    return mark


def asks_again(view: View) -> View:
    """Write on a view that it takes people’s words away, or changes who may see them.

    Somebody else may be sitting at a screen that was left: the password is asked again,
    unless it was typed in the last ten minutes.
    """
    view.__dict__["asks_again"] = True
    return view


def is_asked_again(view: Callable[..., Any] | None) -> bool:
    """Return whether a view is for those who showed a short while ago who they are."""
    return getattr(view, "asks_again", False) is True


def permission_of(view: Callable[..., Any] | None) -> Permission | None:
    """Return what a view names, or None when it names nothing and so is closed."""
    found = getattr(view, "permission", None)
    return found if isinstance(found, Permission) else None


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Return everything that a person with these roles may do. An unknown role gives nothing."""
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))


def everywhere(roles: Iterable[str]) -> tuple[str, ...]:
    """Return those of the roles that are for every organisation."""
    return tuple(role for role in roles if role in EVERYWHERE)


def is_allowed(permission: Permission | None, roles: Iterable[str]) -> bool:
    """Return whether one of the roles allows it."""
    return permission in permissions_of(roles)
