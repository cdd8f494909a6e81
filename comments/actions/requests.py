"""Requests about personal data: sent, proved by a mailed link, answered, done or refused."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.dates import local_day, working_days_later
from branch_portal.lib.pagecache import changed
from branch_portal.lib.sealed import Unreadable, address_tag, seal, unseal
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken, Stale
from comments.actions._erasing import emptied
from comments.actions._mailing import alert, no_mail_to, queue_mail
from comments.actions._moving import move
from comments.models import LONGEST_NAME, BlockedSender, Comment, DataRequest, Mail, NoMail
from comments.reports.held import held
from comments.rules import keeping

State, Kind = DataRequest.State, DataRequest.Kind
OPEN = (State.RECEIVED, State.ANSWERED)


@transaction.atomic
def ask_about_data(kind: str, email: str, *, words: str = "", by: User | None = None) -> None:
    """Keep a request and mail the link that proves the address. Nothing tells whether it did.

    Only an address that something is kept of gets a mail, so nobody can have us write to others;
    one mail for each kind of request and day.
    """
    tag = address_tag(email)
    once = f"request:{kind}:{tag}:{timezone.localdate()}"
    stopped = NoMail.objects.in_force().filter(email_tag=tag, with_requests=True)
    known = Comment.objects.filter(email_tag=tag).exists() or (
        BlockedSender.objects.filter(email_tag=tag).exists()
    )
    if not known or stopped.exists() or Mail.objects.filter(once=once).exists():
        return
    request = DataRequest.objects.create(
        kind=kind, words=tidy(words), email_cipher=seal(email), email_tag=tag
    )
    queue_mail(Mail.Kind.REQUEST, email, {"request": request.pk}, once)
    audit.record("request.sent", request, by=by, kind=kind)


@transaction.atomic
def prove_request(request: DataRequest, *, by: User | None = None) -> DataRequest:
    """Take a request in whose link was followed; from now on the days count. Twice is once."""
    request = DataRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != State.UNPROVED:
        return request
    now = timezone.now()
    request.state, request.proved_at = State.RECEIVED, now
    request.answer_due_on = local_day(working_days_later(now, keeping.ANSWER_WORKING_DAYS))
    request.done_due_on = local_day(now + dt.timedelta(days=keeping.DONE_DAYS))
    request.version += 1
    request.save()
    alert("request", str(request.pk))
    audit.record("request.received", request, by=by, kind=request.kind)
    return request


@transaction.atomic
def answer_request(request: DataRequest, words: str, *, version: int, by: User) -> DataRequest:
    """Tell the person that the request is in hand, and how.

    Raises RuleBroken, or Stale when somebody was quicker; so do all of these.
    """
    request = _held(request, version)
    request.state, request.answer = State.ANSWERED, _said(words)
    request.version += 1
    request.save()
    _mail(request)
    audit.record("request.answered", request, by=by)
    return request


@transaction.atomic
def refuse_request(request: DataRequest, words: str, *, version: int, by: User) -> DataRequest:
    """Say no, with the reason."""
    request = _closed(_held(request, version), State.REFUSED, _said(words), by)
    audit.record("request.refused", request, by=by)
    return request


@transaction.atomic
def close_request(request: DataRequest, words: str, *, version: int, by: User) -> DataRequest:
    """Say that it is done, where nothing of the other buttons was it: data were sent, for one."""
    request = _closed(_held(request, version), State.DONE, tidy(words), by)
    audit.record("request.done", request, by=by)
    return request


@transaction.atomic
def export_data(request: DataRequest, *, version: int, by: User) -> dict:
    """Return everything that is kept of the sender of a request; see reports.held."""
    request = _held(request, version)
    found = held(request.email_tag)
    audit.record("request.exported", request, by=by, comments=len(found["comments"]))
    return found


@transaction.atomic
def erase_data(request: DataRequest, words: str, *, version: int, by: User) -> int:
    """Erase every comment of the sender and close the request; return how many there were."""
    request = _held(request, version)
    tag, comments = request.email_tag, _comments(request)
    for comment in comments:
        emptied(comment, by=by)
        audit.record("comment.erased", comment, by=by, request=request.pk)
    _let_go(tag)
    request = _closed(request, State.DONE, tidy(words), by)
    audit.record("request.done", request, by=by, erased=len(comments))
    return len(comments)


@transaction.atomic
def withdraw_consent(
    request: DataRequest, words: str, *, hides: bool, version: int, by: User
) -> int:
    """Act as if the consent were gone: what is not published is erased, what is loses its name.

    `hides`: published comments are taken from the page too. Returns how many comments there were.
    """
    request = _held(request, version)
    tag, comments = request.email_tag, _comments(request)
    for comment in comments:
        if comment.state == Comment.State.APPROVED and hides:
            comment = move(comment, Comment.State.HIDDEN, by=by)
        if comment.state in (Comment.State.APPROVED, Comment.State.HIDDEN):
            _unnamed(comment)
        else:
            emptied(comment, by=by)
        audit.record("comment.consent_withdrawn", comment, by=by, request=request.pk)
    _let_go(tag)
    request = _closed(request, State.DONE, tidy(words), by)
    audit.record("request.done", request, by=by, comments=len(comments))
    return len(comments)


@transaction.atomic
def correct_name(request: DataRequest, name: str, words: str, *, version: int, by: User) -> int:
    """Put the right name above the sender's comments; their words are never rewritten."""
    name = tidy(name)
    if not name or len(name) > LONGEST_NAME:
        raise RuleBroken(
            _("A name has between 1 and %(most)s characters.") % {"most": LONGEST_NAME}, "name"
        )
    request = _held(request, version)
    comments = _comments(request)
    for comment in comments:
        comment.author_name = name
        _saved(comment, "author_name")
        audit.record("comment.name_corrected", comment, by=by, request=request.pk)
    request = _closed(request, State.DONE, tidy(words), by)
    audit.record("request.done", request, by=by, comments=len(comments))
    return len(comments)


def _held(request: DataRequest, version: int) -> DataRequest:
    rows = DataRequest.objects.select_for_update()
    found = rows.filter(pk=request.pk, version=version, state__in=OPEN).first()
    if found is None:
        raise Stale(_("This request was changed in the meantime. Look at it again."))
    return found


def _said(words: str) -> str:
    if not tidy(words):
        raise RuleBroken(_("Write what the person is told."), "words")
    return tidy(words)


def _comments(request: DataRequest) -> list[Comment]:
    rows = Comment.objects.select_for_update().exclude(email_tag="")
    return list(rows.filter(email_tag=request.email_tag).order_by("pk"))


def _unnamed(comment: Comment) -> None:
    comment.author_name = _("A reader")
    comment.email_cipher, comment.email_tag, comment.network_tag = None, "", ""
    comment.wants_mail, comment.email_confirmed_at = False, None
    names = ["author_name", "email_cipher", "email_tag", "network_tag"]
    _saved(comment, *names, "wants_mail", "email_confirmed_at")
    Mail.objects.filter(about__comment=comment.pk).delete()


def _saved(comment: Comment, *names: str) -> None:
    comment.version += 1
    comment.save(update_fields=[*names, "version"])
    if comment.is_public:
        changed(f"comments:{comment.article_id}", "newest_comments")


def _let_go(tag: str) -> None:
    """Whatever else knows the mailbox forgets it; only that it gets no mail is kept for a while."""
    BlockedSender.objects.filter(email_tag=tag).delete()
    Mail.objects.filter(once__contains=tag).delete()
    no_mail_to(tag)


def _closed(request: DataRequest, state: str, words: str, by: User) -> DataRequest:
    """Mail the outcome, and let go of the address and of what the person wrote."""
    request.state, request.answer = state, words
    request.closed_at, request.closed_by = timezone.now(), by
    request.version += 1
    _mail(request)
    request.email_cipher, request.email_tag, request.words = None, "", ""
    request.save()
    return request


def _mail(request: DataRequest) -> None:
    try:
        address = unseal(request.email_cipher)
    except Unreadable:
        return  # the page of the request says that the address cannot be read
    once = f"answer:{request.pk}:{request.version}"
    queue_mail(Mail.Kind.ANSWER, address, {"request": request.pk}, once)
