"""Mail of the comments: who is told what, and the sending, again and again until it works.

None of this is a button; actions call it. Whoever queues a mail does so inside the transaction of
the deed: no deed, no mail. The address is stored encrypted, and erased with the row a week later.
"""

import datetime as dt
import logging
from collections import Counter
from functools import partial
from smtplib import SMTPResponseException

from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from accounts.models import Role, RoleGrant, User
from branch_portal.lib.limits import count
from branch_portal.lib.sealed import Unreadable, seal, unseal
from comments.mail import FOR_OFFICERS, compose
from comments.models import Comment, Mail, NoMail
from comments.rules import keeping

_DAY = dt.timedelta(days=1)
# After the first try; then it is given up.
RETRIES = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360)]
PATIENCE = 20  # seconds for each answer of the mail server
ALARMING = 80  # privacy score
FROM_ONE_NETWORK = 5  # mails to readers that people of one network may cause in an hour
_log = logging.getLogger(__name__)


# --- Who is told what -----------------------------------------------------------------------------


def queue_mail(
    kind: str, address: str, about: dict, once: str, *, after: dt.timedelta = dt.timedelta(0)
) -> bool:
    """Have a mail sent after the transaction; False when `once` has made one already.

    `about`: keys of rows and numbers. An address that is none gets nothing.
    """
    try:
        validate_email(address)
    except ValidationError:
        return False
    row = {"kind": kind, "to_cipher": seal(address), "about": about}
    row["next_try_at"] = timezone.now() + after
    mail, is_new = Mail.objects.get_or_create(once=once, defaults=row)
    if is_new and not after:
        transaction.on_commit(partial(send_now.enqueue, mail.pk))
    return is_new


def ask_to_confirm(comment: Comment) -> bool:
    """Ask a reader who wants mail whether the address is theirs; at most one such mail a day."""
    if not comment.wants_mail or comment.email_confirmed_at or not comment.email_cipher:
        return False
    tag = comment.email_tag
    if NoMail.objects.in_force().filter(email_tag=tag).exists() or _asked(f"confirm:{tag}:"):
        return False
    if is_network_busy(comment.network_tag):
        return False
    about, once = {"comment": comment.pk}, f"confirm:{tag}:{timezone.localdate()}"
    return queue_mail(Mail.Kind.CONFIRM, unseal(comment.email_cipher), about, once)


def _asked(prefix: str) -> bool:
    since = timezone.now() - _DAY
    return Mail.objects.filter(once__startswith=prefix, made_at__gt=since).exists()


def is_network_busy(tag: str) -> bool:
    """Count one mail to a reader for this network; True when that is one too many."""
    tries, _seconds = count("reader-mail", tag, seconds=3600)
    return tries > FROM_ONE_NETWORK


def tell_decision(comment: Comment) -> bool:
    """Tell a sender with a confirmed address what was decided, or that there is a reply.

    It goes when the decision cannot be undone any more, and not at all if it was.
    """
    if comment.is_official:
        return _tell_reply(comment)
    if comment.state not in (Comment.State.APPROVED, Comment.State.REJECTED):
        return False
    decision = comment.decisions.order_by("-pk").first()
    if decision is None or not _may_be_told(comment):
        return False
    about = {"comment": comment.pk, "decision": decision.pk}
    return _tell(Mail.Kind.DECIDED, comment, about, f"decided:{decision.pk}")


def _tell_reply(reply: Comment) -> bool:
    comment = reply.parent
    if reply.state != Comment.State.APPROVED or comment is None or not _may_be_told(comment):
        return False
    about = {"comment": comment.pk, "reply": reply.pk}
    return _tell(Mail.Kind.REPLIED, comment, about, f"replied:{reply.pk}")


def _may_be_told(comment: Comment) -> bool:
    return bool(comment.wants_mail and comment.email_confirmed_at and comment.email_cipher)


def _tell(kind: str, comment: Comment, about: dict, once: str) -> bool:
    try:
        address = unseal(comment.email_cipher)
    except Unreadable:
        return False  # reseal_addresses counts these
    return queue_mail(kind, address, about, once, after=keeping.SECOND_THOUGHTS)


def no_mail_to(tag: str, *, with_requests: bool = False) -> None:
    """Send nothing to this mailbox for keeping.NO_MAIL."""
    row = {"until": timezone.now() + keeping.NO_MAIL}
    if with_requests:
        row["with_requests"] = True
    NoMail.objects.update_or_create(email_tag=tag, defaults=row)


def alert(name: str, occasion: str = "") -> int:
    """Tell everybody concerned, once for each occasion; return to how many.

    `name` is one of mail.ALERTS; without an occasion it is told once an hour.
    """
    role = Role.DATA_OFFICER if name in FOR_OFFICERS else Role.MODERATOR
    occasion = occasion or f"{timezone.localtime():%Y-%m-%dT%H}"
    return sum(
        queue_mail(
            Mail.Kind.ALERT, user.email, {"name": name}, f"alert:{name}:{occasion}:{user.pk}"
        )
        for user in holders(role)
    )


def warn_of_privacy(comment: Comment) -> None:
    """Tell the moderators of a comment that seems to give somebody away; it is in no hurry else."""
    if comment.privacy >= ALARMING:
        alert("privacy")


def holders(role: str) -> list[User]:
    """Active people with the role in force and an address."""
    grants = RoleGrant.objects.in_force(timezone.localdate()).filter(role=role)
    users = User.objects.filter(is_active=True, pk__in=grants.values("user"))
    return list(users.exclude(email="").order_by("pk"))


# --- Sending --------------------------------------------------------------------------------------


@task()
def send_now(key: int) -> None:
    """Try one mail as soon as its transaction is over; send_mail tries it again if need be."""
    _send(key)


def send_due() -> Counter:
    """Try everything whose time has come; return how many were sent, failed, given up, let go."""
    return Counter(_send(key) for key in list(Mail.objects.due().values_list("pk", flat=True)))


def _send(key: int) -> str:
    mail = _claimed(key)
    if mail is None:
        return "taken"
    try:
        message = compose(mail)
        if message is None:
            return _closed(mail, "nothing to say", "needless")
        message.connection = get_connection(timeout=PATIENCE)
        message.send()
    except (Unreadable, ValueError, ValidationError) as error:  # no other try would help
        return _closed(mail, type(error).__name__, "given up")
    except OSError as error:  # all of smtplib's are such
        return _failed(mail, error)
    Mail.objects.filter(pk=key).update(sent_at=timezone.now(), trouble="")
    return "sent"


def _claimed(key: int) -> Mail | None:
    """The mail, set back to its next time, so that no two of us send it."""
    mail = Mail.objects.due().filter(pk=key).first()
    if mail is None:
        return None
    wait = RETRIES[min(mail.tries, len(RETRIES) - 1)]
    mine = Mail.objects.due().filter(pk=key, tries=mail.tries)
    if not mine.update(tries=F("tries") + 1, next_try_at=timezone.now() + wait):
        return None
    mail.tries += 1
    return mail


def _failed(mail: Mail, error: OSError) -> str:
    """Only the kind of the error is kept: its words may hold the address."""
    trouble = type(error).__name__
    if isinstance(error, SMTPResponseException):
        trouble = f"{trouble} {error.smtp_code}"
    if mail.tries > len(RETRIES):
        return _closed(mail, trouble, "given up")
    Mail.objects.filter(pk=mail.pk).update(trouble=trouble)
    _log.warning("Mail %s could not be sent: %s.", mail.pk, trouble)
    return "failed"


def _closed(mail: Mail, trouble: str, outcome: str) -> str:
    Mail.objects.filter(pk=mail.pk).update(given_up_at=timezone.now(), trouble=trouble)
    if outcome == "given up":
        _log.error("Mail %s was given up: %s.", mail.pk, trouble)
    return outcome
