"""Every change is written down, and everything that is written down has its sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path

from consult.oversight.forms import KINDS, SENTENCES
from consult.plan.rules.approval import Verdict
from consult.plan.rules.changes import Answer
from consult.share.rules.steps import State
from tests.architecture.source import SOURCE, tree_of

# What events are about that stand in no consultation’s history.
OF_NO_CONSULTATION = {"officer", "invitation", "organisation", "picture", "question"}
# How a module calls what makes its events.
RECORDERS = {"record", "_record", "_stand", "_let_out"}
ACTIONS = [path for path in SOURCE if "actions" in {path.stem, path.parent.name}]

# Public functions of actions that write no event, by the reason.
SILENT = {
    "they ask, wait or refuse, and change nothing": """
        accounts.accounts.checked_email accounts.last_ones.hold accounts.last_ones.why_not
        accounts.passwords.hash_of accounts.passwords.hold accounts.passwords.refuse_easy
        accounts.second_factor.offered_key accounts.second_factor.recovery_codes
        analyse.batches_of compact.require_reason easy_read.days_it_is_late
        plan.dates.facts_of plan.dates.outcome_comes_first
        plan.dates.require_outcome_after plan.holding.approved_on plan.holding.hold
        plan.importing.slug_of plan.versions.canonical plan.versions.version_of
        respond.double_entry.is_theirs respond.double_entry.require_check respond.drafts.kept_until
        respond.drafts.key_of respond.drafts.receipt_code_of respond.drafts.require_open
        respond.drafts.return_code_of respond.intake.about_of respond.intake.original_of
        respond.letters.letters_from respond.sending.arrival_of respond.sending.new_reference
        respond.taking_in.languages_of respond.taking_in.ready share.asked_from
        sign_language.refuse_changed translate.showing.by_key translate.writing.refuse_passed""",
    "a part of an action that writes one": """
        accounts.passwords.end_links accounts.sessions.end_all accounts.sessions.renew
        analyse.add_theme analyse.code
        plan.versions.freeze respond.bringing_in.bring_in respond.sending.forget_about
        respond.sending.keep_answers respond.taking_in.close respond.taking_in.keep_original""",
    "a step before one that is written down: coming in, choosing a password": """
        accounts.lost_passwords.look_up accounts.sessions.begin""",
    "what is there from the first day, and nobody made": """
        accounts.organisations.first_organisation""",
    "a draft of a response: nobody’s business until it is sent": """
        respond.afterwards.correct respond.double_entry.begin respond.double_entry.take_for_check
        respond.drafts.attach respond.drafts.begin respond.drafts.begin_correction
        respond.drafts.discard respond.drafts.reach_check respond.drafts.save_page
        respond.intake.attach respond.intake.begin respond.intake.begin_next respond.intake.detach
        respond.intake.keep respond.intake.touch""",
    "test answers of a preview, which are nobody’s answers": """
        preview.begin preview.finish preview.save_page preview.tidy""",
    "how to reach a person, which leaves no trace beside what they said": """
        respond.afterwards.keep_contact respond.letters.post_receipt
        respond.letters.post_way_back""",
    "a count against those who guess or flood": """
        accounts.tries.forgive respond.drafts.note_wrong_code respond.letters.note_letter
        share.note_asked""",
    "deleting what nobody sent or shows, when its time is over": """
        respond.tidying.tidy sign_language.tidy""",
    "made by a machine of words whose change is written down; who signs for it is": """
        editions.keep plan.holding.make_copies_anew""",
    "a file that nobody sees before it is offered, which is written down with its hash": """
        sign_language.keep_file sign_language.kept_file""",
}


def called(node: ast.AST) -> Iterator[ast.Call]:
    yield from (one for one in ast.walk(node) if isinstance(one, ast.Call))


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def names_in(path: Path) -> set[str]:
    """Return the name of every event that a module writes."""
    found = set()
    for call in called(tree_of(path)):
        if name_of(call) in RECORDERS:
            for text in ast.walk(call):
                if isinstance(text, ast.Constant) and is_event(text.value):
                    found.add(str(text.value))
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "what":
            found |= {
                str(text.value)
                for text in ast.walk(node.value)
                if isinstance(text, ast.Constant) and is_event(text.value)
            }
    return found


def is_event(value: object) -> bool:
    if not isinstance(value, str) or value.count(".") != 1:
        return False
    return all(part.replace("-", "_").isidentifier() for part in value.split("."))


def every_name() -> set[str]:
    found = set().union(*(names_in(path) for path in ACTIONS))
    # Put together from the step, or from what was said.
    found |= {f"format-request.{step}" for step in (*State, "worked", "did-not-work")}
    found |= {f"review.{verdict}" for verdict in Verdict}
    found |= {f"dates.{answer}" for answer in set(Answer) - {Answer.WAITING}}
    return {name for name in found if name.partition(".")[0] not in OF_NO_CONSULTATION}


def test_every_event_has_its_sentence() -> None:
    assert every_name() == set(SENTENCES)


def test_every_event_is_of_one_kind() -> None:
    begins = [begin for _words, those in KINDS.values() for begin in those]
    assert len(begins) == len(set(begins))
    assert {name.partition(".")[0] for name in SENTENCES} == set(begins)


def actions() -> Iterator[tuple[str, str, ast.FunctionDef]]:
    """Yield each function of an actions module: where it is, its name, and itself."""
    for path in ACTIONS:
        below = path.with_suffix("").parts
        stage = below[below.index("consult") + 1 :]
        module = ".".join(one for one in stage if one not in {"actions", "__init__"})
        for node in tree_of(path).body:
            if isinstance(node, ast.FunctionDef):
                yield module, node.name, node


def writing_ones() -> set[tuple[str, str]]:
    """Return the functions that lead to an event, as far as names tell."""
    functions = list(actions())
    own = {(module, name) for module, name, _node in functions}
    writing: set[tuple[str, str]] = set()

    def leads_there(module: str, call: ast.Call) -> bool:
        name = name_of(call)
        if ast.unparse(call.func) == "audit.record":
            return True
        if isinstance(call.func, ast.Name) and (module, name) in own:
            return (module, name) in writing
        if isinstance(call.func, ast.Attribute):
            whose = {
                one
                for one in own
                if (one[0].split(".")[-1], one[1]) == (ast.unparse(call.func.value), name)
            }
            if whose:
                return bool(whose & writing)
        return any(name == there for _module, there in writing)

    while more := {
        (module, name)
        for module, name, node in functions
        if (module, name) not in writing and any(leads_there(module, one) for one in called(node))
    }:
        writing |= more
    return writing


def test_every_action_is_written_down_or_says_why_not() -> None:
    writing = writing_ones()
    silent = {
        f"{module}.{name}"
        for module, name, _node in actions()
        if not name.startswith("_") and (module, name) not in writing
    }
    assert silent == {name for names in SILENT.values() for name in names.split()}
