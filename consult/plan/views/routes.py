"""Who is asked which question: as a list, and tried out for one made-up person."""

from functools import partial

from flask import Response, request

from consult.accounts.permissions import Permission, requires
from consult.core.pages import page
from consult.plan import queries
from consult.plan.forms.conditions import test_in_words, try_form
from consult.plan.forms.routes import marked_route_words
from consult.plan.rules.routes.checking import HINTS, problems_in_routes
from consult.plan.rules.routes.mapping import stops_on
from consult.plan.views.blueprint import bp, consultation_named


@bp.get("/consultations/<slug>/routes")
@requires(Permission.SEE_DESK)
def routes(slug: str) -> Response:
    """Show every question with who is asked it, and what is wrong with that."""
    consultation = consultation_named(slug)
    definition = queries.working_version(consultation.id).definition
    problems = problems_in_routes(definition)
    return page(
        "plan/routes.html",
        consultation=consultation,
        stops=stops_on(definition, {}),
        numbers=definition.numbers,
        in_words=partial(test_in_words, definition),
        faults=[marked_route_words(one) for one in problems if one.code not in HINTS],
        hints=[marked_route_words(one) for one in problems if one.code in HINTS],
    )


@bp.get("/consultations/<slug>/routes/try")
@requires(Permission.SEE_DESK)
def try_routes(slug: str) -> Response:
    """Show what a person with the chosen answers is asked, and what not and why."""
    consultation = consultation_named(slug)
    definition = queries.working_version(consultation.id).definition
    form = try_form(definition, request.args)
    is_right = form.validate()
    return page(
        "plan/try_routes.html",
        status=200 if is_right else 422,
        consultation=consultation,
        form=form,
        stops=stops_on(definition, form.answers()) if is_right and request.args else (),
        in_words=partial(test_in_words, definition),
        has_errors=not is_right,
    )
