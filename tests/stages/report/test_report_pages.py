"""Officers see how the job goes, decide, and publish; the public reads exactly that."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping

import pytest
import time_machine
from flask.ctx import AppContext
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from consult.analyse.queries import theme_named
from consult.core.database import db
from consult.plan.queries import consultation_by_id
from consult.report.queries import build_job, chosen_quotes, latest_report
from consult.report.rules import COLUMNS
from tests.stages.report.closed import CLOSED, build_report, closed_consultation, persons
from tests.support import officers

OVERVIEW = "/en/officer/consultations/park/report"
PAGE = "/consultations/park"
EVIL = "=1+1 is what I say"


@pytest.fixture(autouse=True)
def after_closing() -> Iterator[None]:
    with time_machine.travel(CLOSED, tick=True):
        yield


@pytest.fixture
def park(context: AppContext) -> int:
    assert context.app.testing
    answers: Mapping[str, object] = {
        "agree": "yes",
        "ideas": "More seats please",
        "use": ["walk"],
        "plans": {"gate": "good", "pond": "bad"},
        "order": ["seats", "trees", "lights"],
        "visits": "12",
        "eq_sex": "female",
    }
    people = persons(60, answers, themes=["Seats"])
    people += persons(37, {"agree": "no", "ideas": EVIL, "visits": "300"}, themes=["@Quiet"])
    people += persons(3, {"agree": "dk"}, themes=["Dogs"], publish="no")
    return closed_consultation(people).id


@pytest.fixture
def officer(client: FlaskClient, park: int) -> FlaskClient:
    assert park
    officers.sign_in(client, officers.add("publisher"))
    return client


@pytest.fixture
def built(park: int) -> int:
    build_report(consultation_by_id(park))
    db.session.remove()
    return park


def post(client: FlaskClient, address: str, **form: object) -> TestResponse:
    page = client.get(OVERVIEW)
    carried = {"csrf_token": officers.token_on(page), **officers.hidden_on(page, action=address)}
    db.session.remove()
    return client.post(address, data={**form, **carried})


def text_of(response: TestResponse) -> str:
    words = re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))
    return re.sub(r"\s+", " ", words)


def theme_address(name: str) -> str:
    theme = theme_named(name, consultation_id=1, question="ideas")
    assert theme
    return f"{OVERVIEW}/themes/{theme.id}"


def publish_everything(client: FlaskClient) -> None:
    for name in ("Seats", "@Quiet"):
        answer = post(client, theme_address(name), decided="+ Yes, in May", why="You asked")
        assert answer.status_code == 303
    assert post(client, f"{OVERVIEW}/publish").status_code == 422  # their own words
    officers.sign_in(client, officers.add("publisher", name="Ben Okafor", email="ben@example.org"))
    assert post(client, f"{OVERVIEW}/publish").status_code == 303


def test_an_officer_asks_for_the_report_and_sees_it_wait(officer: FlaskClient) -> None:
    assert post(officer, f"{OVERVIEW}/build").status_code == 303
    page = text_of(officer.get(OVERVIEW))
    assert "Waiting" in page
    assert "Refresh this page" in page


def test_before_closing_the_request_is_refused_in_words(officer: FlaskClient) -> None:
    with time_machine.travel(CLOSED.replace(month=3), tick=True):
        officers.sign_in(officer, officers.Known(0, "publisher@example.org"))
        answer = post(officer, f"{OVERVIEW}/build")

    assert answer.status_code == 422
    assert "People can still answer" in text_of(answer)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("running", "40 of 100"),
        ("failed", "The report could not be built"),
        ("done", "All responses were counted on"),
    ],
)
def test_the_job_is_shown_in_words_and_numbers(
    officer: FlaskClient, built: int, state: str, words: str
) -> None:
    job = build_job(built)
    assert job
    job.state, job.done_count, job.total_count, job.error = state, 40, 100, "MemoryError"
    db.session.commit()

    assert words in text_of(officer.get(OVERVIEW))


def test_after_a_failure_it_can_be_tried_again(officer: FlaskClient, built: int) -> None:
    job = build_job(built)
    assert job
    job.state, job.error = "failed", "MemoryError"
    db.session.commit()
    assert "Try again" in text_of(officer.get(OVERVIEW))

    post(officer, f"{OVERVIEW}/build")
    again = build_job(built)
    assert again
    assert again.state == "waiting"


@pytest.mark.parametrize("seen", ["", "yesterday", "9999-12-31T23:59:59-23:59"])
def test_figures_nobody_looked_at_stay_a_draft(officer: FlaskClient, built: int, seen: str) -> None:
    looked_at = officers.hidden_on(officer.get(OVERVIEW), action=f"{OVERVIEW}/publish")
    db.session.remove()
    build_report(consultation_by_id(built))
    db.session.commit()
    for sent in (looked_at, {**looked_at, "seen": seen}):
        answer = officer.post(f"{OVERVIEW}/publish", data=sent)
        assert "The numbers were counted again." in answer.get_data(as_text=True)


@pytest.mark.usefixtures("built")
def test_publishing_too_early_lists_the_themes_with_links(officer: FlaskClient) -> None:
    answer = post(officer, f"{OVERVIEW}/publish")

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "There is a problem" in page
    for name in ("Seats", "@Quiet"):
        assert f'href="{theme_address(name)}"' in page
    assert officer.get(f"/en{PAGE}/outcome.json").status_code == 404


@pytest.mark.usefixtures("built")
def test_a_decision_without_words_is_refused_and_what_was_typed_stays(
    officer: FlaskClient,
) -> None:
    answer = post(officer, theme_address("Seats"), decided="We will add ten seats", why="")

    assert answer.status_code == 422
    assert "Write why you decided this" in text_of(answer)
    assert "We will add ten seats" in text_of(answer)


@pytest.mark.usefixtures("built")
def test_a_decision_of_ten_megabytes_is_refused_with_its_text(officer: FlaskClient) -> None:
    address = theme_address("Seats")
    vars(officer)["checks"] = False  # reading ten megabytes takes the checks too long
    answer = post(officer, address, decided="x" * 10_000_000, why="a\0b")

    assert answer.status_code == 422
    assert b"4000 characters" in answer.data
    assert b"x" * 10_000_000 in answer.data


@pytest.mark.usefixtures("built")
def test_another_consultations_theme_is_not_found(officer: FlaskClient) -> None:
    closed_consultation(slug="other")
    address = theme_address("Seats").replace("/park/", "/other/")

    assert officer.get(address).status_code == 404


def test_quotes_are_ticked_and_shown_with_the_theme(officer: FlaskClient, built: int) -> None:
    figures = latest_report(built)
    assert figures
    offered = figures.figures["themes"][0]["quotes"]
    db.session.commit()
    post(officer, theme_address("Seats"), decided="Yes", why="Asked", quotes=[*offered[:2], 99999])

    assert [*chosen_quotes(built).values()] == [offered[:2]]
    page = officer.get(theme_address("Seats")).get_data(as_text=True)
    assert page.count(" checked") == 2


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_outcome_is_public_at_the_address_of_the_consultation(
    officer: FlaskClient, language: str
) -> None:
    publish_everything(officer)
    officer.delete_cookie("officer")
    page = officer.get(f"/{language}{PAGE}")

    assert page.status_code == 200
    assert "+ Yes, in May" in text_of(page)
    if language == "en":
        assert "The most common answer was “ Yes ”: about 60 of about 100 people." in text_of(page)
        assert "Fewer than 10 people said this" in text_of(page)


@pytest.mark.usefixtures("built")
def test_the_page_the_table_and_the_file_say_the_same_numbers(officer: FlaskClient) -> None:
    publish_everything(officer)
    page = officer.get(f"/en{PAGE}")
    document = officer.get(f"/en{PAGE}/outcome.json").data
    table = officer.get(f"/en{PAGE}/outcome.csv").get_data(as_text=True)

    outcome = json.loads(document)
    rows = list(csv.DictReader(io.StringIO(table)))
    assert hashlib.sha256(document).hexdigest() in page.get_data(as_text=True)
    assert numbers_in_csv(rows) == numbers_in_json(outcome)
    assert numbers_in_page(page) == [
        (label, people) for label, people in numbers_in_json(outcome) if label
    ]


def numbers_in_json(outcome: dict[str, object]) -> list[tuple[str, str]]:
    found = []
    for figure in outcome["questions"]:  # type: ignore[attr-defined]
        for one in figure["tables"]:
            found += [(cell["label"], number(cell["people"])) for cell in one["cells"]]
    return found


def numbers_in_csv(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    answers = [row for row in rows if row["part"] in ("question", "equality")]
    return [(row["answer"], row["people"] or "hidden") for row in answers]


def numbers_in_page(page: TestResponse) -> list[tuple[str, str]]:
    found = []
    for table in re.findall(r"<figure.*?</table>", page.get_data(as_text=True), re.DOTALL):
        for label, cell in re.findall(r'<th scope="row">(.*?)</th><td[^>]*>(.*?)</td>', table):
            words = re.sub(r"<[^>]+>", "", cell)
            people = "hidden" if "hidden" in words else words.split(" ")[0]
            found.append((label, people.replace(",", "")))
    return found


def number(people: object) -> str:
    return "hidden" if people is None else str(people)


@pytest.mark.usefixtures("built")
def test_the_csv_holds_only_known_columns_and_no_formula(officer: FlaskClient) -> None:
    publish_everything(officer)
    body = officer.get(f"/en{PAGE}/outcome.csv").get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(body)))

    assert tuple(rows[0]) == COLUMNS
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row
    )
    assert "'+ Yes, in May" in body
    assert "'@Quiet" in body


@pytest.mark.usefixtures("built")
def test_no_small_number_is_in_anything_that_is_published(officer: FlaskClient) -> None:
    publish_everything(officer)
    outcome = json.loads(officer.get(f"/en{PAGE}/outcome.json").data)

    counts = [
        cell["people"] for f in outcome["questions"] for t in f["tables"] for cell in t["cells"]
    ]
    counts += [theme["people"] for theme in outcome["themes"]]
    assert all(count is None or (count >= 10 and count % 5 == 0) for count in counts)


def test_before_publishing_there_is_nothing_to_download(officer: FlaskClient, built: int) -> None:
    assert built
    for kind in ("csv", "json"):
        assert officer.get(f"/en{PAGE}/outcome.{kind}").status_code == 404


@pytest.mark.parametrize("number", [0, 2**31 - 1, 2**31, 2**63, 10**400])
def test_I25_a_theme_that_is_not_there_is_not_found(officer: FlaskClient, number: int) -> None:
    assert officer.get(f"{OVERVIEW}/themes/{number}").status_code == 404
