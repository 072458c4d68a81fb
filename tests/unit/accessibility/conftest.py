"""Pages without a fault, for the tests to put one in."""

from collections.abc import Callable

import pytest

from accessibility.markup import problems_in_page
from accessibility.readability import measure

CLEAN = """<!doctype html>
<html lang="en" dir="ltr">
<head><meta charset="utf-8">
<title>How do you use the library? – Library opening hours – Consult</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/site.css"></head>
<body>
<a href="#main">Skip to the main part</a>
<header><nav aria-label="Language"><ul><li lang="en" dir="ltr">English</li>
<li><a href="/ur/library" lang="ur" dir="rtl" hreflang="ur">اردو</a></li></ul></nav>
<nav aria-label="Parts"><a href="/en/library">Library opening hours</a></nav></header>
<main id="main" tabindex="-1">
<h1>How do you use the library?</h1>
<p>It’s “your” library. <code>name = "x"</code></p>
<!-- "x" --><script src="/static/x.js"></script>
<blockquote dir="auto">I can't come. TODO</blockquote>
<form method="post" action="/en/library/1">
<fieldset aria-describedby="often-hint"><legend>How often do you come?</legend>
<p id="often-hint">Choose one.</p>
<input type="radio" id="often-0" name="often" value="week"><label for="often-0">Weekly</label>
<input type="radio" id="often-1" name="often" value="never"><label for="often-1">Never</label>
</fieldset>
<input type="checkbox" id="agree" name="agree" value="y"><label for="agree">I agree</label>
<label for="email">Your e-mail</label>
<input type="email" id="email" name="email" autocomplete="email">
<label>Your words <textarea name="words" dir="auto">"Hi"</textarea></label>
<select name="day" aria-label="Day"><option>Sunday</option></select>
<input type="hidden" name="key" value="x">
<button>Continue</button> <input type="submit" value="Save for later">
</form>
<h2>What people said</h2>
<figure data-chart="visits"><figcaption>Half of 120 people come each week.</figcaption>
<table><caption>How often people come</caption><tr><th scope="col">Answer</th>
<th scope="col">People</th></tr><tr><th scope="row">Weekly</th><td>60</td></tr></table>
<svg role="img" aria-labelledby="visits-name"><title id="visits-name">Bar chart</title>
<text>60</text></svg></figure>
<h3>Where the libraries are</h3>
<img src="/static/map.png" alt="Map with three libraries"><svg aria-hidden="true"></svg>
<a href="/en/picture"><img src="/static/a.png" alt="A larger map"></a>
<figure><video><track kind="captions" src="/static/talk.vtt"></video>
<a href="/en/talk">The words of the talk</a></figure>
<p><a href="/en/answers.csv">Answers as CSV</a></p>
</main></body></html>"""

WITH_ERRORS = (
    CLEAN.replace("<title>", "<title>Error: ")
    .replace(
        "<h1>",
        '<div role="alert" class="error-summary"><h2>There is a problem</h2><ul>'
        '<li><a href="#often-0">Choose how often</a></li>'
        '<li><a href="#email">Enter an e-mail</a></li></ul></div><h1>',
    )
    .replace(
        '<fieldset aria-describedby="often-hint">',
        '<fieldset aria-invalid="true" aria-describedby="often-hint often-error">'
        '<p id="often-error">Error: Choose how often</p>',
    )
    .replace(
        'autocomplete="email">',
        'autocomplete="email" aria-invalid="true" aria-describedby="email-error">'
        '<p id="email-error">Error: Enter an e-mail</p>',
    )
)

URDU = """<!doctype html>
<html lang="ur" dir="rtl"><head><title>لائبریری کے اوقات – Consult</title></head>
<body><header><a href="/ur" lang="en" dir="ltr">Consult</a>
<nav><a href="/en" lang="en" dir="ltr" hreflang="en">English</a></nav></header>
<main><h1>لائبریری کے اوقات</h1>
<p>فون: <bdi dir="ltr">020 8708 0000</bdi> یا <bdi>help@example.org</bdi> PDF</p>
<p>آپ کا کوڈ <bdi dir="ltr">KFTR</bdi> ہے۔ <bdi>15–20%</bdi></p>
<svg role="img" aria-label="نقشہ"><text direction="ltr">9am–5pm</text></svg>
<div lang="en" dir="ltr"><p>When should the library open? Ring 020 8708 0000.</p></div>
<p lang="" dir="auto">It’s about the opening hours</p>
</main></body></html>"""

POLISH = """<!doctype html>
<html lang="pl" dir="ltr"><head><title>Godziny otwarcia – Consult</title></head>
<body><main><h1>Godziny otwarcia</h1><p>Powiedz nam, co o tym myślisz.</p>
<p lang="en" dir="ltr">Tell us what you think about the library</p></main></body></html>"""

BrokenRules = Callable[[str], set[str]]


@pytest.fixture(scope="session", autouse=True)
def _loaded_word_list() -> None:
    """Load the list of syllables once, so that no single test is charged for it."""
    measure("Words.", language="en")


@pytest.fixture
def broken_rules() -> BrokenRules:
    """Give the function that names the rules an English page breaks."""

    def check(html: str) -> set[str]:
        found = problems_in_page(html, language="en", direction="ltr", error_prefix="Error:")
        return {problem.rule for problem in found}

    return check


@pytest.fixture
def clean_page() -> str:
    """Give an English page that keeps every rule."""
    return CLEAN


@pytest.fixture
def page_with_errors() -> str:
    """Give the same page after answers that cannot be taken."""
    return WITH_ERRORS


@pytest.fixture
def urdu_page() -> str:
    """Give an Urdu page that keeps every rule."""
    return URDU


@pytest.fixture
def polish_page() -> str:
    """Give a Polish page that keeps every rule."""
    return POLISH
