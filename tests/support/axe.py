"""axe-core, the accessibility engine, run on a page in a real browser."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

# Target size belongs to WCAG 2.2 and runs only when it is asked for by its tag.
TAGS = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
]
SOURCE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RUN = """async tags => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: tags},
                                         resultTypes: ['violations']});
  return found.violations;
}"""


def problems_found_by_axe(page: Page) -> list[str]:
    """Return each violation with the places it was found at.

    The page must be one that lets scripts run; ours bring none.
    """
    if not page.evaluate("() => 'axe' in window"):
        # Evaluated, not added as a script: our pages let no script run.
        page.evaluate(SOURCE)
    violations: list[dict[str, Any]] = page.evaluate(RUN, TAGS)
    return [
        f"{violation['id']}: {violation['help']} at {node['html']}"
        for violation in violations
        for node in violation["nodes"]
    ]
