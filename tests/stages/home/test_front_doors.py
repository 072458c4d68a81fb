"""The list, the one address of a consultation, languages and letters that are easy to read."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.checking_client import CheckingClient
from tests.factories import Resident, document, drafted, library_document, opened, question
from tests.support.translations import translated

ONE = document(question("why", "long_text", hint="Say it in your words"))


def titled(title: str) -> dict[str, object]:
    return document(question("why"), title=title)


def class_of(page: str) -> str:
    found = re.search(r"<html [^>]*class=\"([^\"]*)\"", page)
    return found[1] if found else ""


def test_the_list_shows_what_is_open_first_and_drafts_to_nobody(
    app: Flask, client: CheckingClient
) -> None:
    opened(app, titled("Closed long ago"), days_ago=200)
    opened(app, titled("Closed lately"), days_ago=90)
    opened(app, titled("Still to come"), days_ago=-7)
    opened(app, titled("Open now and new"), days_ago=1)
    opened(app, titled("Open for weeks"), days_ago=60)
    drafted(app, titled("Secret draft"))
    page = client.get("/en/").text
    places = [
        page.index(title)
        for title in (
            "Open now and new",
            "Open for weeks",
            "Still to come",
            "Closed lately",
            "Closed long ago",
        )
    ]
    assert places == sorted(places)
    assert "Secret draft" not in page


def test_an_empty_list_says_so(client: CheckingClient) -> None:
    assert "Nothing is open just now" in client.get("/en/").text
    front = client.get("/")
    assert (front.status_code, front.location) == (302, "/en/")


@pytest.mark.parametrize("page", ["", "/questions", "/editions/large-print.pdf"])
def test_A4_a_draft_is_not_there_for_the_public(
    app: Flask, client: CheckingClient, page: str
) -> None:
    slug = drafted(app, titled("Secret draft"))
    answered = client.get(f"/en/consultations/{slug}{page}")
    assert answered.status_code == 404
    assert "Secret draft" not in answered.text


@pytest.mark.parametrize(
    ("days_ago", "words"),
    [
        (-3, "Opens soon"),
        (0, "Start now"),
        (83, "Last day"),
        (84, "This consultation is closed."),
    ],
)
def test_one_address_for_life(
    app: Flask, client: CheckingClient, days_ago: int, words: str
) -> None:
    slug = opened(app, ONE, days_ago=days_ago)
    page = client.get(f"/en/consultations/{slug}")
    assert page.status_code == 200
    assert words in page.text
    assert ("Start now" in page.text) == (0 <= days_ago < 84)
    assert client.get(f"/en/consultations/{slug}/questions").status_code == 200


def test_T4_there_is_one_deadline_on_every_page(app: Flask, client: CheckingClient) -> None:
    slug = opened(app, ONE, days_ago=90)
    resident = Resident(client, slug)
    pages = [
        client.get("/en/").text,
        client.get(resident.address()).text,
        client.post(resident.address("answer")).text,
    ]
    days = [set(re.findall(r"\w+day \d+ \w+ \d{4}", page)) for page in pages]
    assert len(set.intersection(*days)) == 1


def test_all_questions_can_be_read_before_anybody_starts(
    app: Flask, client: CheckingClient
) -> None:
    slug = opened(app, library_document())
    page = client.get(f"/en/consultations/{slug}/questions").text
    numbers = [int(found) for found in re.findall(r"<h[34][^>]*>(\d+)\. ", page)]
    assert numbers == list(range(1, 37))
    assert "For example IG1" in page


@pytest.mark.parametrize(
    "address",
    ["/", "/reading?back=/en/", "/consultations/{slug}", "/consultations/{slug}/questions?a=1&b=2"],
)
def test_a_language_link_keeps_the_path_and_the_query(
    app: Flask, client: CheckingClient, address: str
) -> None:
    slug = opened(app, ONE)
    translated(app, slug)
    here = address.format(slug=slug)
    page = client.get(f"/en{here}").text
    assert f'href="/ur{here}"'.replace("&", "&amp;") in page
    there = client.get(f"/ur{here}").text
    assert '<html lang="ur" dir="rtl"' in there
    assert f'href="/en{here}"'.replace("&", "&amp;") in there


def test_a_language_that_a_consultation_is_not_in_is_one_page_away_and_says_so(
    app: Flask, client: CheckingClient
) -> None:
    slug = opened(app, ONE)
    head = client.get(f"/en/consultations/{slug}").text.split("</nav>")[0]
    assert 'hreflang="ur"' not in head
    page = client.get(f"/en/languages?back=/en/consultations/{slug}").text
    whole, others = page.split("The questions are in English.")
    assert f'href="/ur/consultations/{slug}"' not in whole
    assert f'href="/ur/consultations/{slug}"' in others
    assert f'href="/en/consultations/{slug}/ask"' in others
    translated(app, slug)
    page = client.get(f"/en/languages?back=/en/consultations/{slug}").text
    assert f'href="/ur/consultations/{slug}"' in page.split("The questions are in English.")[0]


def test_a_language_is_offered_and_never_chosen_for_anybody(client: CheckingClient) -> None:
    page = client.get("/en/", headers={"Accept-Language": "ur, en;q=0.5"}).text
    assert page.count("زبان بدل کر اردو کریں") == 2
    assert page.count('<html lang="en"') == 1
    for odd in ("", "xx", "ur;q=a", "," * 500, "*"):
        assert client.get("/en/", headers={"Accept-Language": odd}).status_code == 200


def test_a_consultation_in_another_language_says_that_its_words_are_english(
    app: Flask, client: CheckingClient
) -> None:
    slug = opened(app, ONE)
    page = client.get(f"/ur/consultations/{slug}").text
    assert '<h1 lang="en" dir="ltr">' in page
    question_page = Resident(client, slug, language="ur")
    question_page.begin()
    assert 'lang="en" dir="ltr">What about why?' in client.get(question_page.at).text


def keep(client: CheckingClient, **choices: str) -> str:
    answered = client.post("/en/reading", data=choices)
    assert answered.status_code == 303
    return str(answered.location)


def test_choices_become_classes_on_every_page_and_stay(app: Flask, client: CheckingClient) -> None:
    slug = opened(app, ONE)
    assert class_of(client.get("/en/").text) == "size-100 spacing-normal"
    keep(client, size="200", theme="dark", spacing="wide", back="/en/")
    for page in ("/en/", f"/en/consultations/{slug}", "/en/reading", "/en/nothing"):
        assert class_of(client.get(page).text) == "size-200 theme-dark spacing-wide"
    chosen = client.get("/en/reading").text
    assert chosen.count(" checked") == 7
    cookie = client.get_cookie("reading")
    assert cookie is not None
    assert (cookie.value, cookie.http_only, cookie.same_site) == ("200.dark.wide", True, "Lax")
    assert cookie.max_age == timedelta(days=365).total_seconds()
    keep(client, reset="yes", size="300")
    assert class_of(client.get("/en/").text) == "size-100 spacing-normal"


LOOKS = {"size": "300", "line": "45", "pictures": "off", "motion": "off"}
WORN = "size-300 spacing-normal line-45 pictures-off motion-off"


def test_choices_stay_in_another_language_on_errors_and_on_the_way_back(
    app: Flask, client: CheckingClient
) -> None:
    resident = Resident(client, opened(app, ONE))
    resident.begin()
    assert keep(client, back=resident.at, **LOOKS) == resident.at
    for page in (resident.at, "/ur/languages", "/en/nothing", "/en/reading?back=/en/"):
        assert class_of(client.get(page).text) == WORN
    wrong = client.post("/en/officer/sign-in", data={"email": "", "password": ""})
    assert class_of(wrong.text) == WORN
    assert 'value="off" checked' in client.get("/en/reading").text


def test_choices_stay_when_the_site_itself_fails(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(client, **LOOKS)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("consult.home.queries.entries", lambda *_now, **_more: 1 // 0)
    client.checks = False
    answer = client.get("/en/")
    assert answer.status_code == 500
    assert class_of(answer.text) == WORN


def test_the_large_view_of_the_last_page_can_be_shared(app: Flask, client: CheckingClient) -> None:
    slug = opened(app, ONE)
    keep(client, **LOOKS)
    address = f"/en/consultations/{slug}?view=large"
    page = client.get(f"/en/reading?back=/en/consultations/{slug}").text
    assert f'<a href="{address}">' in page
    assert class_of(client.get(address).text) == ("size-200 spacing-wide pictures-off motion-off")
    assert "view=large" not in client.get("/en/reading").text
    assert "view=large" not in client.get("/en/reading?back=https://evil.example/").text


def test_choices_that_are_none_change_nothing(client: CheckingClient) -> None:
    for value in ("999", "\0", "x" * 10_000, "<b>"):
        keep(client, size=value, theme=value, spacing=value)
        assert class_of(client.get("/en/").text) == "size-100 spacing-normal"
    client.set_cookie("reading", "300.pink.huge")
    assert class_of(client.get("/en/").text) == "size-300 spacing-normal"


def test_a_link_can_show_one_page_in_large_letters(client: CheckingClient) -> None:
    assert class_of(client.get("/en/?view=large").text) == "size-200 spacing-wide"
    assert class_of(client.get("/en/").text) == "size-100 spacing-normal"
    keep(client, size="150", theme="cream", spacing="normal")
    assert class_of(client.get("/en/?view=large").text) == "size-200 theme-cream spacing-wide"


def test_after_choosing_people_are_back_where_they_were(app: Flask, client: CheckingClient) -> None:
    resident = Resident(client, opened(app, ONE))
    resident.begin()
    at = f"{resident.at}?then=check"
    link = re.search(r'href="(/en/reading\?back=[^"]+)"', client.get(at).text)
    assert link
    form = client.get(link[1].replace("&amp;", "&")).text
    back = re.search(r'name="back" value="([^"]*)"', form)
    assert back
    assert back[1] == at
    # Its own link to itself forgets nothing.
    assert link[1] in form
    assert keep(client, size="150", back=back[1]) == at


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/en/\r\nSet-Cookie: x=1",
        "/\tevil",
        " //evil.example",
        "evil.example",
        "",
        "\0",
    ],
)
def test_X10_no_way_back_leads_away(client: CheckingClient, back: str) -> None:
    assert keep(client, size="150", back=back) == "/en/reading"
    page = client.get("/en/reading", query_string={"back": back}).text
    assert 'name="back" value=""' in page
    assert "evil" not in page.split("<main")[1]
