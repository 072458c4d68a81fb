"""Thirty-six faults that real pages have, each small, and the rule that must see it.

The numbers are those of the handbook’s matrix: of these faults axe finds six, and six engines
together find fourteen. Here only our own rules count, so axe is not asked.
"""

from typing import NamedTuple

from tests.seeded_faults.pages import BUTTON, CHART_TABLE, ENGLISH, RADIOS, URDU


class Fault(NamedTuple):
    """What is wrong, what to take out and put in (page or stylesheet), and which rules see it.

    The first rule is the one the fault is for; any others see the same thing from their side.
    """

    number: int
    what: str
    out: str
    into: str
    rules: str
    page: str = ENGLISH

    def __str__(self) -> str:
        return f"{self.number:02} {self.what}"


DIV_AS_BUTTON = '<div class="button" tabindex="0">Send my answers</div>'
FREE_RADIOS = (
    RADIOS.replace("fieldset", "div").replace("<legend>", "<p>").replace("</legend>", "</p>")
)
EMAIL_LABEL = '<label for="email">Your e-mail address</label>'
WORDS = '<label for="words">Your words</label>\n<textarea '
WORDS_INSIDE = '<textarea placeholder="Your words" '
HARD_TO_READ = "text-transform: uppercase; font-style: italic; text-align: justify"
PALE_LINE = "outline: .1875rem solid #ece8de"
ONE_LINE = "block-size: 1.2rem; line-height: 1.1; overflow: hidden"
CHART_NAME = '<title id="chart-name">Bar chart; its numbers are in the table</title>'
TINY = "font-size: .5rem; line-height: 1; min-block-size: 0"

# Found in the text of the page or of its stylesheet.
WRITTEN = (
    Fault(1, "the page says no language", '<html lang="en" ', "<html ", "H1"),
    Fault(2, "the page says another language", '<html lang="en"', '<html lang="fr"', "H1"),
    Fault(3, "an Urdu link does not say so", ' lang="ur" dir="rtl" h', " h", "H2 switcher"),
    Fault(4, "an Urdu page runs left to right", '"ur" dir="rtl"', '"ur" dir="ltr"', "H1", URDU),
    Fault(5, "every page has one title", "Where should we plant trees? –", "Consult –", "H3"),
    Fault(6, "the title tells of no error", "<title>Error: ", "<title>", "H3"),
    Fault(7, "an error leads nowhere", '"#email"', '"#mail"', "H4 in-page-link"),
    Fault(8, "an error is not tied to its field", "email-hint email-error", "email-hint", "H4"),
    Fault(9, "radio buttons stand alone", RADIOS, FREE_RADIOS, "fieldset"),
    Fault(10, "a field has no label", EMAIL_LABEL, "", "label"),
    Fault(14, "zoom is switched off", "initial-scale=1", "user-scalable=no", "zoom"),
    Fault(17, "a tooltip tells a meaning", "A levy", '<span title="Money">A levy</span>', "H8"),
    Fault(18, "a div acts as a button", BUTTON, DIV_AS_BUTTON, "H18"),
    Fault(19, "a flag stands for a language", ">اردو<", ">🇵🇰 اردو<", "H9"),
    Fault(20, "a chart has no table", CHART_TABLE, "", "H10"),
    Fault(21, "a drawing has no name", CHART_NAME, "", "drawing-name reference"),
    Fault(22, "a table has no headers", '<th scope="col">Work</th>', "<td>Work</td>", "table"),
    Fault(23, "a placeholder is the label", WORDS, WORDS_INSIDE, "label"),
    Fault(24, "a browser cannot fill it in", ' autocomplete="email"', "", "H11"),
    Fault(25, "a link says “click here”", "The whole plan for Mill Lane", "Click here", "H9"),
    Fault(
        26, "a heading skips a level", "<h3>What we spend</h3>", "<h4>Costs</h4>", "heading-order"
    ),
    Fault(27, "an id is used twice", 'id="email-hint"', 'id="email-error"', "unique-id reference"),
    Fault(28, "an order needs dragging", "<li>Mill Lane", '<li draggable="true">Mill Lane', "H18"),
    Fault(29, "capitals, slanted, justified", "text-align: start", HARD_TO_READ, "H12"),
    Fault(30, "letters of eleven pixels", ".hint { ", ".hint { font-size: 11px; ", "H12"),
    Fault(
        31,
        "a phone number turns round",
        '<bdi dir="ltr">020 7946 0000</bdi>',
        "020 7946 0000",
        "H13",
    ),
    Fault(
        32,
        "a picture is told by its file",
        "Mill Lane, which has no trees on its north side",
        "map-3.png",
        "H14",
    ),
    Fault(33, "sound plays by itself", "<audio ", "<audio autoplay ", "H19"),
    Fault(34, "a film has no captions", 'kind="captions"', 'kind="chapters"', "H19"),
    Fault(35, "a form needs a script", ' method="post" action="/en/trees/1"', "", "H15"),
    Fault(36, "code is shown", "We write to you once.", "mail_hint %(count)s", "H16"),
)

# Found only by laying the page out and using it.
SHOWN = (
    Fault(11, "words are pale", "#3d4a46", "#949e9b", "H20"),
    Fault(12, "focus does not show", "outline: .1875rem solid #14211d", PALE_LINE, "H5"),
    Fault(
        13,
        "a target is tiny",
        "display: block; min-block-size: 2.75rem; min-inline-size: 2.75rem",
        TINY,
        "H17",
    ),
    Fault(15, "a phone shows half of it", "body { margin: 0", "body { inline-size: 40rem", "H6"),
    Fault(16, "spaced words are cut off", ".when { padding: .5rem", f".when {{ {ONE_LINE}", "H7"),
)
