"""The words of a consultation that its officer should look at again."""

from accessibility.readability import HardWord, WordListProblem, WordListProblemKind
from consult.plan.checks.reading import MOST_SHOWN, Swap, wording_of
from consult.plan.rules.compiling import compile_definition
from consult.plan.rules.definition import Definition
from tests.factories import document


def asking(summary: str, *words: str) -> Definition:
    listed = [{"term": word, "meaning": "Something we say here."} for word in words]
    return compile_definition(document(summary=summary, words=listed))


def hard(summary: str, *words: str) -> dict[str, int]:
    return {one.word: one.count for one in wording_of(asking(summary, *words)).hard}


def test_words_of_the_list_are_not_told_and_others_are() -> None:
    before = hard("We keep a covenant with trustees.")
    assert before["covenant"] == 1
    assert before.keys() - hard("We keep a covenant with trustees.", "covenants") == {"covenant"}


def test_what_has_a_plainer_word_is_told_once() -> None:
    wording = wording_of(asking("We utilise it. Utilise it in lieu of that."))
    assert Swap("utilise", "use", 2) == wording.swaps[0]
    assert [one.found for one in wording.swaps] == ["utilise", "in lieu of"]
    assert "utilise" not in [one.word for one in wording.hard]


def test_at_most_ten_words_are_told_the_most_frequent_first() -> None:
    rare = [f"zwor{letter}" for letter in "bcdfghjklmnp"]
    wording = wording_of(asking(f"{' '.join(rare)}. {'zworp ' * 20}"))
    assert len(wording.hard) == MOST_SHOWN
    assert wording.hard[0] == HardWord("zworp", 21)


def test_the_word_list_is_looked_over_and_its_order_is_the_page_s() -> None:
    words = [
        {"term": "verge", "meaning": "Grass by a road."},
        {"term": "co-op", "meaning": "A shop that its workers own."},
        {"term": "comb", "meaning": "What honey is in."},
        {"term": "levy", "meaning": "Money that a trustee pays."},
    ]
    definition = compile_definition(document(words=words))
    assert wording_of(definition).list_problems == (
        WordListProblem(WordListProblemKind.HARD_WORD, "levy", "trustee"),
    )
