"""Looking at every page on which a consultation is put into other languages and formats."""

from tests.support.visitors import Visitor


def see_the_translating(visitor: Visitor, slug: str) -> None:
    """See the languages, a part with something wrong, the files, what is late, the copies."""
    at = f"officer/consultations/{slug}"
    visitor.at(f"{at}/languages")
    visitor.at(f"{at}/languages/pa")
    visitor.page.locator("textarea").first.fill("Not Punjabi, with 7 in it")
    visitor.press("main button[value=save]")
    visitor.press("main button[value=check]")  # nobody checks their own
    visitor.at(f"{at}/languages/pa/file")
    visitor.press()
    visitor.at(f"{at}/languages/pa/late")
    visitor.press()
    visitor.at(f"{at}/languages/ur/stop")
    visitor.press()
    visitor.at(f"{at}/copies")
    visitor.at(f"{at}/copies/late")
    visitor.press()
