"""What stands around the fields of the article form."""

import dataclasses
import json

from django.conf import settings
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import Role, RoleGrant, User
from articles import permissions
from articles.actions import Clashed, Unready
from articles.admin.deeds import deeds
from articles.admin.told import in_words, label_of
from articles.forms import posted_values
from articles.models import Article, Attachment, Photo, SideDraft, Snapshot, WorkingCopy
from articles.reports import checklist
from articles.reports.page import preview_page
from articles.reports.words import schedule_words, state_words
from articles.rules import FieldClash
from branch_portal.lib.merge import blocks, readable


def unsaved_copies(user: User, article: Article | None) -> QuerySet:
    """What this person typed on forms of this article, or of new ones, and has not saved."""
    copies = WorkingCopy.objects.filter(user=user, article=article, saved_at__isnull=False)
    return copies.order_by("-saved_at")


def _offered(user: User, article: Article | None) -> list[WorkingCopy]:
    """The newest unsaved copies that say something else than the stored text."""
    copies = list(unsaved_copies(user, article)[:3])
    if not copies:
        return []
    stored = posted_values(Snapshot.newest(article) if article else Snapshot())
    return [copy for copy in copies if _differs(copy.fields, stored)]


def _differs(fields: dict[str, str], stored: dict[str, str]) -> bool:
    """Was anything typed? A form that was only opened for a preview is no news to its writer."""
    clock = {name for name in stored if name.endswith(("_0", "_1"))}  # minutes here, seconds there
    return any(
        fields.get(name, "").split() != value.split()
        for name, value in stored.items()
        if name not in clock
    )


def form_context(request: HttpRequest, form: Form, article: Article | None) -> dict:
    """The parts of the page that only somebody who may edit the article sees."""
    user, broken = request.user, getattr(request, "broken_rule", None)
    clashed = broken if isinstance(broken, Clashed) else None
    return {
        "may_edit": True,
        "may_publish": bool(permissions.publish(user, article)),
        "newsroom": _addresses(request, article, is_refused=bool(form.errors)),
        "deeds": deeds(user, article),
        "state_words": state_words(article) if article else "",
        "schedule_words": _when(article),
        "copies": _offered(user, article) if request.method == "GET" else [],
        "is_copy": bool(getattr(request, "taken_up", None)),
        "side_drafts": _side_drafts(user, article),
        "clashed": clashed,
        "clashes": _clashes(clashed),
        "findings": _findings(request, article, broken),
        "correction": request.POST.get("correction", ""),
        "author_names": _colleagues(),
        "row_facts": _row_facts(form),
    }


def reading_context(request: HttpRequest, article: Article) -> dict:
    """The text for somebody who may read it and not change it."""
    return {
        "reading": preview_page(article, Snapshot.newest(article)),
        "side_drafts": _side_drafts(request.user, article),
        "state_words": state_words(article),
    }


def _addresses(request: HttpRequest, article: Article | None, is_refused: bool) -> dict[str, str]:
    """The data attributes that the page's scripts read."""
    found = {
        "user": str(request.user.pk),
        "autosave": reverse("articles:autosave"),
        "preview": reverse("articles:preview", args=["KEY"]),
        "photo-upload": reverse("articles:upload_photo"),
        "photo-words": reverse("admin:articles_photo_words", args=[0]),
        "photo-search": reverse("articles:find_photos"),
        "file-upload": reverse("articles:upload_attachment"),
        "article-search": reverse("articles:find_articles"),
        "sign-in": f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': reverse('admin:index')})}",
    }
    if article:
        found["article"] = str(article.pk)
    if is_refused:
        found["is-refused"] = "1"
    if request.method == "GET" and (saved := request.session.pop("saved_form", "")):
        found["saved"] = saved
    return found


def _when(article: Article | None) -> str:
    if article and article.is_cleared and article.publish_at > timezone.now():
        return schedule_words(article.publish_at, article.expires_at)
    return ""


def _side_drafts(user: User, article: Article | None):
    if article is None:
        return []
    return SideDraft.objects.filter(article=article, user=user, put_away_at=None)


def _findings(request: HttpRequest, article: Article | None, broken) -> list[dict]:
    """The checklist with the reasons that were typed already."""
    if isinstance(broken, Unready):
        found = broken.findings
    else:
        found = checklist.findings(article, Snapshot.newest(article)) if article else []
    return [
        dataclasses.asdict(each) | {"reason": request.POST.get(f"reason-{each.code}", "")}
        for each in found
    ]


LABELS = {"photos": "photos", "tags": "tag_names", "by_lines": "authors"}


def _clashes(clashed: Clashed | None) -> list[dict]:
    if clashed is None:
        return []
    return [_shown(clash, clashed.merged.values) for clash in clashed.merged.clashes]


def _shown(clash: FieldClash, merged: dict) -> dict:
    """Both sides of a clash in words, and what the button puts into which fields."""
    if clash.place is not None:
        theirs = _body_with_theirs(merged["body"], clash)
        return {
            "label": _("Text, paragraph %(number)s") % {"number": clash.place},
            "mine": readable(str(clash.mine)) or _("(taken out)"),
            "theirs": readable(str(clash.theirs)) or _("(taken out)"),
            "values": json.dumps({"body": theirs}, ensure_ascii=False),
            "old": str(clash.mine),
            "new": str(clash.theirs),
        }
    mine, theirs = (Snapshot(**{clash.name: side}) for side in (clash.mine, clash.theirs))
    field = LABELS.get(clash.name, clash.name)
    posted = posted_values(theirs)
    values = {name: posted[name] for name in (field, f"{field}_0", f"{field}_1") if name in posted}
    return {
        "label": label_of(clash.name),
        "mine": in_words(mine)[clash.name] or _("(empty)"),
        "theirs": in_words(theirs)[clash.name] or _("(empty)"),
        "values": json.dumps(values, ensure_ascii=False),
    }


def _body_with_theirs(body: str, clash: FieldClash) -> str:
    """The merged body with the other side's paragraphs in the place of one's own."""
    found = blocks(body)
    place, count = clash.place - 1, len(blocks(str(clash.mine)))
    return "".join([*found[:place], str(clash.theirs), *found[place + count :]])


def _colleagues() -> list[str]:
    """Everybody who writes, as the field of authors reads them."""
    writers = RoleGrant.objects.filter(role__in=[Role.REPORTER, Role.EDITOR, Role.PUBLISHER])
    rows = writers.values_list("user__full_name", "user__username").distinct()
    return [f"{name} (@{username})" for name, username in rows.order_by("user__full_name")[:100]]


def _row_facts(form: Form) -> dict:
    """What the cards show about the rows that the hidden lists name."""
    keys = {name: _keys(form[name].value()) for name in ("photos", "attachments", "related")}
    return {
        "photos": {
            photo.pk: _photo(photo) for photo in Photo.objects.filter(pk__in=keys["photos"])
        },
        "attachments": {
            file.pk: {"title": file.title, "kind": file.kind}
            for file in Attachment.objects.filter(pk__in=keys["attachments"])
        },
        "articles": {
            row.pk: {"headline": str(row)}
            for row in Article.objects.filter(pk__in=keys["related"]).only("headline")
        },
    }


def _photo(photo: Photo) -> dict:
    sizes = photo.sizes("jpeg")
    return {"thumb": sizes[0]["url"] if sizes else "", "credit": photo.credit}


def _keys(text: str | None) -> list[int]:
    """The keys in a hidden list, as far as it can be read."""
    try:
        rows = json.loads(text or "[]")
        keys = [int(row["photo"] if isinstance(row, dict) else row) for row in rows]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return []
    return [key for key in keys if 0 < key < 2**62][:200]
