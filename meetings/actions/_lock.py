"""How every action takes hold of a session."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from branch_portal.lib.verdicts import RuleBroken, Stale
from meetings.models import ThematicSession
from meetings.models.sessions import OPEN, PLANNED, State


def locked(
    session: ThematicSession, version: int, during: Collection[State] = OPEN
) -> ThematicSession:
    """Lock and read the session again. Raises RuleBroken when it has left the states `during`.

    `version` is what the user saw when the page was opened; a save on an older one is refused, so
    that nobody's words are overwritten unseen.
    """
    session = (
        ThematicSession.objects.select_for_update(of=("self",))
        .select_related("unit", "rule_set")
        .get(pk=session.pk)
    )
    if session.state not in during:
        raise RuleBroken(_why_not_now(session.state, during))
    if session.version != version:
        raise Stale(
            _(
                "Somebody saved this record after you opened the page. Your words are in the form "
                "below, the stored version stands above it. Compare them, carry over what is "
                "missing, then save again."
            )
        )
    return session


def _why_not_now(state: str, during: Collection[State]) -> str:
    if state == State.ACCEPTED:
        return _("This record has been accepted already.")
    if state == State.SUBMITTED:
        return _("This record has been submitted and can no longer be changed.")
    if state == State.CANCELLED:
        return _("This session was cancelled.")
    if state in PLANNED:
        return _("This session has not begun yet: first open its roll.")
    if State.SUBMITTED in during:
        return _("The branch has this record in hand again.")
    return _("This session is being recorded already.")


def touch(session: ThematicSession) -> None:
    """Store the record as its next version."""
    session.version += 1
    session.save()
