"""The officer’s pages on answers in other languages, and what they say in English."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, request
from flask_wtf import FlaskForm

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.pages import page, see_other
from consult.plan.models import Consultation
from consult.plan.queries import public_consultation_at
from consult.respond.actions import own_words as actions
from consult.respond.forms.intake import language_name
from consult.respond.forms.own_words import SEEN, see, words_form, written_on
from consult.respond.queries.own_words import written_in_other_languages
from consult.respond.rules.own_words import OwnWords, Show, chosen, page_of
from consult.respond.views.desk import desk
from consult.translate.actions.refusals import ChangedMeanwhileError, RefusedError
from consult.translate.queries import shown_version


@dataclass(frozen=True)
class Chosen:
    """Which answers somebody looks at, as the address says it."""

    language: str
    show: Show
    page: int

    @property
    def address(self) -> dict[str, str | int]:
        """Return it as parts of an address."""
        return {"written": self.language, "show": self.show, "page": self.page}


@desk.get("/in-other-languages")
@requires(Permission.TRANSLATE_ANSWERS)
def own_words(slug: str) -> Response:
    """Show a page of the answers that are not in English, each beside its translation."""
    consultation = _consultation(slug)
    every = _every(consultation)
    rows = page_of(chosen(every, language=_chosen().language, show=_chosen().show), _chosen().page)
    return _page(consultation, every, rows[0], words_form(rows[0]))


@desk.post("/in-other-languages", endpoint="own_words_now")
@requires(Permission.TRANSLATE_ANSWERS)
def own_words_now(slug: str) -> Response:
    """Keep what answers say in English; or say that what somebody else wrote is right."""
    consultation = _consultation(slug)
    rows = _posted(_every(consultation))
    form = words_form(rows)
    if not form.validate():
        return _page(consultation, _every(consultation), rows, form, status=422)
    try:
        _keep(consultation, rows, form)
    except RefusedError as error:
        every = _every(consultation)
        there = [one for one in _posted(every) if f"{SEEN}{one.name}" in form]
        see(form, there)
        return _page(consultation, every, there, form, status=409, error=error)
    return see_other("responses.own_words", slug=slug, saved="yes", **_chosen().address)


def _keep(consultation: Consultation, rows: Sequence[OwnWords], form: FlaskForm) -> None:
    by, at = current_person().shown_as, clock.now()
    if len(rows) < len(_names()):
        raise ChangedMeanwhileError
    actions.write(consultation, written_on(form, rows), by=by, at=at)
    places = {one.name: one.place for one in rows}
    if place := places.get(request.form.get("check", "")):
        actions.check(consultation, place, by=by, at=at)
    elif place := places.get(request.form.get("take_back", "")):
        actions.take_back(consultation, place, by=by)


def _consultation(slug: str) -> Consultation:
    return public_consultation_at(slug) or abort(404)


def _every(consultation: Consultation) -> list[OwnWords]:
    definition = shown_version(consultation).definition
    return written_in_other_languages(consultation.id, definition)


def _names() -> list[str]:
    return [one.removeprefix(SEEN) for one in request.form if one.startswith(SEEN)]


def _posted(every: Sequence[OwnWords]) -> list[OwnWords]:
    names = set(_names())
    return [one for one in every if one.name in names]


def _chosen() -> Chosen:
    args = request.args
    show = args.get("show", "")
    return Chosen(
        args.get("written", ""),
        Show(show) if show in set(Show) else Show.TO_DO,
        args.get("page", 1, type=int),
    )


def _page(
    consultation: Consultation,
    every: Sequence[OwnWords],
    rows: Sequence[OwnWords],
    form: FlaskForm,
    *,
    status: int = 200,
    error: RefusedError | None = None,
) -> Response:
    now = _chosen()
    _rows, number, last = page_of(chosen(every, language=now.language, show=now.show), now.page)
    return page(
        "respond/own_words.html",
        status=status,
        consultation=consultation,
        definition=shown_version(consultation).definition,
        every=every,
        rows=rows,
        form=form,
        now=now,
        number=number,
        last=last,
        language_name=language_name,
        error=error,
        has_errors=bool(error or form.errors),
    )
