"""Addresses of readers: who looks at one, whose it is, who wants no mail, whose data go."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.sealed import Unreadable, address_tag, unseal
from branch_portal.lib.verdicts import RuleBroken
from comments.actions._erasing import emptied
from comments.actions._mailing import no_mail_to, tell_decision
from comments.models import Comment, DataRequest, Mail


@transaction.atomic
def show_address(row: Comment | DataRequest, *, by: User) -> str:
    """Return the address behind a comment or a request; the log says who looked, not at what.

    Raises RuleBroken when there is none any more.
    """
    if not row.email_cipher:
        raise RuleBroken(_("There is no address here, or not any more."))
    try:
        address = unseal(row.email_cipher)
    except Unreadable as unreadable:
        raise RuleBroken(_("The key of this address is lost; nobody can read it.")) from unreadable
    audit.record("comment.address_shown", row, by=by)
    return address


@transaction.atomic
def find_by_address(address: str, *, by: User) -> list[Comment]:
    """Return the comments that were sent with an address, the newest first, 500 at most."""
    rows = Comment.objects.filter(email_tag=address_tag(address)).select_related("article")
    found = list(rows[:500])
    audit.record("comment.sender_sought", by, by=by, found=len(found))
    return found


@transaction.atomic
def confirm_address(comment: Comment, *, by: User | None = None) -> int:
    """Note that the address of a comment is its sender's; return for how many comments that holds.

    One click confirms all comments of the address that wait for it. What was decided in the
    meantime is told now.
    """
    rows = Comment.objects.select_for_update().exclude(email_tag="").exclude(email_cipher=None)
    waiting = rows.filter(email_tag=comment.email_tag, wants_mail=True, email_confirmed_at=None)
    found = list(waiting)
    for row in found:
        row.email_confirmed_at = timezone.now()
        row.save(update_fields=["email_confirmed_at"])
        tell_decision(row)
    if found:
        audit.record("comment.address_confirmed", comment, by=by, comments=len(found))
    return len(found)


@transaction.atomic
def stop_mail(row: Comment | DataRequest, *, by: User | None = None) -> None:
    """Send nothing more to the address behind a comment or a request.

    Whoever had never confirmed the address may not be its owner: then nothing is asked of it for
    a while either, whoever gives it.
    """
    if not row.email_tag:
        return
    comments = Comment.objects.filter(email_tag=row.email_tag)
    is_request = isinstance(row, DataRequest)
    if is_request or row.email_confirmed_at is None:
        no_mail_to(row.email_tag, with_requests=is_request)
    _forget_mail(list(comments.values_list("pk", flat=True)))
    comments.filter(wants_mail=True).update(wants_mail=False)
    audit.record("comment.mail_stopped", row, by=by)


@transaction.atomic
def erase_comment(
    comment: Comment, *, request: DataRequest | None = None, by: User | None
) -> Comment:
    """Let go of everything that a reader gave with a comment; its place in the thread stays."""
    comment = emptied(comment, by=by)
    audit.record("comment.erased", comment, by=by, request=request and request.pk)
    return comment


def _forget_mail(comments: list[int]) -> None:
    unsent = Mail.objects.filter(sent_at=None, about__comment__in=comments)
    unsent.delete()
