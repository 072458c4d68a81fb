"""Each house rule finds the fault it is for, and nothing in pages without a fault."""

from collections.abc import Callable

import pytest

from accessibility.markup import problems_in_page

BrokenRules = Callable[[str], set[str]]
Fault = tuple[str, str, str, str]

# (the fault, what to take out, what to put in, the rule that must see it)
# Numbers are those of the handbook’s matrix of 36 faults.
FAULTS: list[Fault] = [
    ("01 page without lang", '<html lang="en" ', "<html ", "H1"),
    ("02 wrong lang", '<html lang="en"', '<html lang="fr"', "H1"),
    ("03 Urdu without lang and dir", "Never</label>", "کبھی نہیں</label>", "H2"),
    ("03 Urdu without dir", "Never<", '<span lang="ur">کبھی</span><', "H2"),
    ("03 Urdu laid out left to right", "Never<", '<b lang="ur" dir="ltr">کبھی</b><', "H2"),
    ("03 English marked as Urdu", "Never<", '<b lang="ur" dir="rtl">Never</b><', "H2"),
    ("03 language link half marked", ' hreflang="ur"', "", "switcher"),
    ("05 the same title everywhere", "How do you use the library? –", "Consult –", "H3"),
    ("05 title without its parts", " – Library opening hours – Consult", "", "H3"),
    ("05 title with an empty part", "– Library opening hours –", "– –", "H3"),
    ("06 error word without errors", "<title>", "<title>Error: ", "H3"),
    ("07 link within the page to nowhere", '"#main"', '"#content"', "in-page-link"),
    ("09 radios without fieldset", "<legend>How often do you come?</legend>", "", "fieldset"),
    ("10 control without label", '<label for="agree">I agree</label>', "", "label"),
    ("10 empty label", ">I agree<", "><", "label"),
    ("11 colours in the page", "<h2>", '<h2 style="color: #aaa">', "inline"),
    ("11 style element", "</head>", "<style>p {color: #aaa}</style></head>", "inline"),
    ("14 zoom switched off", "initial-scale=1", "user-scalable=no", "zoom"),
    ("14 zoom bounded", "initial-scale=1", "maximum-scale=1.0", "zoom"),
    ("17 meaning in a tooltip", "<p>It’s", '<p title="Your own">It’s', "H8"),
    ("18 div as a button", "<button>Continue</button>", '<div role="button">Go</div>', "H18"),
    ("18 link to nothing", "<h2>", "<a>Open</a><h2>", "H18"),
    ("18 div that only looks like a button", "<h2>", '<div class="button">Go</div><h2>', "H18"),
    ("18 div that Tab stops at", "<h2>", '<div tabindex="0">Go</div><h2>', "H18"),
    ("18 button without words", "<button>Continue</button>", "<button></button>", "H18"),
    ("19 flag as the language", ">اردو<", ">🇵🇰 اردو<", "H9"),
    ("20 chart without a table", "<td>60</td>", "<td>61</td>", "H10"),
    ("20 chart without a finding", "Half of 120 people come each week.", "", "H10"),
    ("21 drawing without a name", ">Bar chart<", "><", "drawing-name"),
    ("21 drawing without a role", '<svg role="img"', "<svg", "drawing-name"),
    ("22 table without header cells", '<th scope="col">People</th>', "<th>People</th>", "table"),
    ("22 table without a caption", "How often people come", "", "table"),
    ("23 placeholder as the label", 'aria-label="Day"', 'placeholder="Day"', "label"),
    ("24 e-mail without autocomplete", ' autocomplete="email"', "", "H11"),
    ("24 wrong autocomplete", '"email">\n<label>', '"off">\n<label>', "H11"),
    ("24 wrong keys for an e-mail", 'type="email"', 'type="text"', "H11"),
    ("25 click here", "Answers as CSV", "Click here…", "H9"),
    ("25 link without words", "Answers as CSV", "", "H9"),
    ("25 same words, two places", ">Answers as CSV<", ">Library opening hours<", "H9"),
    ("26 heading level skipped", "h2>", "h4>", "heading-order"),
    ("26 empty heading", "What people said", "", "heading-order"),
    ("27 duplicate id", 'id="often-hint"', 'id="often-0"', "unique-id"),
    ("27 empty id", "<h2>", '<h2 id="">', "unique-id"),
    ("28 only to be dragged", "<h2>", '<h2 draggable="true">', "H18"),
    ("32 alt is a file name", "Map with three libraries", "map_final.png", "H14"),
    ("32 alt says image of", "Map with three libraries", "Image of a map", "H14"),
    ("32 alt is too long", "Map with three libraries", "Map " * 70, "H14"),
    ("32 image without alt", ' alt="Map with three libraries"', "", "alt"),
    ("33 sound plays by itself", "<video>", "<video autoplay>", "H19"),
    ("34 video without captions", 'kind="captions"', 'kind="chapters"', "H19"),
    ("34 video without its words", '<a href="/en/talk">The words of the talk</a>', "", "H19"),
    ("35 form without action", ' action="/en/library/1"', "", "H15"),
    ("35 form without method", ' method="post"', "", "H15"),
    ("35 link that needs a script", '"/en/answers.csv"', '"javascript:show()"', "H15"),
    ("35 script in an attribute", "<h2>", '<h2 onclick="show()">', "inline"),
    ("36 placeholder shown", "Choose one.", "Choose %(count)s.", "H16"),
    ("36 template shown", "Choose one.", "Choose {{ count }}.", "H16"),
    ("36 name of a message", "Choose one.", "hint.choose_one", "H16"),
    ("36 name of a field", "Choose one.", "Choose one: closing_date.", "H16"),
    ("36 broken letters", "It’s", "Itâ€™s", "H16"),
    ("36 broken accents", "Choose one.", "CafÃ©.", "H16"),
    ("36 left over in the title", "Library opening hours – Consult", "TODO – Consult", "H16"),
    ("two h1", "<h2>What people said</h2>", "<h1>How do you use the library?</h1>", "one-h1"),
    ("straight quote", "It’s “your”", "It's “your”", "quotes"),
    ("straight quote in the title", "– Library opening", "– “Library” 'opening", "quotes"),
    ("described by nothing", 'id="often-hint"', 'id="hint"', "reference"),
    ("own order for Tab", '"-1"', '"3"', "H18"),
    ("captured key", "<h2>", '<h2 accesskey="s">', "H18"),
    ("page reloads by itself", "</head>", '<meta http-equiv="Refresh" content="9"></head>', "zoom"),
]


@pytest.mark.parametrize(
    ("out", "into", "rule"), [pytest.param(*fault[1:], id=fault[0]) for fault in FAULTS]
)
def test_a_rule_finds_its_fault(
    clean_page: str, broken_rules: BrokenRules, out: str, into: str, rule: str
) -> None:
    assert out in clean_page
    assert rule in broken_rules(clean_page.replace(out, into))


def test_a_clean_page_breaks_no_rule(clean_page: str, broken_rules: BrokenRules) -> None:
    assert broken_rules(clean_page) == set()


ERROR_FAULTS: list[Fault] = [
    ("06 no error word in the title", "<title>Error: ", "<title>", "H3"),
    ("07 summary link to nothing", '"#email"', '"#mail"', "H4"),
    ("07 summary link to a heading", '"#email"', '"#main-title"', "H4"),
    ("08 error not tied to its control", ' aria-describedby="email-error"', "", "H4"),
    (
        "08 error worded otherwise",
        '<p id="email-error">Error: Enter',
        '<p id="email-error">Write',
        "H4",
    ),
    ("08 error not tied to its group", "often-hint often-error", "often-hint", "H4"),
    (
        "08 invalid, but not in the summary",
        '<li><a href="#email">Enter an e-mail</a></li>',
        "",
        "H4",
    ),
]


@pytest.mark.parametrize(
    ("out", "into", "rule"), [pytest.param(*fault[1:], id=fault[0]) for fault in ERROR_FAULTS]
)
def test_a_rule_finds_a_fault_in_a_page_with_errors(
    page_with_errors: str, broken_rules: BrokenRules, out: str, into: str, rule: str
) -> None:
    page = page_with_errors.replace("<h1>", '<h1 id="main-title">')
    assert out in page
    assert rule in broken_rules(page.replace(out, into))


def test_a_page_that_tells_its_errors_well_breaks_no_rule(
    page_with_errors: str, broken_rules: BrokenRules
) -> None:
    assert broken_rules(page_with_errors) == set()


def test_a_summary_may_also_lead_to_another_page(
    page_with_errors: str, broken_rules: BrokenRules
) -> None:
    page = page_with_errors.replace(
        "<ul><li><a", '<ul><li><a href="/en/2">Answer question 2</a></li><li><a'
    )
    assert broken_rules(page) == set()


def _rules_broken_in(html: str, language: str, direction: str) -> set[str]:
    found = problems_in_page(
        html,
        language=language,
        direction=direction,
        error_prefix="خرابی:",
        allowed_words=frozenset({"Redbridge"}),
    )
    return {problem.rule for problem in found}


URDU_FAULTS: list[Fault] = [
    (
        "02 page left in English",
        "لائبریری کے اوقات</h1>",
        "Opening hours of the library</h1>",
        "H1",
    ),
    ("04 laid out left to right", 'lang="ur" dir="rtl"', 'lang="ur" dir="ltr"', "H1"),
    ("31 phone not kept together", '<bdi dir="ltr">020 8708 0000</bdi>', "020 8708 0000", "H13"),
    ("31 range not kept together", "<bdi>15–20%</bdi>", "15–20%", "H13"),
    ("31 phone in a drawing", 'direction="ltr">9am', ">9am", "H13"),
    ("36 English word left", "یا", "or", "H16"),
    ("36 English name for a drawing", "نقشہ", "Bar chart", "H16"),
    ("36 English title", "<title>لائبریری کے اوقات", "<title>Opening hours", "H16"),
    ("36 English marked as Urdu", "یا", '<b lang="ur">or</b>', "H16"),
    ("03 English without dir", 'lang="en" dir="ltr"><p>', 'lang="en"><p>', "H2"),
    ("03 English without lang", 'lang="en" dir="ltr"><p>', 'dir="ltr"><p>', "H2"),
]


@pytest.mark.parametrize(
    ("out", "into", "rule"), [pytest.param(*fault[1:], id=fault[0]) for fault in URDU_FAULTS]
)
def test_a_rule_finds_a_fault_in_an_urdu_page(
    urdu_page: str, out: str, into: str, rule: str
) -> None:
    assert out in urdu_page
    assert rule in _rules_broken_in(urdu_page.replace(out, into), "ur", "rtl")


def test_a_clean_urdu_page_breaks_no_rule(urdu_page: str) -> None:
    assert _rules_broken_in(urdu_page, "ur", "rtl") == set()


def test_a_name_that_every_language_shares_is_no_hidden_english(urdu_page: str) -> None:
    page = urdu_page.replace("یا", "Redbridge یا CSV")
    assert _rules_broken_in(page, "ur", "rtl") == set()


def test_what_a_person_wrote_in_english_is_no_hidden_english(urdu_page: str) -> None:
    page = urdu_page.replace("یا", '<span dir="auto">I can\'t come on Sunday</span>')
    assert _rules_broken_in(page, "ur", "rtl") == set()


def test_english_sentences_show_in_a_page_of_another_latin_language(polish_page: str) -> None:
    assert _rules_broken_in(polish_page, "pl", "ltr") == set()
    page = polish_page.replace("Powiedz nam", "Tell us what you think")
    assert _rules_broken_in(page, "pl", "ltr") == {"H16"}


def test_a_page_without_a_word_is_told_what_it_lacks() -> None:
    assert _rules_broken_in("", "ur", "rtl") == {"H1", "H3", "one-h1"}


def test_an_address_with_underscores_is_no_name_from_the_code(
    clean_page: str, broken_rules: BrokenRules
) -> None:
    words = "Write to one_two@example.org or see https://example.org/our_plan."
    assert broken_rules(clean_page.replace("Choose one.", words)) == set()


def test_a_form_that_nothing_sends_is_found(clean_page: str, broken_rules: BrokenRules) -> None:
    page = clean_page.replace("<button>Continue</button>", "").replace(
        'type="submit"', 'type="button"'
    )
    assert "H15" in broken_rules(page)


def test_a_lone_checkbox_needs_no_fieldset_but_two_of_a_name_do(
    clean_page: str, broken_rules: BrokenRules
) -> None:
    box = '<input type="checkbox" name="agree" aria-label="And again">'
    assert broken_rules(clean_page.replace("<h2>", f"{box}<h2>")) == {"fieldset"}


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/x" aria-label="Read more">About</a>',
        '<a href="/x" aria-labelledby="says">About</a><b id="says">here</b>',
    ],
)
def test_a_link_is_judged_by_the_name_that_is_read_aloud(
    clean_page: str, broken_rules: BrokenRules, link: str
) -> None:
    assert broken_rules(clean_page.replace("<h2>", f"{link}<h2>")) == {"H9"}


def test_a_problem_reads_as_rule_message_and_excerpt(clean_page: str) -> None:
    page = clean_page.replace("Choose one.", "Choose  {{ one }}.")
    (problem,) = problems_in_page(page, language="en", direction="ltr", error_prefix="Error:")
    assert str(problem) == "H16: placeholder or broken letters | Choose {{ one }}."


@pytest.mark.parametrize(
    ("link", "broken"),
    [("Question 2: Enter an e-mail", set()), ("Question 2: Write an e-mail", {"H4"})],
)
def test_a_summary_of_many_questions_may_name_each(
    page_with_errors: str, broken_rules: BrokenRules, link: str, broken: set[str]
) -> None:
    page = page_with_errors.replace('"#email">Enter an e-mail<', f'"#email">{link}<')
    assert link in page
    assert broken_rules(page) == broken
