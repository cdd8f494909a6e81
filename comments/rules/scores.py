"""How likely a comment is spam, abuse or gives somebody away, and why.

The scores put the queue in order and say what to look at. They never publish and never delete.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from branch_portal.lib.learner import Weights
from branch_portal.lib.simhash import shingles, simhash
from comments.rules import privacy
from comments.rules.lexicon import Phrase
from comments.rules.privacy import Span
from comments.rules.reading import Reading
from comments.rules.signals import Facts

SPAM_SUSPECTED = 50  # score; by rules alone 97 of 100 such comments are spam
ABUSE_SUSPECTED = 50
PRIVACY_SUSPECTED = 50

_SUSPICIOUS = 2.0  # points
_STEEP = 1.2  # of the curve from points to a score
_LEARNED = 0.5  # share of what was learned beside the rules
_LEAST, _MOST = -3.0, 7.0  # of the learned log odds: the rules are not talked down
_NAMED = 3  # learned phrases in the explanation
_WORTH_NAMING = 0.15  # points


class Reason(NamedTuple):
    """Points for (or, below 0, against) a suspicion; what they are for; the words they are for."""

    code: str
    points: float
    words: str = ""


@dataclass(frozen=True)
class Scores:
    """0 to 100 each. `simhash` is unsigned (64 bits), `text_hash` the same for the same words."""

    spam: int
    abuse: int
    privacy: int
    explanation: list[Reason]
    spans: list[Span]
    text_hash: str
    simhash: int

    def as_json(self) -> list[dict[str, Any]]:
        """The explanation, to be stored beside the scores and read by `explain`."""
        return [reason._asdict() for reason in self.explanation]


def score(
    text: str,
    name: str,
    email: str,
    facts: Facts,
    weights: Weights | None,
    phrases: Sequence[Phrase] = (),
) -> Scores:
    """The scores of one comment; by rules alone without weights. Never raises."""
    reading = Reading(text, name, email, facts, phrases)
    private = privacy.points(reading.spans)
    reasons = [Reason(s.code, round(s.points, 2), s.words) for s in reading.signals]
    reasons += [Reason(f"private_{kind}", round(points, 2)) for kind, points in private.items()]
    found = {}
    for head in ("spam", "abuse"):
        points = reading.points(head)
        if weights:
            learned, named = _learned(weights, head, reading)
            points, reasons = points + learned, reasons + named
        found[head] = _percent(points)
    shape = shingles(reading.views)
    words = reading.views.bare.replace(" ", "") or "".join(reading.views.plain.split())
    return Scores(
        **found,
        privacy=_percent(sum(private.values())) if private else 0,
        explanation=sorted(reasons, key=lambda reason: -abs(reason.points)),
        spans=reading.spans,
        text_hash=sha256(words.encode()).hexdigest(),
        simhash=simhash(shape),
    )


def explain(stored: Iterable[dict[str, Any]]) -> list[str]:
    """Sentences for what `Scores.as_json` gave: up to five for a suspicion, then three against."""
    words = _words()
    rows = [
        (row["points"], words[row["code"]] % {"words": row.get("words", "")})
        for row in stored
        if row.get("code") in words
    ]
    rows.sort(key=lambda row: -abs(row[0]))
    said: dict[str, float] = {}  # each sentence once, with its largest points
    for points, sentence in rows:
        said.setdefault(sentence, points)
    shown = [(points, sentence) for sentence, points in said.items() if round(abs(points), 1)]
    speaks_for = [f"{_signed(points)} {sentence}" for points, sentence in shown if points > 0]
    against = [f"{_signed(points)} {sentence}" for points, sentence in shown if points < 0]
    return speaks_for[:5] + against[:3]


def _learned(weights: Weights, head: str, reading: Reading) -> tuple[float, list[Reason]]:
    """What was learned, in points, and the words that said most."""
    share = _LEARNED / _STEEP
    points = max(_LEAST, min(_MOST, weights.margin(head, reading.features))) * share
    strongest = weights.strongest(head, reading.named, reading.features.value * share)
    named = [
        Reason(f"learned_{head}", round(part, 2), phrase)
        for phrase, part in strongest[:_NAMED]
        if abs(part) >= _WORTH_NAMING
    ]
    rest = points - sum(reason.points for reason in named)
    if abs(rest) >= _WORTH_NAMING:
        named.append(Reason(f"rest_{head if rest > 0 else 'ok'}", round(rest, 2)))
    return points, named


def _percent(points: float) -> int:
    return round(100 / (1 + math.exp(-_STEEP * max(-12.0, min(20.0, points - _SUSPICIOUS)))))


def _signed(points: float) -> str:
    sign = "+" if points > 0 else "−"
    return sign + f"{abs(points):.1f}".replace(".", ",")


def _words() -> dict[str, str]:
    """Code → what it says; %(words)s is the phrase, the number or empty."""
    phrase = _("the phrase “%(words)s”")
    return {
        "loan": _("a loan is offered: “%(words)s”"),
        "gambling": _("gambling: “%(words)s”"),
        "easy_job": _("an easy job is offered: “%(words)s”"),
        "investment": _("quick money is promised: “%(words)s”"),
        "contact": _("a call to get in touch: “%(words)s”"),
        "advert": _("advertising: “%(words)s”"),
        "cure": _("a cure is sold: “%(words)s”"),
        "forgery": _("forged papers: “%(words)s”"),
        "adult": _("for adults: “%(words)s”"),
        "luck": _("luck or prizes: “%(words)s”"),
        "obscene": _("an obscene word: “%(words)s”"),
        "insult": _("an insult: “%(words)s”"),
        "rude": _("a rude word: “%(words)s”"),
        "masked": _("a swear word with its middle hidden"),
        "beasts": _("people likened to beasts"),
        "threat": _("a threat: “%(words)s”"),
        "accusation": _("an accusation against a person: “%(words)s”"),
        "doxxing": _("sends others to a person: “%(words)s”"),
        "own_phrase": _("a phrase of the moderators: “%(words)s”"),
        "link": _("has a link"),
        "official_link": _("has a link to an office"),
        "markup": _("has page markup"),
        "probe": _("looks like an attempt to break in"),
        "price": _("names a price or a wage"),
        "brand": _("the name of a betting site: “%(words)s”"),
        "shouting": _("nearly all capitals"),
        "pictures": _("many small pictures"),
        "calling_pictures": _("pictures that call for attention"),
        "other_script": _("written in another script"),
        "repetition": _("the same words again and again"),
        "no_vietnamese": _("hardly any Vietnamese word"),
        "trick_hidden": _("invisible characters inside words"),
        "trick_bidi": _("characters that turn the writing direction"),
        "trick_stacked": _("stacked marks"),
        "trick_styled": _("decorated letters"),
        "trick_mixed": _("letters of two alphabets in one word"),
        "trick_spaced": _("letters set apart"),
        "trick_leet": _("digits instead of letters"),
        "trick_stretched": _("stretched words"),
        "name_link": _("a link in the name"),
        "name_advert": _("an advert in the name"),
        "name_phrase": _("in the name: “%(words)s”"),
        "email_phrase": _("in the e-mail address: “%(words)s”"),
        "honeypot": _("the hidden field was filled in"),
        "quick": _("sent within seconds"),
        "headers": _("the browser did not say where it comes from"),
        "duplicates": _("the same text came %(words)s times from others"),
        "approved_before": _("the sender has %(words)s published comments"),
        "refused_before": _("the sender has %(words)s refused comments"),
        "phone": _("has a telephone number"),
        "own_phone": _("has a telephone number, the sender's own it seems"),
        "offer_with_contact": _("an offer and a way to get in touch"),
        "call_with_contact": _("a call to get in touch and a way to do it"),
        "warning": _("warns or complains"),
        "civil": _("speaks about the matter"),
        "learned_spam": phrase,
        "learned_abuse": phrase,
        "rest_spam": _("resembles what was spam"),
        "rest_abuse": _("resembles what was abuse"),
        "rest_ok": _("resembles what was published"),
        "private_phone": _("shows a telephone number"),
        "private_identity": _("shows the number of a document"),
        "private_account": _("shows a bank account"),
        "private_plate": _("shows a licence plate"),
        "private_email": _("shows an e-mail address"),
        "private_address": _("shows where somebody lives"),
        "private_lane": _("names a lane with its number"),
        "private_class": _("names a pupil and the class"),
        "private_health": _("names a person and an illness"),
    }
