"""All papers of a session, in the order in which they are needed."""

from meetings.documents import calls, lists, minutes, resolutions, score_sheet
from meetings.documents.facts import Facts
from meetings.documents.offers import Offer
from meetings.models.sessions import State

# Each says what it offers for a session. A new kind of paper is one more line here.
PAPERS = (
    calls.offers,
    lists.offers,
    minutes.offers,
    resolutions.offers,
    score_sheet.offers,
)


def offered(facts: Facts) -> list[Offer]:
    """Every paper that belongs to the session, with why it cannot be had yet where it cannot."""
    if facts.session.state == State.CANCELLED:
        return []
    return [offer for offers in PAPERS for offer in offers(facts)]
