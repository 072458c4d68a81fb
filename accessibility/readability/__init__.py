"""How hard a text is to read: lengths in every language, a formula only where one is true.

A formula counts syllables and full stops, not meaning. It finds text that is
surely hard; only readers can say that a text is easy.

- ``measures``: lengths, the formula, and the two bars (a standard text, Easy Read)
- ``unexplained``: rare words and initials that no word list explains
- ``plainer``: official words that have a plainer one, with their places
- ``word_list``: terms that stand twice, meanings that need explaining
- ``sentences`` and ``english``: what a text is cut into
"""

from accessibility.readability.measures import (
    EASY_READ,
    FLESCH_READING_EASE,
    MOST_WORDS,
    STANDARD,
    TARGET_MEAN_WORDS,
    TARGET_SCORE,
    Bar,
    NoScore,
    Reading,
    ReadingProblem,
    ReadingProblemKind,
    measure,
    problems_with_reading,
)
from accessibility.readability.plainer import PlainerWord, plainer_words
from accessibility.readability.sentences import Sentence
from accessibility.readability.unexplained import HardWord, hard_words
from accessibility.readability.word_list import (
    Entry,
    WordListProblem,
    WordListProblemKind,
    problems_in_word_list,
)

__all__ = [
    "EASY_READ",
    "FLESCH_READING_EASE",
    "MOST_WORDS",
    "STANDARD",
    "TARGET_MEAN_WORDS",
    "TARGET_SCORE",
    "Bar",
    "Entry",
    "HardWord",
    "NoScore",
    "PlainerWord",
    "Reading",
    "ReadingProblem",
    "ReadingProblemKind",
    "Sentence",
    "WordListProblem",
    "WordListProblemKind",
    "hard_words",
    "measure",
    "plainer_words",
    "problems_in_word_list",
    "problems_with_reading",
]
