"""Views of the list of articles that somebody keeps."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles.models import SavedFilter
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken

MOST = 20  # for one person
LONGEST_NAME = 60


@transaction.atomic
def save_filter(name: str, query: str, *, by: User) -> SavedFilter:
    """Keep a view of the list under a name; the same name again replaces it.

    `query` is the query string without "?". Raises RuleBroken.
    """
    name = tidy(name)
    if not name or len(name) > LONGEST_NAME:
        sentence = _("Give the filter a name of at most %(most)s characters.")
        raise RuleBroken(sentence % {"most": LONGEST_NAME})
    if not query or len(query) > 500:
        raise RuleBroken(_("Choose what to filter by first."))
    # Held, so that two tabs do not make one too many.
    User.objects.select_for_update().get(pk=by.pk)
    others = SavedFilter.objects.filter(user=by).exclude(name=name)
    if others.count() >= MOST:
        sentence = _("You already keep %(most)s filters; delete one first.")
        raise RuleBroken(sentence % {"most": MOST})
    saved = SavedFilter.objects.update_or_create(user=by, name=name, defaults={"query": query})[0]
    audit.record("filter.saved", saved, by=by)
    return saved


@transaction.atomic
def delete_filter(saved: SavedFilter, *, by: User) -> None:
    """Forget a view of the list; the articles are not touched."""
    audit.record("filter.deleted", saved, by=by)
    saved.delete()
