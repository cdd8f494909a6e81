"""A text in words: the names of its fields, and what stands in each, for people to compare."""

from django.utils.translation import gettext as _

from articles.forms import posted_values
from articles.models import Article, Photo, Snapshot
from branch_portal.lib.merge import readable

# Fields in the order in which a comparison shows them.
COMPARED = ["kicker", "headline", "lead", "body", "by_lines", "photos", "tags", "section", "series"]
COMPARED += ["source_name", "source_url", "source_published_at", "attachments", "related"]
COMPARED += ["publish_at", "expires_at", "comments_open"]


def label_of(name: str) -> str:
    """A field of a snapshot in the words of the form."""
    names = {"photos": _("Photos"), "tags": _("Tags"), "by_lines": _("Authors")}
    names |= {"attachments": _("Attached files"), "related": _("Related articles")}
    return names.get(name) or str(Article._meta.get_field(name).verbose_name).capitalize()


def in_words(snapshot: Snapshot) -> dict[str, str]:
    """Every field of a snapshot as a person reads it: names instead of keys, days and hours."""
    posted = posted_values(snapshot)
    words = {name: posted.get(name, "") for name in COMPARED}
    for name in ("publish_at", "expires_at", "source_published_at"):
        words[name] = f"{posted[f'{name}_0']} {posted[f'{name}_1'][:5]}".strip()
    words["body"] = readable(snapshot.body)
    words["by_lines"], words["tags"] = posted["authors"], posted["tag_names"]
    words["photos"] = _photos_in_words(snapshot)
    words["section"] = _name_of("section", snapshot.section)
    words["series"] = _name_of("series", snapshot.series)
    words["related"] = "\n".join(f"#{key}" for key in snapshot.related)
    words["attachments"] = "\n".join(f"#{key}" for key in snapshot.attachments)
    words["comments_open"] = _("yes") if snapshot.comments_open else _("no")
    return words


def _name_of(field: str, key: int | None) -> str:
    model = Article._meta.get_field(field).related_model
    return str(model.objects.filter(pk=key).first() or "") if key else ""


def _photos_in_words(snapshot: Snapshot) -> str:
    credits = dict(
        Photo.objects.filter(pk__in=[row["photo"] for row in snapshot.photos]).values_list(
            "pk", "credit"
        )
    )
    return "\n".join(
        f"[ảnh {row['photo']}] {row['caption']} ({row['alt']}) {credits.get(row['photo'], '')}"
        for row in snapshot.photos
    )
