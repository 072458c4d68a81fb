"""A file is a table, or we say in a sentence why it is not."""

import pytest

from consult.analyse.rules.table import MOST_COLUMNS, NotATableError, read_table


def rows(text: str) -> list[object]:
    return list(read_table(text.encode()).rows())


def test_rows_are_mappings_by_the_names_of_the_columns() -> None:
    table = read_table('\N{BYTE ORDER MARK}no,what\r\n1,"a,\r\nb"\r\n2,ä\r\n'.encode())

    assert table.columns == ("no", "what")
    assert list(table.rows()) == [{"no": "1", "what": "a,\r\nb"}, {"no": "2", "what": "ä"}]
    assert list(table.rows()) == list(table.rows())


def test_a_blank_line_is_a_row_so_that_numbers_fit_the_spreadsheet() -> None:
    assert rows("a,b\n1,2\n\n3,4\n") == [{"a": "1", "b": "2"}, {}, {"a": "3", "b": "4"}]


@pytest.mark.parametrize("bad", ["1", "1,2,3", '1,"x"y', "1," + "x" * 300_000])
def test_a_row_that_cannot_be_read_is_none_and_the_next_is_read(bad: str) -> None:
    assert rows(f"a,b\n{bad}\n3,4\n") == [None, {"a": "3", "b": "4"}]


def test_a_quote_that_never_ends_is_a_row_that_cannot_be_read() -> None:
    assert rows('a,b\n1,"2\n3,4\n') == [None]


def test_columns_without_a_name_may_be_there() -> None:
    assert read_table(b"a,b,,\n1,2,,\n").columns == ("a", "b", "", "")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "one-column"),
        (b"a;b;c\n1;2;3\n", "one-column"),
        (b"PK\x03\x04 and so on", "workbook"),
        (b"\xd0\xcf\x11\xe0 and so on", "workbook"),
        (b"a,b\n1,\xe9\n", "not-utf-8"),
        (b'"a"x,b\n', "no-first-row"),
        (b"a,b,a\n", "repeated-column"),
        (b"a,b\0\n", "broken-column-names"),
        (b"a," + b"b" * 1001, "long-column-name"),
        (",".join(map(str, range(MOST_COLUMNS + 1))).encode(), "too-many-columns"),
    ],
)
def test_a_file_that_is_no_table_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(NotATableError) as refused:
        read_table(raw)
    assert refused.value.code == code


def test_what_people_wrote_is_not_in_what_a_table_says_of_itself() -> None:
    assert "canary" not in repr(read_table(b"a,b\n1,canary\n"))
