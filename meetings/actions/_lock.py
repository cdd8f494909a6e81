"""How every action takes hold of a record."""

from django.utils.translation import gettext as _

from branch_portal.lib.verdicts import RuleBroken, Stale
from meetings.models import ThematicSession


def locked(session: ThematicSession, version: int) -> ThematicSession:
    """Lock and read the record again. Raises RuleBroken when it is closed or has moved on.

    `version` is what the user saw when the page was opened; a save on an older one is refused, so
    that nobody's words are overwritten unseen.
    """
    session = (
        ThematicSession.objects.select_for_update(of=("self",))
        .select_related("unit", "rule_set")
        .get(pk=session.pk)
    )
    if not session.is_open:
        raise RuleBroken(_("This record has been submitted and can no longer be changed."))
    if session.version != version:
        raise Stale(
            _(
                "Somebody saved this record after you opened the page. Your words are in the form "
                "below, the stored version stands above it. Compare them, carry over what is "
                "missing, then save again."
            )
        )
    return session


def touch(session: ThematicSession) -> None:
    """Store the record as its next version."""
    session.version += 1
    session.save()
