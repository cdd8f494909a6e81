"""Who is asked to a session by a personal link, and what they answer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from meetings.actions._lock import locked, touch
from meetings.models import Invitation, RollEntry, ThematicSession
from meetings.models.invitations import digest_of, new_token
from meetings.models.sessions import PLANNED, State
from organisation.models import Member, Standing

# Whoever stands like this on the day is not expected, wherever the member goes to meetings …
NOT_DUE = (Standing.Kind.SUSPENDED, Standing.Kind.SPECIAL_DUTY, Standing.Kind.EXEMPT)
# … but whoever is away is away from the branch at home, and a temporary guest of another one.
NOT_DUE_AT_HOME = (*NOT_DUE, Standing.Kind.AWAY)


@transaction.atomic
def make_invitations(
    session: ThematicSession, *, version: int, by: User
) -> list[tuple[Invitation, str]]:
    """Make a link for everybody due; return each with its token, in the order of names.

    The tokens are seen this once. Earlier links of this session end; what was answered by them
    stays. Raises RuleBroken before the day is fixed, and once the session has begun.
    """
    session = locked(session, version, PLANNED)
    if session.state != State.SCHEDULED:
        raise RuleBroken(_("Fix the day first; then make the links."))
    before = {one.member_id: one for one in Invitation.objects.last_of(session)}
    now = timezone.now()
    session.invitations.standing().update(revoked_at=now)
    made = []
    for position, member in enumerate(_due(session), start=1):
        invitation = Invitation(
            session=session,
            member=member,
            member_name=member.full_name,
            position=position,
            made_at=now,
            made_by=by,
        )
        _carry_over(before.get(member.pk), invitation)
        token = new_token()
        invitation.digest = digest_of(token)
        made.append((invitation, token))
    if not made:
        raise RuleBroken(_("Nobody is on the roll of the branch on that day."))
    Invitation.objects.bulk_create(invitation for invitation, _token in made)
    touch(session)
    audit.record("session.invited", session, by=by, invited=len(made))
    return made


def _due(session: ThematicSession) -> list[Member]:
    """Members at home and temporary guests of that day, without those who are not expected."""
    day = session.held_on
    standings = Standing.objects.in_force(day)
    home, guests = (
        members.exclude(pk__in=standings.filter(kind__in=kinds).values("member"))
        for members, kinds in (
            (Member.objects.on_roll(session.unit, day), NOT_DUE_AT_HOME),
            (Member.objects.guests_of(session.unit, day), NOT_DUE),
        )
    )
    return [*home, *guests]


def _carry_over(earlier: Invitation | None, invitation: Invitation) -> None:
    if earlier:
        for name in ("reply", "reason_kind", "reason", "replied_at", "replied_for"):
            setattr(invitation, name, getattr(earlier, name))


@transaction.atomic
def revoke_invitations(session: ThematicSession, *, version: int, by: User) -> int:
    """End all links of a session, as when they went to the wrong people; return how many.

    What was answered stays. Raises RuleBroken once the session has begun.
    """
    session = locked(session, version, PLANNED)
    ended = session.invitations.standing().update(revoked_at=timezone.now())
    touch(session)
    audit.record("session.invitations_revoked", session, by=by, ended=ended)
    return ended


@transaction.atomic
def answer_invitation(
    invitation: Invitation, reply: str, reason_kind: str = "", reason: str = "", *, by: None = None
) -> Invitation:
    """Write down what a member answers; nobody is signed in, so `by` is nobody.

    May be changed until the session begins. Raises RuleBroken afterwards, while the session is put
    off, and for an excuse without a reason.
    """
    # The same lock as whoever opens the roll: the answer is on it, or comes too late.
    session = ThematicSession.objects.select_for_update(of=("self",)).get(pk=invitation.session_id)
    invitation = Invitation.objects.standing().filter(pk=invitation.pk).first()
    if invitation is None:
        raise RuleBroken(_("There is a newer link; ask the branch for it."))
    invitation.session = session
    if not invitation.may_be_answered:
        raise RuleBroken(_("The session has begun or was called off: answers are closed."))
    invitation.reply, invitation.reason_kind, invitation.reason = reply, "", ""
    if reply == Invitation.Reply.NO:
        invitation.reason_kind, invitation.reason = reason_kind, tidy(reason)[:200]
        if reason_kind in ("", RollEntry.ReasonKind.OTHER) and not invitation.reason:
            raise RuleBroken(_("Write the reason."), "reason")
    invitation.replied_at, invitation.replied_for = timezone.now(), session.held_on
    invitation.save()
    audit.record("invitation.answered", invitation, by=by, reply=reply)
    return invitation
