"""H4, H11, H15: can everyone fill in this form, with any tool and without scripts?"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from accessibility.house_rules.page import (
    Found,
    NamedRule,
    Page,
    ancestor,
    attribute,
    excerpt,
    words_of,
)
from accessibility.house_rules.title import ERROR_SUMMARY

_NOT_ASKED = frozenset({"hidden", "submit", "button", "reset", "image"})
_CONTROLS = "input, select, textarea"
# What browsers may fill in, by the type or the name of a field about the person at the keyboard.
_FILLED_IN_WITH = {
    "address": {"address-line1", "street-address"},
    "email": {"email", "username"},
    "full_name": {"name"},
    "name": {"name"},
    "phone": {"tel", "tel-national"},
    "postcode": {"postal-code"},
    "tel": {"tel", "tel-national"},
}
_TYPE_OF_NAME = {"email": "email", "phone": "tel"}
_SUBMITS = "button:not([type]), button[type=submit], input[type=submit], input[type=image]"


def _labels(page: Page) -> Iterator[Found]:
    """Every control has a label; a placeholder is none, for it goes when typing starts."""
    for control in _controls(page):
        if not _name(page, control):
            yield Found("control without a label", excerpt(control))


def _groups(page: Page) -> Iterator[Found]:
    """Radios, and checkboxes that share a name, stand in a fieldset with a legend."""
    for control in page.all("input[type=radio], input[type=checkbox]"):
        group = ancestor(control, "fieldset")
        if not (_is_alone(page, control) or (group and _legend(group))):
            yield Found("no fieldset with a legend around it", excerpt(control))


def _summary_links(page: Page) -> Iterator[Found]:
    """H4: each error in the summary leads to a control that gives the same error."""
    for link in _summary(page):
        target = page.by_id.get(attribute(link, "href").removeprefix("#"))
        if target is None or not _takes_focus(target):
            yield Found("error summary link leads to no control", excerpt(link))
        elif not _is_told(_description(page, target), link):
            yield Found("error is worded otherwise, or not tied to its control", excerpt(link))


def _invalid_controls(page: Page) -> Iterator[Found]:
    """H4: each invalid control is described by its error, worded as in the summary."""
    links = _summary(page)
    for control in page.all("[aria-invalid=true]"):
        description = _description(page, control)
        if not any(_is_told(description, link) for link in links):
            yield Found("aria-describedby gives no error of the summary", excerpt(control))


def _autocomplete(page: Page) -> Iterator[Found]:
    """H11: fields about the person let their browser fill them in, with the keys for it."""
    for control in _controls(page):
        kind, name = attribute(control, "type"), attribute(control, "name")
        right = _FILLED_IN_WITH.get(kind) or _FILLED_IN_WITH.get(name)
        if right and attribute(control, "autocomplete") not in right:
            yield Found(f"field about a person without autocomplete={min(right)}", excerpt(control))
        if kind != _TYPE_OF_NAME.get(name, kind):
            yield Found(
                f"field about a person without type={_TYPE_OF_NAME[name]}", excerpt(control)
            )


def _works_without_scripts(page: Page) -> Iterator[Found]:
    """H15: each form says how and where it is sent, and has a button that sends it."""
    for form in page.all("form"):
        for name in ("method", "action"):
            if not attribute(form, name):
                yield Found(f"form without {name}", excerpt(form))
        if not form.css(_SUBMITS):
            yield Found("form without a submit button", excerpt(form))
    for link in page.all("[href^='javascript:']"):
        yield Found("link that needs a script", excerpt(link))


def _controls(page: Page) -> list[LexborNode]:
    return [node for node in page.all(_CONTROLS) if attribute(node, "type") not in _NOT_ASKED]


def _name(page: Page, control: LexborNode) -> str:
    around = ancestor(control, "label")
    labels = [*page.all("label[for]"), *([around] if around else [])]
    own = [words_of(node) for node in labels if _is_label_of(node, control, around)]
    by_ids = page.words_of_ids(control.attributes.get("aria-labelledby"))
    return " ".join([*own, attribute(control, "aria-label"), by_ids]).strip()


def _is_label_of(label: LexborNode, control: LexborNode, around: LexborNode | None) -> bool:
    return label == around or attribute(label, "for") == (control.id or " ")


def _is_alone(page: Page, control: LexborNode) -> bool:
    if attribute(control, "type") == "radio":
        return False
    name = attribute(control, "name")
    return sum(attribute(other, "name") == name for other in page.all("[type=checkbox]")) == 1


def _legend(fieldset: LexborNode) -> str:
    return " ".join(words_of(legend) for legend in fieldset.css("legend"))


def _summary(page: Page) -> list[LexborNode]:
    return [link for summary in page.all(ERROR_SUMMARY) for link in summary.css("a[href^='#']")]


def _is_told(description: str, link: LexborNode) -> bool:
    """Say whether a description gives the error of a link, which may name its question first."""
    words = words_of(link)
    _question, colon, error = words.partition(": ")
    return words in description or bool(colon and error in description)


def _takes_focus(target: LexborNode) -> bool:
    return target.tag in {"input", "select", "textarea", "button"} or bool(target.css(_CONTROLS))


def _description(page: Page, control: LexborNode) -> str:
    """Return what describes a control, or the group it stands in."""
    group = ancestor(control, "fieldset")
    ids = [attribute(node, "aria-describedby") for node in (control, group) if node]
    return page.words_of_ids(" ".join(ids))


RULES = (
    NamedRule("label", _labels),
    NamedRule("fieldset", _groups),
    NamedRule("H4", _summary_links),
    NamedRule("H4", _invalid_controls),
    NamedRule("H11", _autocomplete),
    NamedRule("H15", _works_without_scripts),
)
