"""A look at an unpublished text for somebody without an account."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles.models import Article, PreviewLink
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken

DAYS = (1, 3, 7, 14)  # for how long a link may be open


@transaction.atomic
def share_preview(
    article: Article, *, days: int, purpose: str = "", by: User
) -> tuple[PreviewLink, str]:
    """Make a link that shows the newest text for some days; return it with its token.

    The token is seen once: only its digest is stored. Raises RuleBroken for other days than DAYS.
    """
    if days not in DAYS:
        raise RuleBroken(_("Choose for how many days the link is open."))
    token = secrets.token_urlsafe(24)
    link = PreviewLink.objects.create(
        article=article,
        digest=PreviewLink.digest_of(token),
        purpose=tidy(purpose)[:80],
        made_by=by,
        expires_at=timezone.now() + dt.timedelta(days=days),
    )
    audit.record("preview.shared", article, by=by, until=link.expires_at.isoformat())
    return link, token


@transaction.atomic
def revoke_preview(link: PreviewLink, *, by: User) -> PreviewLink:
    """Close a link at once; a second time changes nothing."""
    link = PreviewLink.objects.select_for_update().get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        audit.record("preview.revoked", link.article, by=by)
    return link
