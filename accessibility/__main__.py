"""Check texts and pages, and make documents in formats for everyone, at a terminal.

``python -m accessibility check FILE`` and ``python -m accessibility render FILE --to FORMAT``;
a FILE named - is what comes in by the pipe. The exit status is 0 when all is well, 1 when
problems were found, 2 when there was nothing that could be read.
"""

import argparse
import re
import sys
from pathlib import Path

from accessibility.document_json import DocumentProblem, document_from_json
from accessibility.findings import (
    Findings,
    findings_in_page,
    findings_in_stylesheet,
    findings_in_text,
)
from accessibility.formats import EASY_READ, FORMATS, REFUSALS

_FINE, _PROBLEMS, _UNREADABLE = 0, 1, 2
_FORMATS = {**FORMATS, EASY_READ.name: EASY_READ}
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


class UnreadableFile(Exception):  # noqa: N818 (it says what the file is)
    """A file that holds nothing for us; the message says how to go on."""


def main(words: list[str] | None = None) -> int:
    """Do what the words after the command ask for, and return the exit status."""
    asked = _parser().parse_args(words)
    try:
        return _check(asked) if asked.command == "check" else _render(asked)
    except (UnreadableFile, DocumentProblem, OSError) as error:
        return _complain(f"{asked.file}: {_reason(error)}", _UNREADABLE)
    except REFUSALS as error:
        return _complain(f"{asked.file} cannot be made as {asked.to}: {error}", _PROBLEMS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m accessibility", description=_summary())
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check a text, a page (.html) or a stylesheet (.css)")
    check.add_argument("file", metavar="FILE", help="a file in UTF-8, or - for the pipe")
    check.add_argument("--language", default="", help="its language, such as ur; else what it says")
    check.add_argument("--error-prefix", default="Error:", help="how titles of errors begin")
    render = commands.add_parser("render", help="make a document in a format")
    render.add_argument("file", metavar="FILE", help="a document in JSON, or - for the pipe")
    render.add_argument("--to", required=True, choices=_FORMATS, help="the format to make")
    render.add_argument("--output", type=Path, help="where to write it; else to the pipe")
    return parser


def _summary() -> str:
    return (__doc__ or "").partition("\n")[0]


def _check(asked: argparse.Namespace) -> int:
    found = _findings(_read(asked.file), asked)
    sys.stdout.buffer.write("".join(f"{line}\n" for line in found.lines).encode())
    return _PROBLEMS if found.problems else _FINE


def _findings(text: str, asked: argparse.Namespace) -> Findings:
    ending = Path(asked.file).suffix.lower()
    if ending == ".css":
        return findings_in_stylesheet(text)
    if ending in {".htm", ".html"} or _PAGE.match(text):
        return findings_in_page(text, asked.language, asked.error_prefix)
    return findings_in_text(text, asked.language or "en")


def _render(asked: argparse.Namespace) -> int:
    document = document_from_json(_read(asked.file))
    form = _FORMATS[asked.to]
    made = form.make(document)
    problems = form.problems(made, document)
    if problems:
        return _complain("\n".join([f"{asked.file} as {asked.to}:", *problems]), _PROBLEMS)
    _write(made, asked.output)
    return _FINE


def _read(name: str) -> str:
    raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("this is not UTF-8. Save it as UTF-8 and try again.") from error
    if not text.strip():
        raise UnreadableFile("this is empty. Write something in it and try again.")
    return text


def _write(made: bytes, output: Path | None) -> None:
    """Write all of it or nothing: a file that is there is whole."""
    if output is None:
        sys.stdout.buffer.write(made)
        return
    half = output.with_name(f".{output.name}.part")
    half.write_bytes(made)
    half.replace(output)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror or error}. Look at its name and whether you may open it."
    return str(error)


def _complain(message: str, status: int) -> int:
    sys.stderr.buffer.write(f"{message}\n".encode())
    return status


if __name__ == "__main__":
    sys.exit(main())
