"""The page on which officers build questions stays small when there are many."""

import gzip

from flask import Flask

from bench.builder import LARGEST, QUESTIONS, builder


def test_the_page_for_sixty_questions_is_small(app: Flask) -> None:
    client, address = builder(app)
    page = client.get(address)
    assert page.text.count("What about place ") >= QUESTIONS
    assert len(gzip.compress(page.get_data())) <= LARGEST
