"""Questions drawn once: a question nobody has answered yet looks the same to everybody."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from consult.core.languages import current_language
from consult.respond.forms.shapes import AnswerForm
from consult.respond.views.browser import bp

MOST_DRAWN = 4096  # questions kept ready in each process, a few kB each

_drawn: OrderedDict[Any, Markup] = OrderedDict()


@bp.app_template_global()
def drawn(macro: Callable[..., Markup], form: AnswerForm, *rest: Any) -> Markup:
    """Return what a macro draws for a question, from memory where it is blank.

    A question never changes within its version, and drawing is most of the work of a page.
    """
    # One that waits for its translation leads to the same page in English, wherever that is.
    if not form.is_blank or form.page.question.waits:
        return macro(form, *rest)
    # The name of its field tells a question alone on its page from one among all.
    key = (form.page, form.first_field.name, current_language().code, *rest)
    if key not in _drawn:
        _drawn[key] = macro(form, *rest)
        if len(_drawn) > MOST_DRAWN:
            _drawn.popitem(last=False)
    return _drawn[key]
