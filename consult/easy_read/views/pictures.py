"""Choosing the picture of an idea."""

from functools import partial

from flask import Response, abort, request
from wtforms import SelectChoice  # type: ignore[attr-defined]  # since: older stubs

from accessibility.pictures import SYMBOLS, picture_as_svg
from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.languages import LANGUAGES
from consult.core.pages import NUMBER, page, see_other
from consult.core.uploads import FileRefusedError, clean_file
from consult.core.uploads.kinds import JPEG, PNG
from consult.easy_read import queries
from consult.easy_read.actions import WrittenMeanwhileError, keep_picture, write
from consult.easy_read.forms import (
    NO_PICTURE,
    NOT_A_PICTURE,
    NOT_NAMED,
    NOT_SAID,
    PictureForm,
    refusal_words,
)
from consult.easy_read.rules import OWN, Parts, Subject, with_part, with_picture
from consult.easy_read.views.blueprint import bp, subject_at
from consult.easy_read.views.parts import PART

PICTURES = f"{PART}/ideas/<{NUMBER}:idea>/picture"
LIMIT_MB = 5


@bp.get(PICTURES)
@requires(Permission.TRANSLATE)
def pictures(slug: str, about: str, code: str, at: int, idea: int) -> Response:
    """Show the pictures there are; `?find=` shows those with such a name."""
    subject = subject_at(slug, about, code)
    text = queries.newest(subject)
    parts: Parts = text.parts if text else ()
    if text is None or at >= len(parts) or idea >= len(parts[at].ideas):
        abort(404)
    chosen = parts[at].ideas[idea]
    says = "more" if chosen.alt else "same"
    form = PictureForm(data={"picture": chosen.picture, "alt": chosen.alt, "says": says})
    form.seen.data = text.id
    return _page(subject, at, idea, form)


@bp.post(PICTURES, endpoint="choose")
@requires(Permission.TRANSLATE)
def choose(slug: str, about: str, code: str, at: int, idea: int) -> Response:
    """Put a picture beside an idea."""
    subject, form = subject_at(slug, about, code), PictureForm()
    svg = _brought(form)
    _look_over(form, svg)
    if form.errors or not form.validate():
        return _page(subject, at, idea, form, status=422)
    by, now = current_person().shown_as, clock.now()
    name = form.picture.data or ""
    if svg:
        name = f"{OWN}{keep_picture(form.shows.data or '', svg, by=by, at=now).id}"
    alt = (form.alt.data or "").strip() if form.says.data == "more" else ""
    change = partial(_chosen, at, idea, name, alt)
    try:
        write(subject, change, seen=form.seen.data or 0, by=by, at=now)
    except WrittenMeanwhileError:
        return see_other("easy_read.part", slug=slug, about=about, code=code, at=at, passed="yes")
    onward = see_other("easy_read.part", slug=slug, about=about, code=code, at=at, saved="yes")
    onward.location += f"#text_{idea}"
    return onward


def _brought(form: PictureForm) -> str:
    """Return a picture that somebody brought, as SVG; its problems go to the form."""
    sent = request.files.get("file")
    raw = sent.read() if sent and sent.filename else b""
    if not raw or not sent:
        return ""
    try:
        made = clean_file(raw, sent.filename or "", limit_mb=LIMIT_MB)
    except FileRefusedError as error:
        form.file.errors = [refusal_words(error.code, error.facts)]
        return ""
    if made.kind not in (PNG, JPEG):
        form.file.errors = [NOT_A_PICTURE]
        return ""
    return picture_as_svg(made.body)


def _look_over(form: PictureForm, svg: str) -> None:
    if svg and not (form.shows.data or "").strip():
        form.shows.errors = [NOT_NAMED]
    if form.says.data == "more" and not (form.alt.data or "").strip():
        form.alt.errors = [NOT_SAID]
    if not svg and not form.file.errors and not queries.is_picture(form.picture.data or ""):
        form.picture.errors = [NO_PICTURE]


def _chosen(at: int, idea: int, name: str, alt: str, parts: Parts) -> Parts:
    if at >= len(parts) or idea >= len(parts[at].ideas):
        abort(404)
    return with_part(parts, at, with_picture(parts[at], idea, picture=name, alt=alt))


def _page(
    subject: Subject, at: int, idea: int, form: PictureForm, *, status: int = 200
) -> Response:
    find = " ".join(request.args.get("find", "").casefold().split())
    ours = [(f"{OWN}{one.id}", one.name) for one in queries.own_pictures()]
    named = [*ours, *((name, name.replace("-", " ")) for name in SYMBOLS)]
    shown = [one for one in named if find in one[1].casefold() or one[0] == form.picture.data]
    form.picture.choices = [SelectChoice(*one) for one in shown]
    text = queries.newest(subject)
    parts: Parts = text.parts if text else ()
    return page(
        "easy_read/pictures.html",
        status=status,
        consultation=subject.consultation,
        subject=subject,
        spoken=LANGUAGES[subject.language],
        at=at,
        idea=idea,
        words=parts[at].ideas[idea].text if at < len(parts) else "",
        find=find,
        form=form,
        has_errors=bool(form.errors),
    )
