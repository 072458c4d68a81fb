"""A sheet as XLIFF 1.2, which translators’ programs know."""

from lxml import etree

from consult.translate.checks.exchange.sheet import Line, Sheet, UnreadableFileError

_XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_xliff(sheet: Sheet) -> bytes:
    """Return the file of a sheet."""
    root = etree.Element(f"{{{_XLIFF}}}xliff", nsmap={None: _XLIFF}, version="1.2")
    file = etree.SubElement(root, f"{{{_XLIFF}}}file")
    file.attrib.update(
        {
            "original": sheet.slug,
            "datatype": "plaintext",
            "source-language": "en",
            "target-language": sheet.language,
        }
    )
    body = etree.SubElement(file, f"{{{_XLIFF}}}body")
    for line in sheet.lines:
        unit = etree.SubElement(body, f"{{{_XLIFF}}}trans-unit", id=line.key)
        unit.set(_SPACE, "preserve")
        etree.SubElement(unit, f"{{{_XLIFF}}}source").text = line.source
        if line.text:
            target = etree.SubElement(unit, f"{{{_XLIFF}}}target")
            target.text = line.text
            target.set("state", "final" if line.state in {"checked", "live"} else "translated")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def read_xliff(body: bytes) -> Sheet:
    """Return the sheet of a file."""
    # No entity of the file is looked up: it could name a file of ours, or grow without end.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(body, parser)
    file = root.find(f"{{{_XLIFF}}}file")
    if root.tag != f"{{{_XLIFF}}}xliff" or file is None:
        raise UnreadableFileError
    lines = tuple(
        Line(unit.get("id", ""), _inner(unit, "source"), _inner(unit, "target"))
        for unit in file.iter(f"{{{_XLIFF}}}trans-unit")
    )
    return Sheet(file.get("original", ""), file.get("target-language", ""), lines)


def _inner(unit: etree._Element, name: str) -> str:
    found = unit.find(f"{{{_XLIFF}}}{name}")
    return "" if found is None else "".join(map(str, found.itertext()))
