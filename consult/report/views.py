"""The officer’s pages on a report, and what the public may download."""

from http import HTTPStatus

from flask import Blueprint, Response, abort
from flask_babel import gettext as _

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.analyse.models import Theme
from consult.analyse.queries import theme as find_theme
from consult.core import clock
from consult.core.pages import NUMBER, download, page, see_other
from consult.core.security import takes_up_to
from consult.plan.actions.refusals import SecondPersonNeededError
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at
from consult.report import actions, checks, queries
from consult.report.forms import DecisionForm, PublishForm
from consult.report.queries import PublishedOutcome
from consult.report.rules import as_csv
from consult.sign_language.queries import Subject, outcome_of
from consult.sign_language.views.desk import LARGEST_BODY, change, desk_of, looked_at
from consult.sign_language.views.watching import page_of

bp = Blueprint("report", __name__, url_prefix="/<language:lang>")

OFFICER = "/officer/consultations/<slug>/report"
PUBLIC = "/consultations/<slug>"
# No database can look for a larger number.
THEME = f"{OFFICER}/themes/<{NUMBER}:theme_id>"


@bp.get(OFFICER)
@requires(Permission.READ_RESPONSES)
def overview(slug: str) -> Response:
    """Show how the report stands: the job, the numbers, the themes, what is missing."""
    return _overview(_consultation(slug))


@bp.post(f"{OFFICER}/build")
@requires(Permission.BUILD_REPORT)
def build(slug: str) -> Response:
    """Ask for the report to be built, or built again."""
    consultation = _consultation(slug)
    try:
        actions.request(consultation, by=current_person().shown_as, at=clock.now())
    except actions.NotClosedError:
        return _overview(consultation, status=422, problem=_still_open())
    return see_other("report.overview", slug=slug)


@bp.get(THEME)
@requires(Permission.DECIDE)
def theme(slug: str, theme_id: int) -> Response:
    """Show one theme, what was decided about it and the quotes that may be published."""
    consultation = _consultation(slug)
    found = _theme(consultation, theme_id)
    decision = queries.decisions_of(consultation.id).get(theme_id)
    chosen = queries.chosen_quotes(consultation.id).get(theme_id, [])
    form = DecisionForm(formdata=None, obj=decision, data={"quotes": chosen})
    return _theme_page(consultation, found, form)


@bp.post(THEME)
@requires(Permission.DECIDE)
def decide(slug: str, theme_id: int) -> Response:
    """Keep what was decided about a theme, why, and the chosen quotes."""
    consultation, form = _consultation(slug), DecisionForm()
    found = _theme(consultation, theme_id)
    if not form.validate():
        return _theme_page(consultation, found, form, status=422)
    decided, why = form.decided.data or "", form.why.data or ""
    by, at = current_person().shown_as, clock.now()
    actions.decide(found, decided=decided, why=why, by=by, at=at)
    actions.choose_quotes(found, form.quotes.data or (), by=by, at=at)
    return see_other("report.overview", slug=slug)


@bp.post(f"{OFFICER}/publish")
@requires(Permission.PUBLISH_REPORT)
def publish(slug: str) -> Response:
    """Publish the report, or show what is still missing."""
    consultation, by = _consultation(slug), current_person().shown_as
    try:
        actions.publish(consultation, seen=PublishForm().seen_at(), by=by, at=clock.now())
    except actions.CountedAgainError:
        problem = _("The numbers were counted again. Look at them, then publish.")
        return _overview(consultation, status=422, problem=problem)
    except SecondPersonNeededError:
        problem = _("You wrote the last words of it, so somebody else has to publish it.")
        return _overview(consultation, status=422, problem=problem)
    except actions.NotReadyError:
        return _overview(consultation, status=422, is_refused=True)
    except actions.NotClosedError:
        return _overview(consultation, status=422, problem=_still_open())
    except actions.CountedTooEarlyError:
        problem = _("People could still answer after these numbers were counted. Count again.")
        return _overview(consultation, status=422, problem=problem)
    return see_other("report.overview", slug=slug)


@bp.get(f"{PUBLIC}/outcome.csv")
@requires(Permission.READ_PUBLIC)
def outcome_csv(slug: str) -> Response:
    """Give the published numbers, themes and decisions as a table."""
    body = as_csv(_published(slug).outcome)
    return download(body, name=f"{slug}-outcome.csv", kind="text/csv; charset=utf-8")


@bp.get(f"{PUBLIC}/outcome.json")
@requires(Permission.READ_PUBLIC)
def outcome_json(slug: str) -> Response:
    """Give the frozen report: the very bytes whose hash is on the page."""
    body = _published(slug).content.encode()
    return download(body, name=f"{slug}-outcome.json", kind="application/json; charset=utf-8")


@bp.get(f"{PUBLIC}/outcome/bsl")
@requires(Permission.READ_PUBLIC)
def signed_outcome(slug: str) -> Response:
    """Show what was said and decided in sign language, with the words of the video."""
    return page_of(_signed(slug))


@bp.get(f"{OFFICER}/bsl")
@requires(Permission.SEE_DESK)
def signed_outcome_desk(slug: str) -> Response:
    """Show the video of the outcome, and the form to put one there."""
    return desk_of(_signed(slug))


@bp.post(f"{OFFICER}/bsl")
@requires(Permission.OFFER_SIGNED_VIDEO)
@takes_up_to(LARGEST_BODY)
def signed_outcome_now(slug: str) -> Response:
    """Offer a video of the outcome, or take it away."""
    with looked_at() as looked:
        return change(_signed(slug), looked)


def _signed(slug: str) -> Subject:
    """Return what a video of the published outcome has to say."""
    return outcome_of(_consultation(slug), _published(slug).sha256)


def _still_open() -> str:
    words: str = _("People can still answer. Ask for the report when it has closed.")
    return words


def _consultation(slug: str) -> Consultation:
    return consultation_at(slug) or abort(404)


def _theme(consultation: Consultation, theme_id: int) -> Theme:
    return find_theme(theme_id, consultation_id=consultation.id) or abort(404)


def _published(slug: str) -> PublishedOutcome:
    return queries.published(_consultation(slug).id) or abort(404)


def _overview(
    consultation: Consultation,
    *,
    status: int = 200,
    problem: str | None = None,
    is_refused: bool = False,
) -> Response:
    desk = queries.desk(consultation)
    return page(
        "report/overview.html",
        status=status,
        desk=desk,
        long_sentences=checks.long_sentences(desk.decisions.values()),
        problem=problem,
        is_refused=is_refused,
        has_errors=status != HTTPStatus.OK,
    )


def _theme_page(
    consultation: Consultation, theme: Theme, form: DecisionForm, *, status: int = 200
) -> Response:
    report = queries.latest_report(consultation.id)
    figure = queries.theme_figure(report, theme.id)
    quotes = queries.offered_quotes(figure, theme.id)
    form.offer(quotes)
    return page(
        "report/theme.html",
        status=status,
        consultation=consultation,
        theme=theme,
        question=queries.question_of(consultation, theme.question),
        figure=figure,
        quotes=quotes,
        form=form,
        measures=checks.reading_of(form.written),
        wording=checks.wording_of(form.written, consultation),
        has_errors=bool(form.errors),
    )
