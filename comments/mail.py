"""The words of every mail of the comments, made from the rows at the moment of sending.

Plain text in fixed words, one recipient each: nothing that a reader wrote, no reader's name. What
is written by us and may stand in a mail: headlines, the sentence of a reason, an officer's answer.
"""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from branch_portal.lib.sealed import unseal
from comments.models import Comment, DataRequest, Decision, Mail
from comments.rules import keeping

TITLES = 10  # headlines in a digest
_SALT = "comments.mail"
_HOURS = keeping.LINK // dt.timedelta(hours=1)
# What moderators are told at once: what it is, and where to look.
ALERTS = {
    "breaker": (gettext_lazy("Very many comments are arriving"), "comment"),
    "privacy": (gettext_lazy("A comment may show somebody's personal data"), "comment"),
    "overdue-2": (gettext_lazy("Comments have waited for two working days"), "comment"),
    "overdue-5": (gettext_lazy("Comments have waited for five working days"), "comment"),
    "hidden": (gettext_lazy("Hidden comments have waited for a decision for a day"), "comment"),
    "request": (gettext_lazy("A request about personal data has arrived"), "datarequest"),
    "request-answer": (
        gettext_lazy("A request about personal data is to be answered by tomorrow"),
        "datarequest",
    ),
    "request-done": (
        gettext_lazy("A request about personal data is to be done within three days"),
        "datarequest",
    ),
}
FOR_OFFICERS = {name for name, (_words, model) in ALERTS.items() if model == "datarequest"}


def token(purpose: str, row: Comment | DataRequest) -> str:
    """Return what stands in a mailed link: signed, for one purpose, without any address."""
    return signing.dumps([purpose, row.pk], salt=_SALT)


def read_token(text: str, purpose: str, max_age: dt.timedelta | None = None) -> int | None:
    """Return the key of the row that a link is about; None when it is no link of ours, or old."""
    try:
        found, key = signing.loads(text, salt=_SALT, max_age=max_age)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return key if found == purpose else None


def compose(mail: Mail) -> EmailMessage | None:
    """Return the message, or None when there is nothing to say any more.

    Raises Unreadable for an address whose key is gone, ValidationError for one that is none.
    """
    found = _MAKERS[mail.kind](mail.about)
    if found is None:
        return None
    subject, lines, stop = found
    address = unseal(mail.to_cipher)
    validate_email(address)  # one address, without line breaks and commas
    headers = {"Auto-Submitted": "auto-generated"}
    lines = [_("Good day,"), *lines]
    if stop:
        address_to_stop = _link("stop_mail", stop)
        headers["List-Unsubscribe"] = f"<{address_to_stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        lines += [_("You do not want such mail? Stop it here:") + f"\n{address_to_stop}"]
    lines += [f"-- \n{settings.SITE_NAME}\n{settings.SITE_URL}"]
    return EmailMessage(
        f"[{settings.SITE_NAME}] {subject}",
        "\n\n".join(lines) + "\n",
        to=[address],
        headers=headers,
    )


def _link(view: str, secret: str) -> str:
    return settings.SITE_URL + reverse(f"comments:{view}", args=[secret])


def _desk(model: str) -> str:
    return settings.SITE_URL + reverse(f"admin:comments_{model}_changelist")


def _comment(key: int, **conditions) -> Comment | None:
    rows = Comment.objects.select_related("article").exclude(email_cipher=None)
    return rows.filter(pk=key, wants_mail=True, **conditions).first()


def _to_sender(subject: str, lines: list[str], comment: Comment):
    about = _("It is about your comment %(code)s on the article “%(headline)s”:") % {
        "code": comment.code,
        "headline": " ".join(comment.article.headline.split()),
    }
    page = settings.SITE_URL + comment.article.get_absolute_url()
    return subject, [f"{about}\n{page}", *lines], token("comment", comment)


def _confirm(about: dict):
    comment = _comment(about["comment"], email_confirmed_at=None)
    if comment is None:
        return None
    words = _(
        "Somebody gave this address with a comment and wants to be told what becomes of it. If it "
        "was you, open the page below and press the button; the link works for %(hours)s hours. If "
        "it was not you, do nothing: no more mail will come about this comment."
    ) % {"hours": _HOURS}
    secret = token("confirm", comment)
    lines = [f"{words}\n\n{_link('confirm_address', secret)}"]
    return _to_sender(_("Is this your address?"), lines, comment)


def _decided(about: dict):
    comment = _comment(about["comment"], email_confirmed_at__isnull=False)
    newest = Decision.objects.filter(comment=about["comment"]).order_by("-pk").first()
    if comment is None or newest is None or newest.pk != about["decision"]:
        return None  # taken back, or decided again: that has a mail of its own
    if comment.state == Comment.State.APPROVED:
        return _to_sender(
            _("Your comment is published"), [_("Your comment is published.")], comment
        )
    if comment.state != Comment.State.REJECTED:
        return None
    words = _("Your comment was not published. The reason: %(reason)s") % {
        "reason": newest.reason.told
    }
    return _to_sender(_("Your comment was not published"), [words], comment)


def _replied(about: dict):
    comment = _comment(about["comment"], email_confirmed_at__isnull=False)
    reply = Comment.objects.filter(pk=about["reply"], state=Comment.State.APPROVED).first()
    if comment is None or reply is None:
        return None
    words = _("There is an official reply to your comment; it stands below it.")
    return _to_sender(_("Your comment has an official reply"), [words], comment)


def _request(about: dict):
    row = DataRequest.objects.filter(pk=about["request"], state=DataRequest.State.UNPROVED).first()
    if row is None:
        return None
    words = _(
        "Somebody gave this address with a request about personal data (%(kind)s). If it was you, "
        "open the page below and press the button; the link works for %(hours)s hours. Without "
        "that nothing happens, and the request is deleted."
    ) % {"kind": row.get_kind_display(), "hours": _HOURS}
    lines = [f"{words}\n\n{_link('prove_request', token('prove', row))}"]
    return _("Your request about personal data"), lines, token("request", row)


def _answer(about: dict):
    row = DataRequest.objects.filter(pk=about["request"]).first()
    if row is None:
        return None
    lines = [
        _("Your request about personal data (%(kind)s) of %(day)s: %(state)s.")
        % {
            "kind": row.get_kind_display(),
            "day": f"{timezone.localtime(row.sent_at):%d/%m/%Y}",
            "state": row.get_state_display().lower(),
        }
    ]
    if row.answer:
        lines.append(row.answer)
    return _("Answer to your request about personal data"), lines, ""


def waiting() -> dict:
    """What a digest says: numbers, the oldest moment, and the articles with the most of it."""
    states = [Comment.State.PENDING, Comment.State.ESCALATED]
    rows = Comment.objects.filter(state__in=states).order_by()
    counts = dict(rows.values_list("state").annotate(number=Count("pk")))
    articles = rows.values_list("article__headline").annotate(number=Count("pk"))
    return {
        "pending": counts.get(Comment.State.PENDING, 0),
        "escalated": counts.get(Comment.State.ESCALATED, 0),
        "oldest": rows.aggregate(oldest=Min("written_at"))["oldest"],
        "articles": list(articles.order_by("-number", "article__headline")[:TITLES]),
    }


def _digest(about: dict):
    found = waiting()
    number = found["pending"] + found["escalated"]
    if not number:
        return None
    hours = int((timezone.now() - found["oldest"]).total_seconds() // 3600)
    lines = [
        _("Comments that wait: %(pending)s; passed on: %(escalated)s.") % found,
        ngettext(
            "The oldest has waited for %(hours)s hour.",
            "The oldest has waited for %(hours)s hours.",
            hours,
        )
        % {"hours": hours},
        "\n".join(
            f"- {' '.join(headline.split())} ({each})" for headline, each in found["articles"]
        ),
        _("Decide here:") + f"\n{_desk('comment')}",
    ]
    subject = ngettext("%(number)s comment waits", "%(number)s comments wait", number)
    return subject % {"number": number}, lines, ""


def _alert(about: dict):
    words, model = ALERTS[about["name"]]
    lines = [f"{words}.", _("Look at it here:") + f"\n{_desk(model)}"]
    return str(words), lines, ""


_MAKERS = {
    Mail.Kind.CONFIRM: _confirm,
    Mail.Kind.DECIDED: _decided,
    Mail.Kind.REPLIED: _replied,
    Mail.Kind.REQUEST: _request,
    Mail.Kind.ANSWER: _answer,
    Mail.Kind.DIGEST: _digest,
    Mail.Kind.ALERT: _alert,
}
