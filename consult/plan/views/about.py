"""The facts about a consultation, its word list, and the other ways to take part."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, request
from flask_wtf import FlaskForm

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.pages import page, see_other
from consult.plan.actions import building
from consult.plan.checks.parts import problems_in_part
from consult.plan.forms.about import about_form
from consult.plan.forms.parts import ways_form, words_form
from consult.plan.forms.problems import marked_words_for
from consult.plan.models import Consultation
from consult.plan.rules.editing import ABOUT, WAYS, WORDS, EditedByOthersError, mark_of, part_at
from consult.plan.views.blueprint import BUILD, bp, consultation_named, working_document

# How each part is drawn from the document, and read back.
FORMS: Mapping[str, Callable[..., Any]] = {ABOUT: about_form, WORDS: words_form, WAYS: ways_form}
READ: Mapping[str, Callable[[Any, Any], Any]] = {
    ABOUT: lambda form, before: form.about(before),
    WORDS: lambda form, _before: form.words(),
    WAYS: lambda form, _before: form.ways(),
}


@requires(Permission.IMPORT_CONSULTATION)
def shown(slug: str, place: str) -> Response:
    """Show a part: what people read before the questions, the word list, the other ways."""
    before = part_at(working_document(consultation_named(slug)), place)
    form = FORMS[place](before)
    form.seen.data = mark_of(before)
    return part_page(consultation_named(slug), place, form)


@requires(Permission.IMPORT_CONSULTATION)
def kept(slug: str, place: str) -> Response:
    """Keep it."""
    consultation = consultation_named(slug)
    before = part_at(working_document(consultation), place)
    form = FORMS[place](before, list(request.form))
    made = READ[place](form, before)
    if request.form.get("do") == "more" and place != ABOUT:
        fresh = FORMS[place](made, room=5)
        fresh.seen.data = form.seen.data
        return part_page(consultation, place, fresh)
    if form.validate():
        form.form_errors.extend(marked_words_for(one) for one in problems_in_part(place, made))
    if form.errors:
        return part_page(consultation, place, form, status=422)
    by, at, seen = current_person().shown_as, clock.now(), form.seen.data or ""
    try:
        building.save_part(consultation, place, made, seen=seen, by=by, at=at)
    except EditedByOthersError as error:
        form.seen.data, form.seen.raw_data = mark_of(error.theirs), None
        return part_page(consultation, place, form, status=409, theirs=error.theirs)
    return see_other("plan.build", slug=slug, kept="yes")


for part in FORMS:
    address, names = f"{BUILD}/{part}", {"place": part}
    bp.add_url_rule(address, part, shown, defaults=names)
    bp.add_url_rule(address, f"{part}_now", kept, defaults=names, methods=["POST"])


def part_page(
    consultation: Consultation, place: str, form: FlaskForm, *, status: int = 200, **more: Any
) -> Response:
    """Return the page of a part: plan/about.html, plan/words.html or plan/ways.html."""
    return page(
        f"plan/{place}.html",
        status=status,
        consultation=consultation,
        form=form,
        has_errors=status != 200,  # noqa: PLR2004 - anything but well
        **more,
    )
