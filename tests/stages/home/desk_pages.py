"""Reading the officer’s desk as it is shown."""

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from tests.checking_client import CheckingClient
from tests.factories import document, question

DESK = "/en/officer/"
As = Callable[..., CheckingClient]


def named(title: str, **more: object) -> dict[str, object]:
    slug = title.lower().replace(" ", "-").replace("%", "")
    return document(question("why"), title=title, slug=slug, **more)


def look(client: CheckingClient, address: str = DESK) -> HTMLParser:
    page = client.get(address)
    assert page.status_code == 200
    return HTMLParser(page.text)


def table(page: HTMLParser, caption: str) -> list[list[str]]:
    """Return the cells of a table with words in its caption, by its rows."""
    for one in page.css("table"):
        if caption in said(one.css_first("caption")):
            return [[said(cell) for cell in row.css("th, td")] for row in one.css("tbody tr")]
    return []


def said(node: Node | None) -> str:
    assert node is not None
    return " ".join(node.text(separator=" ").split())


def titles(page: HTMLParser) -> list[str]:
    return [row[0] for row in table(page, " open")]


def waits(page: HTMLParser) -> list[str]:
    return [row[0] for row in table(page, "due first")]
