"""The publish checklist: what stands against putting a text before the readers."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import rules
from articles.models import (
    Article,
    Attachment,
    CheckRule,
    Photo,
    PhotoUse,
    Snapshot,
    TextBand,
)
from articles.reports.checks import CHECKS, Shown, Text
from branch_portal.lib import similar
from branch_portal.lib.html import plain_text
from branch_portal.lib.htmlparts import article_ids, attachment_ids, figures

RECENT = dt.timedelta(days=30)  # for "used too often"
# How many rows of the index and how many whole texts are compared at most, however large the
# archive is; the likeliest ones come first.
MOST_BANDS, MOST_COMPARED = 200, 5
SENTENCES = 4  # of one finding; more are counted


@dataclass(frozen=True)
class Finding:
    """One line of the checklist that found something. `field` is where it is mended."""

    code: str
    sentence: str
    blocks: bool
    field: str = ""


def findings(article: Article, snapshot: Snapshot) -> list[Finding]:
    """What the checklist says to a text, blocking lines first; one for each rule, because one
    reason answers it. Eight queries at most, whatever the text holds.
    """
    text = _read(article, snapshot)
    found = []
    for rule in CheckRule.objects.exclude(effect=CheckRule.Effect.OFF):
        if rule.code not in CHECKS:
            continue
        field, check = CHECKS[rule.code]
        if sentences := list(dict.fromkeys(check(text, rule.limit or 0))):
            blocks = rule.effect == CheckRule.Effect.BLOCK
            found.append(Finding(rule.code, _joined(sentences), blocks, field))
    return sorted(found, key=lambda finding: not finding.blocks)


def _joined(sentences: list[str]) -> str:
    more = len(sentences) - SENTENCES
    told = " ".join(sentences[:SENTENCES])
    if more > 0:
        told += " " + ngettext("And %(count)s more.", "And %(count)s more.", more) % {"count": more}
    return told


def _read(article: Article, snapshot: Snapshot) -> Text:
    plain = plain_text(snapshot.body)
    photos = _photos(snapshot)
    return Text(
        snapshot=snapshot,
        plain=plain,
        photos=photos,
        dead_links=[*_dead_articles(article, snapshot), *_dead_files(snapshot)],
        times_shown=_times_shown(article, photos),
        copy_of=_copy(article, plain),
    )


def _photos(snapshot: Snapshot) -> list[Shown]:
    in_text = figures(snapshot.body)
    keys = {row["photo"] for row in snapshot.photos} | {each.photo for each in in_text} - {None}
    known = Photo.objects.in_bulk(keys) if keys else {}
    listed = [
        Shown(
            _("Photo %(number)s") % {"number": number},
            known.get(row["photo"]),
            row.get("alt", ""),
            row.get("caption", ""),
        )
        for number, row in enumerate(snapshot.photos, start=1)
    ]
    return listed + [
        Shown(
            _("Photo %(number)s in the text") % {"number": number},
            known.get(each.photo),
            each.alt,
            plain_text(each.caption),
        )
        for number, each in enumerate(in_text, start=1)
    ]


def _dead_articles(article: Article, snapshot: Snapshot) -> list[str]:
    """Links to articles that readers will not see at the moment when this one appears."""
    keys = [key for key in article_ids(snapshot.body) if key != article.pk]
    if not keys:
        return []
    now = timezone.now()
    moment = max(now, snapshot.moment("publish_at") or now)
    linked = Article.objects.only("headline", "state", "publish_at", "expires_at").in_bulk(keys)
    sentences = []
    for key in keys:
        other = linked.get(key)
        if other is None:
            sentences.append(_("The link to article %(key)s leads nowhere.") % {"key": key})
        elif not other.is_public(moment):
            sentences.append(
                _("The link to “%(headline)s” leads to an article that readers do not see.")
                % {"headline": str(other)}
            )
    return sentences


def _dead_files(snapshot: Snapshot) -> list[str]:
    keys = attachment_ids(snapshot.body)
    if not keys:
        return []
    known = set(Attachment.objects.filter(pk__in=keys).values_list("pk", flat=True))
    sentence = _("The link to file %(key)s leads nowhere.")
    return [sentence % {"key": key} for key in keys if key not in known]


def _times_shown(article: Article, photos: list[Shown]) -> dict[int, int]:
    keys = {each.photo.pk for each in photos if each.photo}
    if not keys:
        return {}
    recent = Article.objects.published().filter(publish_at__gte=timezone.now() - RECENT)
    rows = (
        PhotoUse.objects.filter(photo__in=keys, article__in=recent.order_by())
        .exclude(place=PhotoUse.Place.WAITING)
        .exclude(article=article.pk)
    )
    counted = rows.order_by().values("photo").annotate(times=Count("article", distinct=True))
    return dict(counted.values_list("photo", "times"))


def _copy(article: Article, plain: str) -> Article | None:
    """The other article that holds most of these words, if it holds many of them."""
    bands = similar.text_bands(plain) if len(plain.split()) >= rules.FEWEST_COMPARED else ()
    if not bands:
        return None
    same = reduce(or_, (Q(number=number, value=value) for number, value in enumerate(bands)))
    rows = TextBand.objects.filter(same).exclude(article=article.pk)
    shared = Counter(rows.values_list("article", flat=True)[:MOST_BANDS])
    likely = [key for key, _times in shared.most_common(MOST_COMPARED)]
    if not likely:
        return None
    others = Article.objects.exclude(state=Article.State.WITHDRAWN).filter(pk__in=likely)
    rated = [
        (similar.resemblance(plain, plain_text(other.body)), other)
        for other in others.only("headline", "body", "publish_at", "created_at")
    ]
    best, other = max(rated, key=lambda pair: pair[0], default=(0, None))
    return other if best >= similar.TEXT_RESEMBLES else None
