"""Somebody who looks at every page for other formats and languages."""

from tests.support.visitors import Visitor


def see_the_asking(visitor: Visitor, slug: str) -> None:
    """Ask, with something wrong on each page first; then look with a wrong reference."""
    page, start = visitor.page, f"consultations/{slug}/ask"
    visitor.at(start)
    visitor.press()  # nothing ticked
    page.check("main [value=large-print-18]")
    page.check("main [value=bsl]")
    page.check("main [value=translation]")
    page.fill("[name=language]", "Somali")
    visitor.press()
    visitor.press("main form button >> nth=0")  # nowhere to send it to
    page.fill("[name=name]", "Zenobia Quill")
    page.fill("[name=address]", "7 Elm Walk")
    visitor.press("main form button >> nth=0")
    visitor.forget()
    visitor.at(f"{start}/request")
    visitor.press()  # no reference


def ask(visitor: Visitor, slug: str) -> None:
    """Ask for something that goes any way, as somebody who can only be phoned."""
    page = visitor.page
    visitor.go(f"consultations/{slug}/ask")
    page.check("main [value=bsl]")
    page.check("main [value=phone-help]")
    visitor.press()
    page.fill("[name=phone]", "020 7946 0999")
    visitor.press("main form button >> nth=0")


def see_the_queue(visitor: Visitor, slug: str) -> None:
    """See the queue empty and full, and each step of a request, also without what it takes."""
    visitor.at("officer/requests")
    ask(visitor, slug)
    visitor.at("officer/requests")
    visitor.at(f"officer/consultations/{slug}/requests")
    visitor.press("main table a >> nth=0")
    visitor.press("main button[value=refused] >> nth=0")  # without a reason
    visitor.press("main button[value=made]")
    visitor.press("main button[value=checked]")
    visitor.press("main button[value=sent] >> nth=0")
    visitor.page.locator("main textarea").last.fill("We cannot sign it.")
    visitor.press("main button[value=refused] >> nth=-1")
    visitor.at("officer/requests")
    visitor.at(f"consultations/{slug}/ask/request")
    visitor.press("main form button")  # neither yes nor no
    visitor.page.check("main [value=no]")
    visitor.press("main form button")
