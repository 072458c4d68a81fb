"""The stylesheet reaches people small, once, and exactly as it is."""

import gzip
import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from consult.core.settings import ROOT

CSS = (ROOT / "consult" / "static" / "site.css").read_bytes()


def stylesheet(client: FlaskClient, **headers: str) -> TestResponse:
    """Return what the address in a page gives."""
    found = re.search(r'href="([^"]+site\.css[^"]*)"', client.get("/en/").get_data(as_text=True))
    assert found
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(found[1], headers=named, buffered=True)


def test_a_browser_that_can_unpack_gets_it_packed(client: FlaskClient) -> None:
    packed = stylesheet(client, Accept_Encoding="br, gzip")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(CSS) / 3
    assert gzip.decompress(packed.data) == CSS


def test_a_browser_that_cannot_gets_it_plain(client: FlaskClient) -> None:
    for accepted in ({}, {"Accept_Encoding": "identity"}, {"Accept_Encoding": "gzip;q=0"}):
        plain = stylesheet(client, **accepted)
        assert "Content-Encoding" not in plain.headers
        assert plain.data == CSS


def test_a_browser_keeps_it_and_is_told_that_it_is_the_same(client: FlaskClient) -> None:
    first = stylesheet(client, Accept_Encoding="gzip")
    again = stylesheet(client, Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])

    assert "immutable" in first.headers["Cache-Control"]
    assert again.status_code == 304
    assert again.data == b""


def test_a_page_is_never_packed(client: FlaskClient) -> None:
    page = client.get("/en/", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in page.headers


def test_a_static_file_that_is_not_there_is_not_found(app: Flask) -> None:
    missing = app.test_client().get("/static/nothing.css")
    assert missing.status_code == 404
    assert missing.headers["Cache-Control"] == "no-store"
