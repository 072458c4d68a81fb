"""Word help: a word is explained where the page says it first, and in one list for all."""

import re

import pytest
from flask import Flask

from tests.checking_client import CheckingClient
from tests.factories import LIBRARY, document, drafted, library_document, opened

WORDS = [
    {"term": "verge", "meaning": "The grass beside a road.", "variants": ["verges"]},
    {"term": "Levy", "meaning": "Money that a council asks for."},
    {"term": "street tree", "meaning": "A tree that stands on a verge."},
]
TEXTS = {
    "title": "A levy for street trees",
    "summary": "Verges are bare. A levy could pay for a street tree on each verge.",
    "why": "The levy is small.",
    "can_change": ["Where a street tree stands"],
    "words": WORDS,
}


def in_main(app: Flask, client: CheckingClient, language: str = "en", **more: object) -> str:
    slug = opened(app, document(**{**TEXTS, **more}))
    page = client.get(f"/{language}/consultations/{slug}").text
    return page.split("<main")[1].split("</main")[0]


def test_a_word_leads_to_its_meaning_where_it_stands_first_and_only_there(
    app: Flask, client: CheckingClient
) -> None:
    main = in_main(app, client)
    linked = re.findall(r'<a class="word" href="#([\w-]+)"><b>([^<]+)</b>', main)
    assert linked == [
        ("word-verge", "Verges"),
        ("word-levy", "levy"),
        ("word-street-tree", "street tree"),
    ]
    assert re.findall(r'<dt id="([\w-]+)" tabindex="-1">', main) == [
        "word-levy",
        "word-street-tree",
        "word-verge",
    ]
    assert main.count("<aside") == 1


def test_the_box_says_what_it_is_and_follows_its_paragraph(
    app: Flask, client: CheckingClient
) -> None:
    main = in_main(app, client)
    paragraph, box = main.split("street tree<", 1)[1].split("<aside", 1)
    assert paragraph.count("<p") == 0
    assert box.startswith(' class="word-box" aria-labelledby="word-levy-help word-levy">')
    assert '<p id="word-levy-help"><b>Word help</b></p>' in box


def test_no_heading_no_button_and_no_link_is_cut_by_a_word(
    app: Flask, client: CheckingClient
) -> None:
    main = in_main(app, client)
    assert "A levy for street trees</h1>" in main
    for tag in ("h1", "h2", "h3", "button", "label"):
        for inside in re.findall(rf"<{tag}\b.*?</{tag}>", main, re.DOTALL):
            assert "word help" not in inside


def test_boxes_on_one_page_have_names_of_their_own(app: Flask, client: CheckingClient) -> None:
    main = in_main(app, client, summary="Verges are bare.", why="A levy is small.")
    names = re.findall(r'<aside class="word-box" aria-labelledby="([^"]+)"', main)
    assert names == [
        "word-verge-help word-verge",
        "word-levy-help word-levy",
        "word-street-tree-help word-street-tree",
    ]


def test_in_urdu_the_help_is_in_urdu_and_the_words_say_that_they_are_not(
    app: Flask, client: CheckingClient
) -> None:
    main = in_main(app, client, language="ur")
    assert '<dt id="word-levy" tabindex="-1" lang="en" dir="ltr">' in main
    assert re.search(r'levy</b><span class="visually-hidden" lang="ur" dir="rtl">', main)


def test_all_words_stand_in_one_list_by_the_alphabet(app: Flask, client: CheckingClient) -> None:
    slug = opened(app, document(**TEXTS))
    address = f"/en/consultations/{slug}/words"
    assert f'href="{address}"' in client.get(f"/en/consultations/{slug}").text
    page = client.get(address).text
    assert re.findall(r"<dt[^>]*>([^<]+)</dt>", page) == ["Levy", "street tree", "verge"]
    assert "The grass beside a road." in page


def test_the_list_of_a_draft_is_not_there_for_the_public(
    app: Flask, client: CheckingClient
) -> None:
    slug = drafted(app, document(**TEXTS))
    assert client.get(f"/en/consultations/{slug}/words").status_code == 404


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_word_of_the_example_that_its_page_says_is_explained_there(
    app: Flask, client: CheckingClient, language: str
) -> None:
    opened(app, library_document())
    page = client.get(f"/{language}/consultations/{LIBRARY}").text
    linked = re.findall(r'href="#(word-[\w-]+)"', page)
    explained = re.findall(r'<dt id="(word-[\w-]+)"', page)
    assert sorted(linked) == sorted(explained)
    assert len(linked) == len(set(linked)) == len(library_document()["words"])


def test_the_words_of_the_compact_are_one_step_from_every_page(client: CheckingClient) -> None:
    front = client.get("/en/").text
    assert front.count('href="/en/words"') == 1
    page = client.get("/en/words").text
    terms = re.findall(r'<dt id="word-[\w-]+" tabindex="-1">([^<]+)</dt>', page)
    assert len(terms) == len(set(terms)) > 20
    assert "<dd>A way to ask people what they think before something is decided.</dd>" in page


def test_the_words_of_the_compact_say_in_urdu_that_they_are_english(client: CheckingClient) -> None:
    main = client.get("/ur/words").text.split("<main")[1]
    assert '<div class="foreign" lang="en" dir="ltr"><dl>' in main
