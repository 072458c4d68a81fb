"""What stands in a history, in words: a sentence for each event, and how to look for some."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField

from consult.core.languages import Translated

# Who did it, where it was nobody with an account.
NOBODY_BY_NAME = {"resident": _l("Somebody who answered"), "clock": _l("This site")}

SENTENCES = {
    "consultation.begun": _l("%(who)s began the consultation."),
    "questions.changed": _l("%(who)s changed the questions."),
    "review.asked": _l("%(who)s asked somebody else to look through it."),
    "review.returned": _l("%(who)s asked for changes before it can open."),
    "review.withdrawn": _l("%(who)s took back that somebody should look through it."),
    "review.approved": _l("%(who)s looked through it and approved it."),
    "consultation.opened": _l("%(who)s let the consultation open."),
    "questions.let-out": _l("%(who)s showed people the changed questions."),
    "version.sealed": _l("%(who)s changed what people see, and it was sealed anew."),
    "dates.asked": _l("%(who)s asked a Champion to agree to other dates."),
    "dates.agreed": _l("%(who)s agreed to other dates."),
    "dates.refused": _l("%(who)s did not agree to other dates."),
    "dates.overtaken": _l("%(who)s closed a question about dates that were changed meanwhile."),
    "preview.given": _l("%(who)s made an address for a preview."),
    "preview.ended": _l("%(who)s ended a preview."),
    "departure.stated": _l("%(who)s said why something is not as we promise."),
    "translation.written": _l("%(who)s wrote translations."),
    "translation.checked": _l("%(who)s checked translations."),
    "translation.check_taken_back": _l("%(who)s took back the check of a translation."),
    "language.offered": _l("%(who)s offered a language."),
    "language.stopped": _l("%(who)s stopped offering a language."),
    "easy_read.written": _l("%(who)s changed the Easy Read text."),
    "easy_read.checked": _l("%(who)s wrote down who checked the Easy Read text."),
    "easy_read.offered": _l("%(who)s offered the Easy Read text."),
    "easy_read.stopped": _l("%(who)s stopped offering the Easy Read text."),
    "signed_video.offered": _l("%(who)s offered a video in British Sign Language."),
    "signed_video.taken_away": _l("%(who)s took the video in British Sign Language away."),
    "edition.signed": _l("%(who)s looked through a copy and found it right."),
    "format-request.asked": _l("%(who)s asked for another format or language."),
    "format-request.made": _l("%(who)s made a format that somebody asked for."),
    "format-request.checked": _l("%(who)s checked a format that somebody asked for."),
    "format-request.sent": _l("%(who)s sent a format that somebody asked for."),
    "format-request.refused": _l("%(who)s said why a format cannot be made."),
    "format-request.worked": _l("%(who)s told us that a format works for them."),
    "format-request.did-not-work": _l("%(who)s told us that a format does not work for them."),
    "format-request.erased": _l("%(who)s deleted how to reach a person who asked for a format."),
    "response.sent": _l("%(who)s sent a response."),
    "response.corrected": _l("%(who)s corrected a response."),
    "response.withdrawn": _l("%(who)s took a response back."),
    "response.put-back": _l("%(who)s let a response count again."),
    "response.confirmed": _l("%(who)s confirmed what we typed in."),
    "response.taken-in": _l("%(who)s typed a response in."),
    "response.typed-again": _l("%(who)s typed a response in a second time."),
    "response.checked": _l("%(who)s chose what is right where two entries differ."),
    "response.late-counted": _l("%(who)s let a late response count."),
    "response.erased": _l("%(who)s deleted a response because the person asked."),
    "erasure.asked": _l("%(who)s asked us to delete a response."),
    "reply-file.kept": _l("%(who)s added a file of replies."),
    "reply-file.matched": _l("%(who)s said what the columns of a file hold."),
    "reply-file.asked-for": _l("%(who)s asked for a file of replies to be brought in."),
    "reply-file.brought-in": _l("%(who)s brought a file of replies in."),
    "reply-file.thrown-away": _l("%(who)s deleted a file of replies."),
    "responses.brought-in": _l("%(who)s brought replies in."),
    "answers.translated": _l("%(who)s wrote answers in English."),
    "answer.check_given": _l("%(who)s checked the English of an answer."),
    "answer.check_taken_back": _l("%(who)s took back the check of an answer."),
    "equality.read": _l("%(who)s looked at what people said about themselves."),
    "report.asked-for": _l("%(who)s asked for the report."),
    "report.built": _l("%(who)s counted the answers for the report."),
    "theme.decided": _l("%(who)s wrote down a decision."),
    "quotes.chosen": _l("%(who)s chose which words to quote."),
    "report.published": _l("%(who)s published the outcome."),
    "outcome.told": _l("%(who)s wrote to the people who wanted to hear the outcome."),
}
# For an event that is newer than these words.
OTHER = _l("%(who)s did something.")

# The kinds of events to choose from, with what the names of their events begin with.
KINDS = {
    "plan": (
        _l("The consultation itself"),
        ("consultation", "questions", "review", "version", "dates", "departure", "preview"),
    ),
    "languages": (
        _l("Languages and formats"),
        ("translation", "language", "easy_read", "signed_video", "edition", "format-request"),
    ),
    "answers": (
        _l("Answers"),
        ("response", "responses", "erasure", "reply-file", "answer", "answers", "equality"),
    ),
    "report": (_l("Report and outcome"), ("report", "theme", "quotes", "outcome")),
}


class HistoryForm(Form):
    """Which events to show."""

    who = SelectField(_l("Who"), default="", validate_choice=False)
    kind = SelectField(_l("What about"), default="", validate_choice=False)

    def offer(self, people: Sequence[str]) -> None:
        """Let it be chosen among the people of this history. What is unknown chooses nothing."""
        # What is not a name is in the language of the page.
        ours = {one: Translated(words) for one, words in NOBODY_BY_NAME.items()}
        names = [(one, ours.get(one, one)) for one in people]
        self.who.choices = [("", _l("Everybody")), *names]
        kinds = [(name, words) for name, (words, _begins) in KINDS.items()]
        self.kind.choices = [("", _l("Everything")), *kinds]
        if self.who.data not in people:
            self.who.data = ""
        if self.kind.data not in KINDS:
            self.kind.data = ""

    @property
    def begins(self) -> tuple[str, ...]:
        """Return what the names of the chosen events begin with; nothing for all of them."""
        return KINDS[self.kind.data][1] if self.kind.data else ()
