"""One more page between a doubtful comment and the queue: a click, at worst a question in words.

A program that reads it gets through; one that posts blindly does not, and nobody's words are lost.
"""

import secrets
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.rules import PRIVACY_SUSPECTED, SPAM_SUSPECTED, Scores
from comments.views.floods import Flood

LIVES = 60 * 60  # seconds between the page and its answer
_SALT = "comments.doubts"
HIGH_RISK = 90  # of 100 that it is spam: a question is asked
_NUMBERS = (
    *("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"),
    *("mười ba", "mười bốn", "mười lăm", "mười sáu", "mười bảy", "mười tám", "mười chín"),
)
_FIRST_NUMBER = 2
# What stands in a text → what its writer is told; other kinds share one sentence.
NOTICED = {
    "phone": gettext_lazy("There is a telephone number in it; it is masked when it is published."),
    "email": gettext_lazy("There is an e-mail address in it; it is masked when it is published."),
    "identity": gettext_lazy("There is an identity number in it; it is masked when published."),
    "account": gettext_lazy("There is an account number in it; it is masked when it is published."),
    "plate": gettext_lazy("There is a licence plate in it; it is masked when it is published."),
    "address": gettext_lazy("There is an address in it; it may be masked when it is published."),
}
_PERSONAL = gettext_lazy("It may tell personal things about somebody; they may be masked.")


@dataclass(frozen=True)
class Doubts:
    """What was noticed about a comment, in sentences for its writer; none: it is taken."""

    noticed: list[str]
    is_high: bool = False

    def __bool__(self) -> bool:
        return bool(self.noticed)


def doubts_about(
    scores: Scores, flood: Flood, *, is_from_our_page: bool | None, is_swamped: bool
) -> Doubts:
    noticed = []
    if is_from_our_page is None:
        noticed.append(_("Your browser did not say that the comment was written on our page."))
    if is_swamped:
        noticed.append(_("Very many comments are coming in at this hour."))
    elif flood.near == "network":
        noticed.append(_("Several comments came from your network in a short time."))
    elif flood.near:
        noticed.append(_("Several comments came in a short time."))
    if scores.spam >= SPAM_SUSPECTED:
        noticed.append(_("It looks like advertising."))
    if scores.privacy >= PRIVACY_SUSPECTED:
        told = [str(NOTICED.get(span.kind, _PERSONAL)) for span in scores.spans]
        noticed += dict.fromkeys(told)
    return Doubts(noticed, is_high=scores.spam >= HIGH_RISK)


@dataclass(frozen=True)
class Challenge:
    """What stands on the page: a signed promise about these words, and a question if need be."""

    proof: str
    question: str

    @classmethod
    def make(cls, key: str, *, is_hard: bool) -> "Challenge":
        """`key` stands for the words that were typed; the challenge is for them alone."""
        nonce = secrets.token_urlsafe(12)
        proof = signing.dumps([key, nonce, is_hard], salt=_SALT)
        question = _NUMBERS[_answer(nonce) - _FIRST_NUMBER] if is_hard else ""
        return cls(proof, question)


@dataclass(frozen=True)
class Answer:
    """What came back. `is_good`: these words may be taken; `is_wrong`: the number was not right."""

    is_good: bool = False
    is_wrong: bool = False
    nonce: str = ""

    @classmethod
    def read(cls, proof: str, typed: str, keys: list[str]) -> "Answer":
        """Each page is good for one comment, with the words that were on it, for an hour."""
        try:
            key, nonce, is_hard = signing.loads(proof, salt=_SALT, max_age=LIVES)
        except signing.BadSignature:
            return cls()
        if key not in keys or cache.get(_used(nonce)):
            return cls()
        if is_hard and not _is_right(typed, nonce):
            return cls(is_wrong=True)
        return cls(is_good=True, nonce=nonce)

    def use_up(self) -> None:
        """After the comment was stored: twice at once is one comment anyhow, and loses nothing."""
        if self.nonce:
            cache.set(_used(self.nonce), True, timeout=LIVES)


def _is_right(typed: str, nonce: str) -> bool:
    number = _answer(nonce)
    typed = " ".join(typed.lower().split())
    if typed.isdecimal() and len(typed) < 4:
        return int(typed) == number
    return typed == _NUMBERS[number - _FIRST_NUMBER]


def _answer(nonce: str) -> int:
    drawn = int(salted_hmac(_SALT, nonce).hexdigest(), 16)
    return drawn % len(_NUMBERS) + _FIRST_NUMBER


def _used(nonce: str) -> str:
    return f"comment-proof:{nonce}"
