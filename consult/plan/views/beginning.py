"""Beginning a consultation without a file, or from one that there is."""

from flask import Response, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.days import day_of
from consult.core.letters import cleaned
from consult.core.pages import page, see_other
from consult.plan.actions.beginning import begin, copy_whole
from consult.plan.forms.about import BeginForm
from consult.plan.views.blueprint import bp, consultation_named


@bp.get("/new-consultation")
@requires(Permission.IMPORT_CONSULTATION)
def new() -> Response:
    """Ask for the least that a consultation begins with."""
    return page("plan/new.html", form=BeginForm())


@bp.post("/new-consultation", endpoint="new_now")
@requires(Permission.IMPORT_CONSULTATION)
def new_now() -> Response:
    """Begin it, and go on to its questions."""
    form = BeginForm()
    if not form.validate():
        return page("plan/new.html", status=422, form=form, has_errors=True)
    facts = {name: (form[name].data or "").strip() for name in ("title", "owner", "summary")}
    opens = form.opens.data or day_of(clock.now())
    person = current_person()
    made = begin(
        facts,
        organisation_id=person.organisation_id,
        opens=opens,
        by=person.shown_as,
        at=clock.now(),
    )
    return see_other("plan.build", slug=made.slug)


@bp.post("/consultations/<slug>/copy")
@requires(Permission.IMPORT_CONSULTATION)
def copy(slug: str) -> Response:
    """Begin a draft with all that this one says and asks."""
    found = consultation_named(slug)
    title = cleaned(request.form.get("title", "")).strip()[:200] or found.title
    made = copy_whole(found, title=title, by=current_person().shown_as, at=clock.now())
    return see_other("plan.build", slug=made.slug, copied="yes")
