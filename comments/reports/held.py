"""Everything that is kept of one sender, for that person to read."""

from django.conf import settings
from django.utils import timezone

from comments.models import BlockedSender, Comment, DataRequest, Mail, NoMail


def held(tag: str) -> dict:
    """Return what is kept under the tag of an address, ready for JSON: text, numbers, lists.

    Times are in ISO 8601. Who moderated is not in it, nor what moderators wrote to each other.
    """
    rows = Comment.objects.exclude(email_tag="").filter(email_tag=tag).order_by("pk")
    comments = list(rows.select_related("article").prefetch_related("decisions__reason"))
    blocked = BlockedSender.objects.filter(email_tag=tag).first()
    stopped = NoMail.objects.in_force().filter(email_tag=tag).first()
    about = [comment.pk for comment in comments]
    return {
        "site": settings.SITE_URL,
        "written_at": _time(timezone.now()),
        "comments": [_comment(comment) for comment in comments],
        "mail": [
            {"kind": mail.kind, "made_at": _time(mail.made_at), "sent_at": _time(mail.sent_at)}
            for mail in Mail.objects.filter(about__comment__in=about).order_by("pk")
        ],
        "requests": [
            {"kind": row.kind, "sent_at": _time(row.sent_at), "words": row.words}
            for row in DataRequest.objects.filter(email_tag=tag).order_by("pk")
        ],
        "blocked": blocked and {"since": _time(blocked.at), "until": _time(blocked.until)},
        "no_mail_until": _time(stopped.until) if stopped else None,
    }


def _comment(comment: Comment) -> dict:
    return {
        "code": comment.code,
        "article": settings.SITE_URL + comment.article.get_absolute_url(),
        "headline": comment.article.headline,
        "name": comment.author_name,
        "text": comment.text,
        "shown": comment.shown_text,
        "state": comment.state,
        "state_in_words": comment.get_state_display(),
        "written_at": _time(comment.written_at),
        "published_at": _time(comment.published_at),
        "consent_version": comment.consent_version,
        "consent_at": _time(comment.consent_at),
        "wants_mail": comment.wants_mail,
        "address_kept": bool(comment.email_cipher),
        "address_confirmed_at": _time(comment.email_confirmed_at),
        "network_tag_kept": bool(comment.network_tag),
        "scores": {"spam": comment.spam, "abuse": comment.abuse, "privacy": comment.privacy},
        "explanation": comment.explanation,
        "decisions": [
            {
                "at": _time(decision.at),
                "state": decision.state,
                "state_in_words": decision.get_state_display(),
                "reason": decision.reason.told if decision.reason else "",
            }
            for decision in reversed(comment.decisions.all())
        ],
    }


def _time(moment) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None
