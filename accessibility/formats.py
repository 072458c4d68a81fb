"""The formats a document is made in, each with its check. Adding one is adding a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from accessibility.audio import READ_ALOUD, NotSpeakable, NoVoice, SpeechFailed, audio_mp3
from accessibility.audio_check import problems_in_audio
from accessibility.braille import UntranslatableText, braille_brf
from accessibility.braille_check import problems_in_braille
from accessibility.document import Document, document_texts, in_one_language
from accessibility.e_book import epub
from accessibility.easy_read import easy_read_pdf, problems_in_easy_read
from accessibility.large_print import (
    CLEAR_PRINT,
    GIANT_PRINT,
    LARGE_PRINT,
    MissingFont,
    UnprintableText,
    large_print_pdf,
)
from accessibility.liblouis import Grade, MissingProgram, NoBrailleTable, grades_of
from accessibility.office import open_document_odt, word_docx
from accessibility.office_check import problems_in_docx, problems_in_odt
from accessibility.page_check import problems_in_epub
from accessibility.pandoc import NotMade
from accessibility.paper_form import paper_form_pdf, problems_in_form
from accessibility.pdf_check import problems_in_pdf
from accessibility.phone_script import phone_script_text, problems_in_script
from accessibility.plain_text import plain_text, problems_in_text

# What a maker says when it cannot make a file of this document.
REFUSALS = (
    MissingFont,
    MissingProgram,
    NoBrailleTable,
    NotMade,
    NotSpeakable,
    NoVoice,
    SpeechFailed,
    UnprintableText,
    UntranslatableText,
)


@dataclass(frozen=True)
class Format:
    """How a document is made in one format, and how it is checked before it is offered."""

    name: str
    ending: str
    kind: str  # as the web names it
    make: Callable[[Document], bytes]
    problems: Callable[[bytes, Document], Sequence[str]]
    can_be_in: Callable[[str], bool] = lambda _language: True
    # A machine alone cannot say that it is right: until a person signs, it says so.
    is_signed: bool = False
    # For people who ask the questions, not for people who answer them.
    for_officers: bool = False


def _problems_in_print(body: bytes, document: Document, *, points: int) -> Sequence[str]:
    return problems_in_pdf(
        body,
        minimum_points=points,
        language=document.language,
        source_text="\n".join(document_texts(document)),
    )


def _print(name: str, points: int) -> Format:
    return Format(
        name,
        "pdf",
        "application/pdf",
        make=partial(large_print_pdf, points=points),
        problems=partial(_problems_in_print, points=points),
    )


def _braille(name: str, grade: Grade) -> Format:
    return Format(
        name,
        "brf",
        "text/plain; charset=us-ascii",
        make=lambda document: braille_brf(in_one_language(document), grade=grade),
        problems=lambda body, document: problems_in_braille(
            body, in_one_language(document), grade=grade
        ),
        can_be_in=lambda language: grade in grades_of(language),
        is_signed=True,
    )


def _form(document: Document) -> bytes:
    return paper_form_pdf(
        document, page_code=document.reference, return_note=document.labels.send_to
    )


def _problems_in_form(body: bytes, document: Document) -> Sequence[str]:
    return problems_in_form(
        body, document, page_code=document.reference, return_note=document.labels.send_to
    )


_TEXT = "text/plain; charset=utf-8"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    one.name: one
    for one in (
        _print("large-print", LARGE_PRINT),
        _print("giant-print", GIANT_PRINT),
        _print("clear-print", CLEAR_PRINT),
        Format("paper-form", "pdf", "application/pdf", _form, _problems_in_form),
        Format(
            "audio",
            "mp3",
            "audio/mpeg",
            make=lambda document: audio_mp3(in_one_language(document)),
            problems=lambda body, document: problems_in_audio(body, in_one_language(document)),
            can_be_in=READ_ALOUD.__contains__,
            is_signed=True,
        ),
        _braille("braille-contracted", 2),
        _braille("braille-uncontracted", 1),
        Format("word", "docx", _WORD, word_docx, problems_in_docx),
        Format(
            "open-document",
            "odt",
            "application/vnd.oasis.opendocument.text",
            open_document_odt,
            problems_in_odt,
        ),
        Format("e-book", "epub", "application/epub+zip", epub, problems_in_epub),
        Format(
            "plain-text",
            "txt",
            _TEXT,
            make=lambda document: plain_text(document).encode(),
            problems=lambda body, document: problems_in_text(body.decode(), document),
        ),
        Format(
            "phone-script",
            "txt",
            _TEXT,
            make=lambda document: phone_script_text(document).encode(),
            problems=lambda body, document: problems_in_script(body.decode(), document),
            for_officers=True,
        ),
    )
}

# Made only of a document that a person wrote for it: no program turns another into it.
EASY_READ = Format("easy-read", "pdf", "application/pdf", easy_read_pdf, problems_in_easy_read)


def formats_in(language: str) -> tuple[Format, ...]:
    """Return the formats that can be made in a language."""
    return tuple(one for one in FORMATS.values() if one.can_be_in(language))
