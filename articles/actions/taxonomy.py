"""The order in the house: sections on two levels, tags and their other names."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import RoleGrant, User
from articles.models import Article, Listing, Section, Series, Tag
from branch_portal.lib.pagecache import changed
from branch_portal.lib.text import fold, tidy
from branch_portal.lib.verdicts import RuleBroken


@transaction.atomic
def arrange_section(
    section: Section, *, grants: Iterable[RoleGrant] | None = None, by: User | None
) -> Section:
    """Store a section at its place in the navigation and the roles that are limited to it.

    Its articles follow it to its new place in one statement. `grants` None leaves the roles alone.
    Raises RuleBroken where three levels would arise.
    """
    # Held until the end: two people must not make two sections parts of each other.
    known = {each.pk: each for each in Section.objects.select_for_update()}
    section.parent = known.get(section.parent_id)
    try:
        section.clean()
    except ValidationError as refused:
        raise RuleBroken(refused.messages[0], "parent") from refused
    before = known.get(section.pk)
    section.save()
    if before and before.parent_id != section.parent_id:
        top = section.parent_id or section.pk
        Article.objects.filter(section=section).update(top_section=top)
    limited = None
    if grants is not None:
        section.grants.set(grants)
        limited = sorted(section.grants.values_list("pk", flat=True))
    # Its name stands in the navigation, so on every page.
    changed("nav", f"section:{section.pk}")
    verb = "section.changed" if before else "section.added"
    audit.record(verb, section, by=by, part_of=section.parent_id, grants=limited)
    return section


@transaction.atomic
def save_tag(tag: Tag, *, by: User | None) -> Tag:
    """Store a new or renamed tag, or one more name of another tag.

    A tag that was renamed keeps its former name as another one: older texts know it by that. Raises
    RuleBroken when the tag would become another name of a tag that is one itself.
    """
    before = Tag.objects.select_for_update().filter(pk=tag.pk).first()
    if tag.alias_of_id:
        _require_main(_held(tag.alias_of_id))
        if before and (before.alias_of_id is None):
            raise RuleBroken(_("Merge this tag into the other one instead."), "alias_of")
    renamed = before is not None and before.folded != fold(tidy(tag.name))
    former = _give_way(tag) if renamed else None
    tag.save()
    if former:
        former.name, former.alias_of = before.name, tag.alias_of or tag
        former.save()
    changed("tags", f"tag:{tag.pk}", *([f"tag:{tag.alias_of_id}"] if tag.alias_of_id else []))
    verb = "tag.changed" if before else "tag.added"
    audit.record(verb, tag, by=by, alias_of=tag.alias_of_id)
    return tag


def _held(key: int) -> Tag:
    return Tag.objects.select_for_update().get(pk=key)


def _require_main(tag: Tag) -> None:
    if tag.alias_of_id:
        raise RuleBroken(
            _("“%(tag)s” is itself another name; choose the tag that it belongs to.")
            % {"tag": tag.name},
            "alias_of",
        )


def _give_way(tag: Tag) -> Tag:
    """The row for a tag's former name: the one whose name the tag takes over, else a new one."""
    row = Tag.objects.filter(alias_of=tag, folded=fold(tidy(tag.name))).first()
    if row is None:
        return Tag()
    # The name becomes free before the row gets its new one; no typed name folds to this.
    Tag.objects.filter(pk=row.pk).update(folded=f"#{row.pk}")
    return row


@transaction.atomic
def merge_tags(tags: Iterable[Tag], into: Tag, *, by: User | None) -> int:
    """Make tags other names of one: their articles get it, their addresses lead to it.

    No article gets a new version: texts keep the names, and a name that is an alias stands for its
    tag. Return how many articles were moved. Raises RuleBroken; then nothing has changed.
    """
    keys = {tag.pk for tag in tags} - {into.pk}
    if not keys:
        raise RuleBroken(_("Choose another tag to merge into."), "into")
    # In one order for everybody, so that two merges wait for each other instead of both failing.
    held = Tag.objects.select_for_update().filter(pk__in={*keys, into.pk}).order_by("pk")
    rows = {tag.pk: tag for tag in held}
    if rows.keys() != {*keys, into.pk}:
        raise RuleBroken(_("One of these tags no longer exists. Open the list again."))
    into = rows.pop(into.pk)
    _require_main(into)
    uses = Article.tags.through.objects
    moved = uses.filter(tag__in=rows).values("article").distinct().count()
    for tag in rows.values():
        having = uses.filter(tag=into).values("article")
        uses.filter(tag=tag).exclude(article__in=having).update(tag=into)
        uses.filter(tag=tag).delete()
        _move_lines(f"tag:{tag.pk}", f"tag:{into.pk}")
    Tag.objects.filter(alias_of__in=rows).update(alias_of=into)
    Tag.objects.filter(pk__in=rows).update(alias_of=into)
    changed("tags", *(f"tag:{key}" for key in [into.pk, *rows]))
    names = sorted(tag.name for tag in rows.values())
    audit.record("tag.merged", into, by=by, names=names, articles=moved)
    return moved


def _move_lines(name: str, into: str) -> None:
    """Put the articles of one list on another one; those that stand there stand there once."""
    there = Listing.objects.filter(name=into).values("article")
    Listing.objects.filter(name=name).exclude(article__in=there).update(name=into)
    Listing.objects.filter(name=name).delete()


@transaction.atomic
def save_series(series: Series, *, by: User | None) -> Series:
    """Store a new or changed series; its name and what it is about stand on its page."""
    verb = "series.changed" if series.pk else "series.added"
    series.save()
    changed(f"series:{series.pk}")
    audit.record(verb, series, by=by)
    return series
