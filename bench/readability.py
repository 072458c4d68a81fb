"""How long it takes to measure a long text: sentences, hard words, plainer words.

    python -m bench.readability

20,000 words of invented council English in one go, warm, the best of five. Processor time,
because other programs share the machine. Target: 1 second for all three.
"""

import random
import time
from collections.abc import Callable

from accessibility.readability import hard_words, measure, plainer_words

WORDS, RUNS, MOST_SECONDS = 20_000, 5, 1.0
SENTENCES = (
    "We want to change when the {word} libraries in the borough are open.",
    "The council proposes to commence the {word} works prior to the summer.",
    "Stakeholders are invited to submit representations in respect of {word} proposals.",
    "Tell us what you think about the {word} plan until 30 June, online or by phone.",
    "Having regard to {word} pressures, it is envisaged that the scheme be revised.",
)


def main() -> None:
    """Print the seconds for each measure; end with an error when the target is missed."""
    text = long_text(WORDS)
    seconds = {
        "lengths and formula": best_of(lambda: measure(text, language="en")),
        "hard words": best_of(lambda: hard_words(text, language="en")),
        "plainer words": best_of(lambda: plainer_words(text, language="en")),
    }
    for name, taken in seconds.items():
        print(f"{name}: {taken:.3f} s")
    print(f"all, {len(text.split()):,} words: {sum(seconds.values()):.3f} s")
    if sum(seconds.values()) > MOST_SECONDS:
        raise SystemExit(f"slower than {MOST_SECONDS:g} s")


def long_text(words: int) -> str:
    """Return invented sentences, each a line, with a word in each that no other has."""
    pick = random.Random(1)
    lines: list[str] = []
    while words > 0:
        made_up = "".join(pick.choices("aeioubdlmnrst", k=8))
        lines.append(pick.choice(SENTENCES).format(word=made_up))
        words -= len(lines[-1].split())
    return "\n".join(lines)


def best_of(run: Callable[[], object]) -> float:
    """Return the least processor time of five runs, after one to warm up."""
    taken = []
    for _run in range(RUNS + 1):
        started = time.process_time()
        run()
        taken.append(time.process_time() - started)
    return min(taken[1:])


if __name__ == "__main__":
    main()
