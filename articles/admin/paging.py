"""Counting that ends: a list of 200,000 rows is not counted to say that it is long."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST_COUNTED = 1000


class CappedPaginator(Paginator):
    """Counts to 1,001 and stops; the pages beyond are reached by narrowing the list."""

    @cached_property
    def count(self) -> int:
        """At most MOST_COUNTED + 1, which means "more than that"."""
        rows = self.object_list.order_by().values("pk")
        return rows[: MOST_COUNTED + 1].count()

    @property
    def is_capped(self) -> bool:
        """Are there more rows than were counted?"""
        return self.count > MOST_COUNTED
