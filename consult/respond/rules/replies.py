"""A response that reached us another way: on paper, by e-mail, in a workshop."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from consult.respond.rules.answers import Channel


@dataclass(frozen=True)
class Reply:
    """A response that reached us another way, as it is brought in."""

    # What tells it from every other: “nhs-fft-comments.csv row nhs1-00001”.
    source: str
    channel: Channel
    answers: Mapping[str, Any]
    sent_at: datetime
    publish: str
    language: str
    provenance: Mapping[str, Any] = field(default_factory=dict)
