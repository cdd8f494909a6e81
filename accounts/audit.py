"""The portal's memory of deeds."""

from django.db import models

from accounts.models import AuditEntry, User


def record(verb: str, target: models.Model, *, by: User | None, **facts: object) -> AuditEntry:
    """Write one audit line, inside the transaction that makes the change.

    `verb` is `thing.past_tense`; `facts` are numbers, dates as text, states: no personal data of
    readers or members beyond the target's own name. `by` is None for a reader without an account.
    """
    return AuditEntry.objects.create(
        actor=by,
        verb=verb,
        target=f"{target._meta.label_lower}:{target.pk}",
        label=str(target),
        facts=facts,
    )
