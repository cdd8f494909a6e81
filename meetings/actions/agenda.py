"""What will be done in a session: its order, and the moment when the papers went out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from meetings.actions._lock import locked, touch
from meetings.models import AgendaItem, ThematicSession
from meetings.models.sessions import OPEN, PLANNED


@transaction.atomic
def save_agenda(
    session: ThematicSession, rows: Sequence[Mapping[str, Any]], *, version: int, by: User
) -> None:
    """Write the agenda anew, in order: text, who and minutes of each; none takes it away.

    Raises RuleBroken once the record stands, or when somebody saved in between.
    """
    session = locked(session, version, (*PLANNED, *OPEN))
    session.agenda.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            session=session,
            position=position,
            text=row["text"],
            who=row["who"],
            minutes=row["minutes"],
        )
        for position, row in enumerate(rows, start=1)
    )
    touch(session)
    audit.record("session.agenda_saved", session, by=by, items=len(rows))


@transaction.atomic
def mark_materials(
    session: ThematicSession, *, are_sent: bool, version: int, by: User
) -> ThematicSession:
    """Note that the papers are with the members from now on; or take that note back.

    A second press keeps the first moment. Raises RuleBroken once the session has begun.
    """
    session = locked(session, version, PLANNED)
    sent_at = session.materials_sent_at or timezone.now()
    session.materials_sent_at = sent_at if are_sent else None
    touch(session)
    audit.record("session.materials_marked", session, by=by, are_sent=are_sent)
    return session
