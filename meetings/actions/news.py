"""A branch offers words for the news; the editors take them over as a draft, or decline."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib import disclosure
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from meetings.models import NewsProposal, ThematicSession

State = NewsProposal.State


@transaction.atomic
def propose_news(
    session: ThematicSession, *, headline: str, text: str, version: int, by: User
) -> NewsProposal:
    """Offer words on a submitted session to the editors, or put other words in their place.

    `version` is that of the proposal which the user saw, 0 when there was none. Raises RuleBroken
    for an open record, for words that name people, bear a mark of secrecy or repeat an opinion, and
    when the editors have taken it over already.
    """
    session = ThematicSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if not session.is_closed:
        raise RuleBroken(_("News are proposed of a submitted record only."))
    proposal = NewsProposal.objects.filter(session=session).first() or NewsProposal(
        session=session, version=0
    )
    if proposal.version != version:
        raise RuleBroken(_("Somebody changed the proposal meanwhile. Look at it again."))
    if proposal.state == State.TAKEN:
        raise RuleBroken(_("The editors have taken it over; they go on with it."))
    names, sayings = session.people(), session.sayings()
    for field, words in (("headline", headline), ("text", text)):
        if refusal := disclosure.refusal(words, names, sayings):
            raise RuleBroken(refusal, field)
    proposal.unit_name, proposal.committee_name = session.unit_name, session.superior_name
    proposal.held_on, proposal.headline, proposal.text = session.held_on, headline, text
    proposal.state, proposal.answer = State.WAITING, ""
    proposal.proposed_at, proposal.proposed_by = timezone.now(), by
    proposal.decided_at = proposal.decided_by = None
    proposal.version += 1
    proposal.save()
    audit.record("proposal.made", proposal, by=by, version=proposal.version)
    return proposal


@transaction.atomic
def take_proposal(proposal: NewsProposal, article_key: int, *, by: User) -> NewsProposal:
    """Link a proposal with the draft that was made of it; the caller makes the draft.

    Raises RuleBroken when somebody took or declined it before.
    """
    proposal = _waiting(proposal)
    proposal.state, proposal.article_key = State.TAKEN, article_key
    _decide(proposal, by)
    audit.record("proposal.taken", proposal, by=by, article=article_key)
    return proposal


@transaction.atomic
def decline_proposal(proposal: NewsProposal, answer: str, *, by: User) -> NewsProposal:
    """Say why nothing comes of it. Raises RuleBroken without words, or when it was decided."""
    proposal = _waiting(proposal)
    if not (answer := tidy(answer)):
        raise RuleBroken(_("Write why not."), "answer")
    proposal.state, proposal.answer = State.DECLINED, answer
    _decide(proposal, by)
    audit.record("proposal.declined", proposal, by=by)
    return proposal


def _waiting(proposal: NewsProposal) -> NewsProposal:
    proposal = NewsProposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state != State.WAITING:
        raise RuleBroken(_("Somebody has decided on this proposal already."))
    return proposal


def _decide(proposal: NewsProposal, by: User) -> None:
    proposal.decided_at, proposal.decided_by = timezone.now(), by
    proposal.version += 1
    proposal.save()
