"""A stylesheet that shuts people out is told where it does so."""

import pytest

from accessibility.stylesheet import problems_in_stylesheet

GOOD = """
/* h1 { font-size: 40px } */
:root { --left: 1px; --small: max(.8rem, 13px) }
body { font: 1rem/1.5 "Noto Sans"; margin: 0 auto }
main { padding: 0 calc(1rem + (2px * 3)) 0 calc(1rem + (2px * 3)) }
a:hover { text-decoration-thickness: .2em }
.tip:is(:hover, :focus) { display: block }
@media (max-width: 40rem) { :focus-visible { outline: .2rem solid; outline-offset: 0 } }
.tag { border: 1px solid; inset-inline-start: 0; text-align: start }
"""


def test_a_good_stylesheet_breaks_no_rule() -> None:
    assert problems_in_stylesheet(GOOD) == ()
    assert problems_in_stylesheet("") == ()


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("p { text-align: justify }", "H12"),
        ("em { font-style: oblique 10deg }", "H12"),
        ("q { font: italic 1rem/1.5 serif }", "H12"),
        ("h1 { text-transform: uppercase }", "H12"),
        ("h1 { font-variant-caps: all-small-caps }", "H12"),
        ("p { color: red; font-size: 11px }", "H12"),
        ("p { line-height: 18px !important }", "H12"),
        ("p { margin-left: 1em }", "H12"),
        ("p { float: right }", "H12"),
        ("p { padding: 1em 2em 1em 3em }", "H12"),
        ("@media print { p { max-width: 20em } }", "H12"),
        ("a:focus { outline: none }", "H5"),
        ("@media screen { a { outline-width: 0 } }", "H5"),
        (".tip:hover { visibility: visible }", "H8"),
    ],
)
def test_a_rule_finds_its_fault_wherever_it_stands(fault: str, rule: str) -> None:
    (problem,) = problems_in_stylesheet(GOOD + fault)

    assert problem.rule == rule


def test_a_problem_shows_the_line_to_mend() -> None:
    (problem,) = problems_in_stylesheet("a,\n b { color: red; float: left }")

    assert str(problem) == "H12: left or right, where start or end is meant | a, b { float: left }"
