"""A second opinion of e-books and of pages of HTML, by another library than made them."""

from collections.abc import Iterator
from posixpath import dirname, join
from xml.etree.ElementTree import Element

from accessibility.document import Document
from accessibility.second_reader import Found, Package, facts_of, judged, xml

_OPF = "{http://www.idpf.org/2007/opf}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_OWED_BY_AN_E_BOOK = {
    "schema:accessMode",
    "schema:accessModeSufficient",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
}
_OWED_WITH_A_CLAIM = {"schema:accessibilitySummary", "dcterms:conformsTo", "a11y:certifiedBy"}


def problems_in_epub(body: bytes, document: Document) -> tuple[str, ...]:
    """Return each reason not to hand out this e-book."""
    claims = bool(document.labels.accessibility_summary)
    return judged(lambda: _epub(Package(body), claims=claims), document)


def problems_in_html(body: str, document: Document) -> tuple[str, ...]:
    """Return each reason not to hand out this page."""

    def read() -> Found:
        found = Found()
        _read_page(xml(body), found)
        return found

    return judged(read, document)


def _epub(package: Package, *, claims: bool) -> Found:
    container = package.xml("META-INF/container.xml")
    place = "".join(one.get("full-path", "") for one in container.iter())
    facts = package.xml(place)
    found = facts_of(facts)
    found.directions.add(facts.get("dir", ""))
    items = {one.get("id"): one for one in facts.iter(f"{_OPF}item")}
    for spine in facts.iter(f"{_OPF}spine"):
        found.directions.add(spine.get("page-progression-direction", ""))
        for one in spine.iter(f"{_OPF}itemref"):
            name = items[one.get("idref")].get("href", "")
            _read_page(package.xml(join(dirname(place), name)), found)
    contents = [one.get("href", "") for one in items.values() if one.get("properties") == "nav"]
    if not contents:
        found.faults.append("no list of contents")
    for name in contents:
        _read_contents(package.xml(join(dirname(place), name)), found)
    found.faults += _book_faults(facts, claims=claims)
    return found


def _read_contents(page: Element, found: Found) -> None:
    """Hold the list of contents to the rest: it names each heading, in order."""
    apart = Found()
    _read_page(page, apart)
    found.languages |= apart.languages
    found.directions |= apart.directions
    found.titles |= apart.titles
    found.faults += apart.faults
    named = [" ".join("".join(one.itertext()).split()) for one in page.iter() if _name(one) == "a"]
    if named != [" ".join(text.split()) for _, text in found.headings]:
        found.faults.append("the list of contents is not that of the headings")


def _book_faults(facts: Element, *, claims: bool) -> Iterator[str]:
    told = {one.get("property", "") for one in facts.iter(f"{_OPF}meta") if one.text}
    owed = _OWED_BY_AN_E_BOOK | (_OWED_WITH_A_CLAIM if claims else set())
    yield from (f"does not tell {name}" for name in sorted(owed - told))
    if not claims and told & _OWED_WITH_A_CLAIM:
        yield "claims what nobody vouched for"


def _read_page(page: Element, found: Found) -> None:
    found.languages |= {page.get("lang", ""), page.get(f"{_XML}lang", page.get("lang", ""))}
    found.directions.add(page.get("dir", ""))
    for one in page.iter():
        name = _name(one)
        if name == "title":
            found.titles.add(one.text or "")
        elif name == "body":
            found.text += "".join(one.itertext())
        elif name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            found.headings.append((int(name[1]), "".join(one.itertext())))
        elif name in {"bdi", "span"} and one.get("dir") == "ltr":
            found.kept_left_to_right.append("".join(one.itertext()))
        found.faults += _page_faults(one, name)


def _page_faults(one: Element, name: str) -> Iterator[str]:
    if name == "script" or any(attribute.startswith("on") for attribute in one.attrib):
        yield "a script"
    if name == "img" and "alt" not in one.attrib:
        yield "a picture without words"


def _name(one: Element) -> str:
    return one.tag.rpartition("}")[2]
