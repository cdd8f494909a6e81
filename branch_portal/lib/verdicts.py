"""The answer to "may they?", with the reason when the answer is no."""

from dataclasses import dataclass


class RuleBroken(Exception):
    """A rule of the field forbids this change; the message is a sentence for the user.

    `field` names the form field beside which the sentence belongs, if there is one.
    """

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


class Stale(RuleBroken):
    """The record was saved by somebody else after the user had opened the page."""


@dataclass(frozen=True)
class Verdict:
    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def denied(reason: str) -> Verdict:
    return Verdict(False, reason)
