"""A test client that reads every page it fetches as a careful person would."""

from typing import Any

from flask.testing import FlaskClient
from flask_babel import force_locale, gettext
from werkzeug.test import TestResponse

from accessibility.markup import problems_in_page
from consult.core.languages import ENGLISH, LANGUAGES, Language

# Names that are written in Latin letters in every language.
NAMES = frozenset({"BSL", "Consult", "LibreOffice", "NRCPD", "Relay", "UK", "Word"})


class CheckingClient(FlaskClient):
    """Fetches pages like a browser without scripts, and refuses a page that has a problem.

    A test that seeds a problem on purpose sets ``checks`` to False first.
    """

    checks = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Fetch a page, follow where it leads if asked to, and check it."""
        # Its own context: what a request leaves behind never reaches the next one.
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        if self.checks and response.mimetype == "text/html":
            self._check(response)
        return response

    def _check(self, response: TestResponse) -> None:
        address = response.request.path
        assert response.status_code != 500, f"{address} failed; the log says where"
        if 300 <= response.status_code < 400:
            return
        language = LANGUAGES.get(address.split("/")[1], ENGLISH)
        problems = problems_in_page(
            response.get_data(as_text=True),
            language=language.code,
            direction=language.direction,
            error_prefix=self._error_prefix(language),
            allowed_words=NAMES,
        )
        assert not problems, "\n".join([f"{address} has problems:", *map(str, problems)])

    def _error_prefix(self, language: Language) -> str:
        with self.application.app_context(), force_locale(language.code):
            prefix: str = gettext("Error: ")
            return prefix
