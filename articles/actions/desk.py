"""The front page as the desk arranges it."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles.models import FrontSlot, Section
from branch_portal.lib.pagecache import changed
from branch_portal.lib.verdicts import RuleBroken, Stale


@transaction.atomic
def arrange_front(slots: list[FrontSlot], *, base: str, by: User | None) -> bool:
    """Make these, in their order, all the slots whose time is not over; say whether that was new.

    `base` is the `version()` that the person saw; Stale is raised when somebody arranged the page
    since. What is over stays on record. Raises RuleBroken for a slot that ends before it begins.
    """
    # The table of slots may be empty: the sections are what two arrangements both can hold.
    list(Section.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    if base != FrontSlot.objects.version():
        raise Stale(_("Somebody arranged the front page while you were at it. Compare the two."))
    places: Counter = Counter()
    for slot in slots:
        if slot.ends_at is not None and slot.ends_at <= slot.starts_at:
            raise RuleBroken(_("The end lies before the beginning."), "ends_at")
        slot.position = places[slot.place, slot.section_id]
        places[slot.place, slot.section_id] += 1
    present = {slot.values: slot.pk for slot in FrontSlot.objects.open(timezone.now())}
    wanted = {slot.values: slot for slot in slots}
    if present.keys() == wanted.keys():
        return False
    gone = [present[values] for values in present.keys() - wanted.keys()]
    FrontSlot.objects.filter(pk__in=gone).delete()
    for values, slot in wanted.items():
        if values not in present:
            slot.pk, slot.made_by = None, by
            slot.save(force_insert=True)
    changed("front", "schedule")
    facts = [[slot.place, slot.article_id or slot.series_id] for slot in slots]
    target = slots[0] if slots else FrontSlot(place=FrontSlot.Place.LEAD)
    audit.record("front.arranged", target, by=by, slots=facts)
    return True
