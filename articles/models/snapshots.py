"""The whole of an article as plain data: what a form holds, a revision keeps, a merge compares."""

import datetime as dt
from dataclasses import asdict, dataclass, field, fields
from typing import Self

from articles import rules
from articles.models.articles import Article, PhotoUse
from branch_portal.lib.html import clean
from branch_portal.lib.text import tidy

FORMAT = 1  # raised when a field changes its meaning; `read` then translates older revisions


@dataclass
class Snapshot:
    """Everything about an article that people edit. Keys of rows are numbers, moments ISO text.

    `by_lines`: [{"name": str, "user": int | None}]. `photos`: [{"photo": int, "caption": str,
    "alt": str}], the first leads. `tags` are names. `attachments` and `related` are keys in order.
    """

    section: int | None = None
    series: int | None = None
    kicker: str = ""
    headline: str = ""
    lead: str = ""
    body: str = ""
    by_lines: list[dict] = field(default_factory=list)
    source_name: str = ""
    source_url: str = ""
    source_published_at: str | None = None
    photos: list[dict] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attachments: list[int] = field(default_factory=list)
    related: list[int] = field(default_factory=list)
    comments_open: bool = True
    publish_at: str | None = None
    expires_at: str | None = None

    @classmethod
    def of(cls, article: Article) -> Self:
        """What the article's rows say now: what readers see of a published one."""
        shown = article.photo_uses.filter(place=PhotoUse.Place.SHOWN)
        listed = article.attachment_uses.filter(in_text=False)
        return cls(
            **{name: getattr(article, name) for name in PLAIN},
            section=article.section_id,
            series=article.series_id,
            by_lines=list(article.by_lines.values("name", "user")),
            photos=list(shown.values("photo", "caption", "alt")),
            tags=sorted(article.tags.values_list("name", flat=True)),
            attachments=list(listed.values_list("attachment", flat=True)),
            related=list(article.related_rows.values_list("to", flat=True)),
            **{name: in_iso(getattr(article, name)) for name in MOMENTS},
        )

    @classmethod
    def newest(cls, article: Article) -> Self:
        """The newest text of an article, whether readers see it or not.

        Its dates are those of the row, which publishing may have set; a correction has its own, but
        never loses the day of its article.
        """
        revision = article.revisions.filter(number=article.version).first()
        if revision is None:
            return cls.of(article)
        snapshot = cls.read(revision.snapshot)
        if not article.pending:
            snapshot.expires_at = in_iso(article.expires_at)
        if not (article.pending and snapshot.publish_at):
            snapshot.publish_at = in_iso(article.publish_at)
        return snapshot

    @classmethod
    def read(cls, stored: dict) -> Self:
        """Read what a revision keeps; fields that it does not know yet have their default."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})

    def stored(self) -> dict:
        """The form in which a revision keeps it."""
        return {"format": FORMAT} | asdict(self)

    def tidy(self) -> None:
        """Bring every text into the form in which it is stored, whatever door it came through."""
        for name in ("kicker", "headline", "lead", "source_name", "source_url"):
            setattr(self, name, tidy(getattr(self, name)))
        self.body = clean(self.body)
        self.tags = sorted(tidy(name) for name in self.tags)
        self.by_lines = [line | {"name": tidy(line["name"])} for line in self.by_lines]
        self.photos = [
            row | {word: tidy(row.get(word) or "") for word in ("caption", "alt")}
            for row in self.photos
        ]

    def moment(self, name: str) -> dt.datetime | None:
        """One of MOMENTS as an aware moment."""
        value = getattr(self, name)
        return dt.datetime.fromisoformat(value) if value else None

    def put_on(self, article: Article) -> None:
        """Lay the plain values on the row in memory; lists are the business of the action."""
        for name in PLAIN:
            setattr(article, name, getattr(self, name))
        for name in MOMENTS:
            setattr(article, name, self.moment(name))
        article.section_id, article.series_id = self.section, self.series
        article.author_name = self.author_name

    @property
    def author_name(self) -> str:
        """The by-lines as they are printed: "Thu Nhàn – Hà Vân"."""
        return rules.BETWEEN_AUTHORS.join(line["name"] for line in self.by_lines)[:300]


PLAIN = (
    "kicker",
    "headline",
    "lead",
    "body",
    "source_name",
    "source_url",
    "comments_open",
)
MOMENTS = ("source_published_at", "publish_at", "expires_at")


def in_iso(moment: dt.datetime | None) -> str | None:
    """A moment as a snapshot keeps it: UTC, so that equal moments are equal texts."""
    return moment.astimezone(dt.UTC).isoformat() if moment else None
