"""From the document of a file to the question set that the rest of the code sees."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from consult.plan.rules.definition import (
    Condition,
    Contact,
    Definition,
    FactBox,
    Group,
    How,
    Kind,
    Option,
    Question,
    Section,
    SetUp,
    Test,
    Way,
    Word,
)

# An e-mail address has at most 64 letters before the @ and 255 after it: RFC 5321.
DEFAULT_LONGEST = {"text": 500, "long_text": 4000, "email": 320}
DEFAULT_MEGABYTES = {"file": 5}


def compile_definition(document: Mapping[str, Any]) -> Definition:
    """Return the compiled form of a document that has no problems."""
    return Definition(
        title=document["title"],
        owner=document["owner"],
        summary=document["summary"],
        why=document.get("why", ""),
        what_happens_next=document.get("what_happens_next", ""),
        who_is_affected=document.get("who_is_affected", ""),
        can_change=tuple(document.get("can_change", ())),
        cannot_change=tuple(document.get("cannot_change", ())),
        minutes=document.get("minutes"),
        ways=tuple(_way(raw) for raw in document.get("ways", ())),
        words=tuple(_word(raw) for raw in document.get("words", ())),
        questions=(
            *(_question(raw, is_equality=False) for raw in document["questions"]),
            *(_question(raw, is_equality=True) for raw in document.get("equality_questions", ())),
        ),
        sections=_sections(document),
        set_up=_set_up(document),
    )


def compile_condition(raw: Mapping[str, Any]) -> Condition:
    """Return the compiled form of a “show_if”."""
    for how in ("all", "any"):
        if how in raw:
            return Group(how, tuple(compile_condition(part) for part in raw[how]))
    how = next(key for key in ("is", "is_not", "in") if key in raw)
    values = raw[how] if how == "in" else [raw[how]]
    return Test(raw["question"], how, tuple(str(value) for value in values))


def _question(raw: Mapping[str, Any], *, is_equality: bool) -> Question:
    kind = Kind(raw["type"])
    options: Sequence[Mapping[str, Any]] = raw.get("options", ())
    other_on = set(raw.get("other_text_on", ()))
    other_on |= {option["value"] for option in options if option.get("other_text")}
    return Question(
        id=raw["id"],
        kind=kind,
        text=raw["text"],
        hint=raw.get("hint", ""),
        section=raw.get("section", ""),
        required=raw.get("required", False),
        options=_options(options),
        rows=_options(raw.get("rows", ())),
        other_on=frozenset(other_on),
        other_label=raw.get("other_label", ""),
        longest=raw.get("max_length", DEFAULT_LONGEST.get(kind)),
        lowest=raw.get("min"),
        highest=raw.get("max"),
        megabytes=raw.get("max_mb", DEFAULT_MEGABYTES.get(kind)),
        show_if=compile_condition(raw["show_if"]) if "show_if" in raw else None,
        is_equality=is_equality,
    )


def _sections(document: Mapping[str, Any]) -> tuple[Section, ...]:
    """Return the sections in the order of their questions."""
    named = [raw.get("section") for raw in document["questions"]]
    order = {name: place for place, name in enumerate(dict.fromkeys(named))}
    found = (_section(raw) for raw in document.get("sections", ()))
    return tuple(sorted(found, key=lambda section: order.get(section.id, len(order))))


def _section(raw: Mapping[str, Any]) -> Section:
    facts = tuple(FactBox(one.get("title", ""), one["text"]) for one in raw.get("facts", ()))
    return Section(raw["id"], raw["title"], raw.get("text", ""), facts)


def _set_up(document: Mapping[str, Any]) -> SetUp:
    day = document.get("decision_day")
    return SetUp(
        decision_maker=document.get("decision_maker", ""),
        decision_day=date.fromisoformat(day) if day else None,
        contact=Contact(**document.get("contact", {})),
        privacy=document.get("privacy", ""),
        keep_months=document.get("keep_months"),
        equality_impact=document.get("equality_impact", ""),
        equality_impact_not_needed=document.get("equality_impact_not_needed", ""),
        languages_promised=tuple(document.get("languages_promised", ())),
        formats_promised=tuple(document.get("formats_promised", ())),
    )


def _way(raw: Mapping[str, Any]) -> Way:
    day = date.fromisoformat(raw["day"]) if "day" in raw else None
    return Way(How(raw["how"]), raw["text"], day)


def _word(raw: Mapping[str, Any]) -> Word:
    return Word(raw["term"], raw["meaning"], tuple(raw.get("variants", ())))


def _options(raw: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(one["value"], one["label"], one.get("hint", "")) for one in raw)
