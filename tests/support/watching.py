"""Watching a browser while it visits us: whom it asks, what it complains about, what it weighs."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

HERE = "127.0.0.1"
# Chromium writes this whenever a page itself says 404, 410 or 422: that is no complaint.
STATUS_OF_A_PAGE = "Failed to load resource: the server responded with a status of 4"


@dataclass
class Watch:
    """What a browser did that it should not, as sentences."""

    seen: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("request", self._note_request)
        context.on("console", self._note_console)
        context.on("requestfailed", self._note_failure)

    def _note_request(self, request: Request) -> None:
        self.requests.append(request)
        address = urlsplit(request.url)
        if address.scheme != "data" and address.hostname != HERE:
            self.seen.append(f"asked somebody else: {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        is_known = message.text.startswith(STATUS_OF_A_PAGE)
        if message.type in ("error", "warning") and not is_known:
            # A breach of our content policy is told here too.
            self.seen.append(f"the browser complains: {message.text}")

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # pressed twice, or a download
            self.seen.append(f"did not arrive: {request.url} ({request.failure})")
