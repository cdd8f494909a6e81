"""The pages about the paper itself."""

from django.db import transaction

from accounts import audit
from accounts.models import User
from articles.models import InfoPage
from branch_portal.lib import pagecache


@transaction.atomic
def save_info_page(page: InfoPage, *, by: User | None) -> InfoPage:
    """Store a new or changed page; readers see it at once."""
    before = InfoPage.objects.select_for_update().filter(pk=page.pk).first()
    page.save()
    former = [f"info:{before.slug}"] if before else []
    pagecache.changed("pages", f"info:{page.slug}", *former)
    audit.record("infopage.changed" if before else "infopage.added", page, by=by)
    return page


@transaction.atomic
def delete_info_page(page: InfoPage, *, by: User | None) -> None:
    """Take a page away for good; its words stay nowhere."""
    pagecache.changed("pages", f"info:{page.slug}")
    audit.record("infopage.deleted", page, by=by)
    page.delete()
