"""A page that could be open to the wrong people keeps the site from starting."""

import pytest
from flask import Flask

from consult.accounts.queries.organisations import OWNERS
from consult.accounts.views.guard import PageWithoutOwnerError, PageWithoutPermissionError
from consult.app import create_app
from consult.home import views as home
from tests.stages.test_every_route import settings_of


def test_a_page_that_names_nothing_keeps_the_site_from_starting(
    monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    monkeypatch.delattr(home.index, "permission")
    with pytest.raises(PageWithoutPermissionError, match=r"home\.index"):
        create_app(settings_of(app))


def test_a_page_about_who_knows_whose_thing_keeps_the_site_from_starting(
    monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    monkeypatch.delitem(OWNERS, "request_id")
    with pytest.raises(PageWithoutOwnerError, match=r"requests\.detail"):
        create_app(settings_of(app))
