"""One comment read once: its views, the phrases and personal data in it, its signals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from branch_portal.lib import learner
from branch_portal.lib.disguise import Views, Word
from comments.rules import privacy, signals
from comments.rules.lexicon import Lexicon, Phrase, moderators, shipped
from comments.rules.privacy import Span
from comments.rules.signals import Facts, Signal

_NOTHING_KNOWN = Facts()
_NAME_LIMIT = 200  # characters
_PLACE_OF_ADDRESS = re.compile(r"@.*", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """Ask for what is needed; each part is made once."""

    text: str
    name: str = ""
    email: str = ""
    facts: Facts = _NOTHING_KNOWN
    phrases: Sequence[Phrase] = ()

    @cached_property
    def views(self) -> Views:
        return Views(self.text)

    @cached_property
    def _name_views(self) -> Views:
        return Views(self.name[:_NAME_LIMIT])

    @cached_property
    def spans(self) -> list[Span]:
        return privacy.personal_data(self.views)

    @cached_property
    def text_signals(self) -> list[Signal]:
        """What the words of text, name and address show."""
        lexicons = [shipped(), *([moderators(tuple(self.phrases))] if self.phrases else [])]
        has_phone = any(span.kind == "phone" for span in self.spans)
        return [
            *signals.of_text(self.views, _find(lexicons, self.views), has_phone),
            *self._sender_signals(lexicons),
        ]

    @cached_property
    def signals(self) -> list[Signal]:
        """The same, and what is known besides."""
        return [*self.text_signals, *signals.of_facts(self.facts, len(self.views.words))]

    def points(self, head: str) -> float:
        return sum(signal.points for signal in self.signals if signal.head == head)

    @cached_property
    def learnable(self) -> list[Word]:
        """Words without personal data and links."""
        links = [self.views.span(*m.span()) for m in signals.LINK.finditer(self.views.lower)]
        closed = [*links, *((span.start, span.end) for span in self.spans)]
        if not closed:
            return self.views.words
        places = {place for start, end in closed for place in range(start, end)}
        return [word for word in self.views.words if word.start not in places]

    @cached_property
    def named(self) -> dict[str, tuple[int, int]]:
        """Its words and pairs of words, as the learner numbers them."""
        words = self.learnable
        return learner.phrases([word.exact for word in words], [word.folded for word in words])

    @cached_property
    def features(self) -> learner.Features:
        """What the learner sees."""
        return learner.features(
            self.named,
            [word.folded for word in self.learnable],
            [word.folded for word in self._name_views.words],
            {f"{signal.head} {signal.code}" for signal in self.text_signals},
        )

    def _sender_signals(self, lexicons: Sequence[Lexicon]) -> list[Signal]:
        local = _PLACE_OF_ADDRESS.sub("", self.email[:_NAME_LIMIT])
        local = Views(re.sub(r"[\d._+-]+", " ", local))
        name_hits = _find(lexicons, self._name_views)
        return list(signals.of_sender(self._name_views, name_hits, _find(lexicons, local)))


def _find(lexicons: Sequence[Lexicon], views: Views) -> list:
    return [hit for lexicon in lexicons for hit in lexicon.find(views)]
