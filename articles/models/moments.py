"""When the paper changes by itself: pages are kept no longer than until then."""

import datetime as dt

from django.utils import timezone

from branch_portal.lib import pagecache


def cap_page() -> None:
    """Note on the page that is being made when the next article or slot comes or goes."""
    if pagecache.current():
        pagecache.until(pagecache.remember("next moment", next_moment, quietly=True))


def next_moment() -> dt.datetime | None:
    """The next moment at which time alone changes what readers see; None if nothing is planned."""
    from articles.models.articles import Article
    from articles.models.desk import FrontSlot

    pagecache.shows("schedule", "front")
    now = timezone.now()
    cleared = Article.objects.filter(state=Article.State.PUBLISHED)
    found = []
    for rows, field in (
        (cleared, "publish_at"),
        (cleared, "expires_at"),
        (FrontSlot.objects, "starts_at"),
        (FrontSlot.objects, "ends_at"),
    ):
        ahead = rows.filter(**{f"{field}__gt": now}).order_by(field)
        found += ahead.values_list(field, flat=True)[:1]
    earliest = min(found, default=None)
    pagecache.until(earliest)
    return earliest
