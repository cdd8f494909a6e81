"""What can be done to many articles at once: each change says beforehand what it would do."""

import datetime as dt
import hashlib
import json
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from articles import permissions, rules
from articles.models import Article, Photo, PhotoUse, Revision, Section, Snapshot, Tag
from articles.reports import checklist
from branch_portal.lib.html import has_content
from branch_portal.lib.htmlparts import photo_ids
from branch_portal.lib.text import fold, tidy

MOST_TAGS = 20
State = Article.State


@dataclass
class Line:
    """What a change would do to one article: `change` in words, or why it is `refused`.

    `when` says from when on readers see it; with neither words nor reason nothing would change.
    """

    article: Article
    snapshot: Snapshot
    change: str = ""
    when: str = ""
    refused: str = ""
    photos: list[Photo] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return bool(self.change) and not self.refused


@dataclass
class Plan:
    """All lines of a change; `digest` is another one as soon as anything in them is."""

    lines: list[Line]
    digest: str = field(init=False)

    def __post_init__(self):
        told = [
            (line.article.pk, line.article.version, line.change, line.when, line.refused)
            for line in self.lines
        ]
        self.digest = hashlib.sha256(json.dumps(told).encode()).hexdigest()

    @property
    def done(self) -> list[Line]:
        return [line for line in self.lines if line.is_done]


class Change(ABC):
    """One change; `judge` fills the lines in a fixed number of queries."""

    name = ""

    def plan(self, keys: list[int], by: User) -> Plan:
        """What the change would do to these articles, in the order of their numbers."""
        articles = Article.objects.filter(pk__in=keys).select_related("section").order_by("pk")
        lines = [Line(article, words) for article, words in with_newest(list(articles))]
        self.judge(lines, by)
        return Plan(lines)

    @abstractmethod
    def judge(self, lines: list[Line], by: User) -> None:
        """Say of each line what the change does to it, or why it cannot."""


def with_newest(articles: list[Article]):
    """Each article with its newest text, in one query."""
    newest = Revision.objects.filter(article__in=articles, number=F("article__version"))
    texts = {row.article_id: Snapshot.read(row.snapshot) for row in newest}
    return [(article, texts.get(article.pk) or Snapshot.of(article)) for article in articles]


def takes_effect_at_once(article: Article, by: User, section: int | None) -> bool:
    """May this person put a new section or other tags of a cleared article before the readers?

    Not while a correction is in preparation: its words would go out with them.
    """
    places = (article, Article(section_id=section))
    return bool(
        article.is_cleared
        and not article.pending
        and all(permissions.publish(by, place) for place in places)
    )


class Filing(Change):
    """What a change of section and a change of tags share."""

    def when(self, line: Line, by: User) -> str:
        article = line.article
        if takes_effect_at_once(article, by, self.section_after(line)):
            return _("Readers see it at once.") if article.is_public() else _("Counts at once.")
        if article.step == State.APPROVED:
            return _("It was approved and has to be approved again.")
        if article.pending:
            return _("Waits together with the correction in preparation.")
        return _("Waits until somebody publishes it.") if article.is_cleared else ""

    def section_after(self, line: Line) -> int | None:
        return line.article.section_id


class SetSection(Filing):
    """Put articles into a section."""

    name = "section"

    def __init__(self, section: Section):
        self.section = section

    def section_after(self, line: Line) -> int | None:
        return self.section.pk

    def judge(self, lines: list[Line], by: User) -> None:
        names = dict(Section.objects.values_list("pk", "name"))
        into = permissions.write_in(by, self.section.pk)
        for line in lines:
            verdict = permissions.edit(by, line.article)
            if not verdict or not into:
                line.refused = str((verdict and into).reason)
            elif line.snapshot.section != self.section.pk:
                before = names.get(line.snapshot.section, _("none"))
                places = {"before": before, "after": self.section.name}
                line.change = _("Section: %(before)s → %(after)s") % places
                line.when = self.when(line, by)


class SetTags(Filing):
    """Give articles tags, or take tags off; a name in other letters or an alias is the same tag."""

    def __init__(self, names: list[str], *, is_adding: bool):
        self.names, self.is_adding = names, is_adding
        self.name = "add_tags" if is_adding else "remove_tags"

    def judge(self, lines: list[Line], by: User) -> None:
        self.known = _main_names([*self.names, *(n for li in lines for n in li.snapshot.tags)])
        for line in lines:
            verdict = permissions.edit(by, line.article)
            after = self.after(line.snapshot)
            if not verdict:
                line.refused = str(verdict.reason)
            elif len(after) > MOST_TAGS:
                line.refused = _("It would have more than %(most)s tags.") % {"most": MOST_TAGS}
            elif after != line.snapshot.tags:
                line.change = self._words(line.snapshot.tags, after)
                line.when = self.when(line, by)

    def after(self, snapshot: Snapshot) -> list[str]:
        """The names of the tags that an article will have."""
        typed = {self._main(name): name for name in self.names}
        present = {self._main(name) for name in snapshot.tags}
        if not self.is_adding:
            return [name for name in snapshot.tags if self._main(name) not in typed]
        return sorted([*snapshot.tags, *(main for main in typed if main not in present)])

    def _main(self, name: str) -> str:
        return self.known.get(fold(tidy(name)), tidy(name))

    def _words(self, before: list[str], after: list[str]) -> str:
        moved = sorted(set(before) ^ set(after))
        sentence = _("Gets: %(tags)s") if self.is_adding else _("Loses: %(tags)s")
        return sentence % {"tags": ", ".join(moved)}


def _main_names(names: list[str]) -> dict[str, str]:
    """Folded names → the name of the tag that each stands for; unknown ones stand for themselves.

    Two new names that differ in marks or case only are one tag.
    """
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(tidy(name)), tidy(name))
    for tag in Tag.objects.filter(folded__in=found).select_related("alias_of"):
        found[tag.folded] = (tag.alias_of or tag).name
    return found


class CreditPhotos(Change):
    """Name the photographer of the articles' photos: of those without one, or of all."""

    name = "credit"

    def __init__(self, credit: str, *, only_missing: bool):
        self.credit, self.only_missing = credit, only_missing

    def judge(self, lines: list[Line], by: User) -> None:
        keys = {line.article.pk: _photo_keys(line.snapshot) for line in lines}
        wanted = set().union(*keys.values()) if keys else set()
        photos = Photo.objects.usable().in_bulk(wanted)
        elsewhere = _other_uses(wanted, [line.article.pk for line in lines])
        for line in lines:
            chosen = [
                photos[key]
                for key in keys[line.article.pk]
                if key in photos and self._is_meant(photos[key])
            ]
            verdicts = [permissions.edit_photo(by, photo) for photo in chosen]
            if not all(verdicts):
                line.refused = str(next(verdict for verdict in verdicts if not verdict).reason)
            elif chosen:
                line.photos = chosen
                line.change = self._words(chosen)
                others = sum(elsewhere.get(photo.pk, 0) for photo in chosen)
                line.when = _("Readers see it at once.") + _elsewhere_words(others)

    def _is_meant(self, photo: Photo) -> bool:
        return photo.credit != self.credit and not (self.only_missing and photo.credit)

    def _words(self, photos: list[Photo]) -> str:
        number = len(photos)
        sentence = ngettext(
            "%(number)s photo: “%(credit)s”", "%(number)s photos: “%(credit)s”", number
        ) % {"number": number, "credit": self.credit}
        replaced = sorted({photo.credit for photo in photos if photo.credit})
        if replaced:
            sentence += " " + _("instead of “%(names)s”") % {"names": "”, “".join(replaced)}
        return sentence


def _photo_keys(snapshot: Snapshot) -> list[int]:
    return list(dict.fromkeys([row["photo"] for row in snapshot.photos] + photo_ids(snapshot.body)))


def _other_uses(photos: set[int], articles: list[int]) -> dict[int, int]:
    uses = PhotoUse.objects.filter(photo__in=photos).exclude(article__in=articles).order_by()
    return dict(uses.values_list("photo").annotate(n=Count("article", distinct=True)))


def _elsewhere_words(number: int) -> str:
    if not number:
        return ""
    sentence = ngettext(
        "The photos also stand in %(number)s other article.",
        "The photos also stand in %(number)s other articles.",
        number,
    )
    return " " + sentence % {"number": number}


class Schedule(Change):
    """Set when articles appear; approved ones are released for that moment."""

    name = "schedule"

    def __init__(self, at: dt.datetime):
        self.at = at

    def judge(self, lines: list[Line], by: User) -> None:
        for line in lines:
            line.refused = self._refusal(line, by)
            if line.refused or line.snapshot.moment("publish_at") == self.at:
                continue
            line.change = _("Appears at %(moment)s") % {"moment": _moment(self.at)}
            if self.releases(line.article, by):
                line.when = _("Released: it appears by itself.")
            elif not line.article.is_cleared:
                line.when = _("A plan: it appears only when somebody has published it.")

    def releases(self, article: Article, by: User) -> bool:
        """Is the article approved, and may this person publish it?"""
        return article.state == State.APPROVED and bool(permissions.clear(by, article))

    def _refusal(self, line: Line, by: User) -> str:
        article, ends = line.article, line.snapshot.moment("expires_at")
        may = permissions.publish if article.is_cleared else permissions.edit
        verdict = may(by, article)
        if not verdict:
            return str(verdict.reason)
        if article.is_public() or (article.is_cleared and article.publish_at <= timezone.now()):
            return _("Readers have it already; a later date would take it away from them.")
        if ends and ends <= self.at:
            return _("It would be taken off before it appears.")
        earliest = rules.earliest_publication(line.snapshot.moment("source_published_at"))
        if earliest and self.at < earliest:
            sentence = _("Re-posted: not before %(moment)s.")
            return sentence % {"moment": _moment(earliest)}
        if self.releases(article, by):
            found = checklist.findings(article, line.snapshot)
            return next((each.sentence for each in found if each.blocks), "")
        return ""


class Withdraw(Change):
    """Take articles away from the readers."""

    name = "withdraw"

    def __init__(self, reason: str = ""):
        self.reason = reason

    def judge(self, lines: list[Line], by: User) -> None:
        for line in lines:
            verdict = permissions.publish(by, line.article)
            if not verdict:
                line.refused = str(verdict.reason)
            elif not line.article.is_cleared:
                line.refused = _("This article is not published.")
            else:
                line.change = _("Is withdrawn; its text stays.")
                line.when = (
                    _("Readers no longer see it at once.")
                    if line.article.is_public()
                    else _("It will not appear.")
                )


class HandIn(Change):
    """Hand drafts in for review."""

    name = "hand_in"

    def judge(self, lines: list[Line], by: User) -> None:
        for line in lines:
            verdict = permissions.edit(by, line.article)
            if not verdict:
                line.refused = str(verdict.reason)
            elif line.article.step not in Article.OPEN:
                line.refused = _("Not a draft: it has been handed in or has no change.")
            else:
                line.refused = _missing_words(line.snapshot)
                line.change = "" if line.refused else _("Is handed in for review.")


def _missing_words(snapshot: Snapshot) -> str:
    if not snapshot.headline:
        return _("The headline is missing.")
    if snapshot.section is None:
        return _("Choose the section in which the article appears.")
    return "" if has_content(snapshot.body) else _("The text of the article is missing.")


def _moment(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M, %d/%m/%Y}"
