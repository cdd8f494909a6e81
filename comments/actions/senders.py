"""Senders whose comments are filed as spam at once."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from comments.models import BlockedSender, Comment


@transaction.atomic
def block_sender(
    comment: Comment, *, reason: str, until: dt.datetime | None = None, by: User
) -> BlockedSender:
    """File what comes from this comment's address as spam from now on.

    Comments that have come already stay where they are. Raises RuleBroken without an address or
    without a reason.
    """
    if not comment.email_tag:
        raise RuleBroken(_("This comment came without an address: its sender cannot be blocked."))
    if not tidy(reason):
        raise RuleBroken(_("Say why the sender is blocked."), "reason")
    row, _is_new = BlockedSender.objects.update_or_create(
        email_tag=comment.email_tag,
        defaults={"reason": tidy(reason), "until": until, "by": by, "at": timezone.now()},
    )
    audit.record("sender.blocked", row, by=by, comment=comment.pk)
    return row


@transaction.atomic
def unblock(blocked: BlockedSender, *, by: User) -> BlockedSender:
    """Let a sender's comments into the queue again. Twice is once."""
    blocked = BlockedSender.objects.select_for_update().get(pk=blocked.pk)
    blocked.until = timezone.now()
    blocked.save(update_fields=["until"])
    audit.record("sender.unblocked", blocked, by=by)
    return blocked
