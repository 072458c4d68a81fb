"""The copies of a consultation: what was made, what failed, and who signed."""

from flask import Response, abort

from accessibility.formats import FORMATS, formats_in
from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.languages import LANGUAGES
from consult.core.pages import NUMBER, download, page, see_other
from consult.core.queue import latest_job
from consult.editions.actions import sign
from consult.editions.forms import FORMAT_WORDS
from consult.editions.models import MAKE_COPIES, OUTCOME, Edition
from consult.editions.queries import edition_numbered
from consult.plan.actions.holding import make_copies_anew
from consult.plan.models import Consultation
from consult.plan.queries import current_version
from consult.translate.forms import LATE_WORDS
from consult.translate.queries import current_editions, languages_not_whole, late_copies
from consult.translate.views.blueprint import bp, found


@bp.get("/copies")
@requires(Permission.SEE_DESK)
def editions(slug: str) -> Response:
    """Show each copy with its language, version, date and check."""
    consultation = found(slug)
    return page(
        "translate/editions.html",
        consultation=consultation,
        made=current_editions(consultation, current_version(consultation.id).sha256),
        formats=FORMATS,
        names=FORMAT_WORDS,
        languages_by_code=LANGUAGES,
        left_out={
            code: [one.name for one in FORMATS.values() if one not in formats_in(code)]
            for code in ("en", *consultation.offered_in)
        },
        late=late_copies(consultation),
        late_words=LATE_WORDS,
        not_whole=languages_not_whole(consultation),
        job=latest_job(MAKE_COPIES, consultation.id),
    )


@bp.post("/copies", endpoint="make_anew")
@requires(Permission.SIGN_EDITION)
def make_anew(slug: str) -> Response:
    """Have all copies made once more, as after a job that failed."""
    consultation = found(slug)
    if consultation.approved_at is not None:
        make_copies_anew(consultation)
    return see_other("translate.editions", slug=slug)


@bp.get(f"/copies/<{NUMBER}:edition_id>")
@requires(Permission.SEE_DESK)
def edition(slug: str, edition_id: int) -> Response:
    """Give one copy to read, hear or proofread."""
    consultation = found(slug)
    one = _edition(consultation, edition_id)
    form = FORMATS[one.format]
    about = "-outcome" if one.about == OUTCOME else ""
    name = f"{consultation.slug}{about}-{one.format}-{one.language}.{form.ending}"
    return download(one.body, name=name, kind=form.kind)


@bp.post(f"/copies/<{NUMBER}:edition_id>", endpoint="sign")
@requires(Permission.SIGN_EDITION)
def sign_now(slug: str, edition_id: int) -> Response:
    """Say that this copy was read or heard, and is right."""
    one = _edition(found(slug), edition_id)
    if FORMATS[one.format].is_signed:
        sign(one, by=current_person().shown_as, at=clock.now())
    return see_other("translate.editions", slug=slug)


def _edition(consultation: Consultation, edition_id: int) -> Edition:
    one = edition_numbered(edition_id, consultation_id=consultation.id)
    return one if one and not one.problem else abort(404)
