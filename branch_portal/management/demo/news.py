"""The articles, photos and readers' comments of the demo world, from the texts beside this file."""

import datetime as dt
import io
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import django
from django.utils import timezone

from accounts.models import User
from articles import actions
from articles.models import Article, Reading, Section, Snapshot
from branch_portal.lib import images
from branch_portal.lib.sealed import address_tag, seal
from branch_portal.management.demo.pictures import draw
from comments.models import Comment, Decision, Reason
from comments.reports.judging import judge
from organisation.models import Unit

TEXTS = Path(__file__).parent / "articles"
SECTIONS = {
    "xay-dung-dang": "Xây dựng Đảng",
    "sinh-hoat-chuyen-de": "Sinh hoạt chuyên đề",
    "hoc-va-lam-theo-bac": "Học và làm theo Bác",
    "kinh-te": "Kinh tế",
    "van-hoa-xa-hoi": "Văn hóa – Xã hội",
    "quoc-phong-an-ninh": "Quốc phòng – An ninh",
    "thong-bao": "Thông báo",
}
SIZE, SIZES = (1280, 853), {"portrait": (960, 1200)}


@dataclass(frozen=True)
class Text:
    """One file: `key: value` lines, then the parts lead, body and comments after `--- name`."""

    facts: dict[str, str]
    parts: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> "Text":
        head, *rest = path.read_text(encoding="utf-8").split("\n--- ")
        facts = dict(line.partition(": ")[::2] for line in head.splitlines() if ":" in line)
        facts = {key.rstrip(":"): value.strip() for key, value in facts.items()}
        parts = {name: text.strip() for name, _line, text in (r.partition("\n") for r in rest)}
        return cls(facts, parts)


def load_news(editor: User, moderator: User, now: dt.datetime) -> Iterator[None]:
    """Write, illustrate and publish every article; one step of the iterator for each."""
    sections = {
        slug: Section.objects.create(name=name, slug=slug, position=position)
        for position, (slug, name) in enumerate(SECTIONS.items(), start=1)
    }
    texts = [Text.read(path) for path in sorted(TEXTS.glob("*.txt"))]
    spawn = multiprocessing.get_context("spawn")  # a fork would share the database's connection
    with ProcessPoolExecutor(mp_context=spawn, initializer=django.setup) as pool:
        pictures = pool.map(_picture, _wanted(texts))
        for text, picture in zip(texts, pictures, strict=True):
            article = _article(text, sections, editor, picture, now)
            _comments(text, article, moderator, now)
            yield


def _article(text, sections, editor, picture, now) -> Article:
    facts = text.facts
    words = Snapshot(
        section=sections[facts["section"]].pk,
        kicker=facts.get("kicker", ""),
        headline=facts["headline"],
        lead=text.parts["lead"],
        body=text.parts["body"],
        by_lines=[{"name": facts["author"], "user": None}],
        tags=facts["tags"].split(", "),
        photos=_photos(facts, picture, editor),
    )
    article = actions.save_article(None, words, by=editor).article
    at = _moment(facts, now)
    return actions.publish_article(article, by=editor, at=at, checked=False)


def _photos(facts: dict[str, str], picture: images.Prepared | None, editor: User) -> list[dict]:
    if picture is None:
        return []
    about = {name: facts.get(name, "") for name in ("caption", "credit", "alt")}
    photo = actions.add_photo(picture, **about, by=editor)
    return [{"photo": photo.pk, "caption": photo.caption, "alt": photo.alt}]


def _wanted(texts: list[Text]) -> Iterator[tuple[str, int]]:
    """The motif of each text with a seed of its own: neighbouring seeds differ most."""
    drawn: dict[str, int] = {}
    for text in texts:
        motif = text.facts["motif"]
        drawn[motif] = drawn.get(motif, -1) + 1
        yield motif, drawn[motif]


def _picture(wanted: tuple[str, int]) -> images.Prepared | None:
    motif, seed = wanted
    if motif == "none":
        return None
    file = io.BytesIO()
    draw(motif, seed, SIZES.get(motif, SIZE)).save(file, "JPEG", quality=92)
    return images.read_photo(file)


def _moment(facts: dict[str, str], now: dt.datetime) -> dt.datetime:
    local = timezone.localtime(now)
    hour = dt.time.fromisoformat(facts["time"])
    day = local.date() - dt.timedelta(days=int(facts["days_ago"]))
    moment = dt.datetime.combine(day, hour, tzinfo=local.tzinfo)
    # Loaded before breakfast, the morning's news is already out.
    return min(moment, now - dt.timedelta(minutes=5))


def _comments(text: Text, article: Article, moderator: User, now: dt.datetime) -> None:
    """Comments are stored as decided: nobody moderated the demo world by hand."""
    above = None
    for number, line in enumerate(text.parts.get("comments", "").splitlines()):
        name, state, words, *reason = (part.strip() for part in line.split(" | "))
        hours = dt.timedelta(hours=3 + 7 * number)
        written = min(article.publish_at + hours, now - dt.timedelta(minutes=20))
        if state == "official":
            comment = _official(above, name, words, moderator)
            state = Comment.State.APPROVED
        else:
            address = f"ban-doc-{article.pk}-{number}@example.vn"
            comment = above = _from_a_reader(article, name, words, address)
        Comment.objects.filter(pk=comment.pk).update(written_at=written)
        if state != Comment.State.PENDING:
            _decide(comment, state, (reason or ["Quảng cáo"])[0], moderator, written)
    shown = article.comments.approved().count()
    Article.objects.filter(pk=article.pk).update(comment_count=shown)


def _from_a_reader(article: Article, name: str, words: str, address: str) -> Comment:
    scores = judge(text=words, name=name, email=address)
    return Comment.objects.create(
        article=article,
        author_name=name,
        email_cipher=seal(address),
        email_tag=address_tag(address),
        text=words,
        spam=scores.spam,
        abuse=scores.abuse,
        privacy=scores.privacy,
        explanation=scores.as_json(),
        text_hash=scores.text_hash,
    )


def _official(parent: Comment, name: str, words: str, writer: User) -> Comment:
    return Comment.objects.create(
        article=parent.article,
        parent=parent,
        kind=Comment.Kind.OFFICIAL,
        unit=Unit.objects.filter(parent=None).first(),
        written_by=writer,
        author_name=name,
        text=words,
    )


def _decide(comment: Comment, state: str, why: str, moderator: User, at: dt.datetime) -> None:
    reason = None
    if state in (Comment.State.REJECTED, Comment.State.SPAM):
        reason = Reason.objects.filter(label=why).first() or Reason.objects.get(code="other")
    Decision.objects.create(
        comment=comment,
        before=Comment.State.PENDING,
        state=state,
        reason=reason,
        by=moderator,
        comment_version=1,
    )
    was_shown = state in (Comment.State.APPROVED, Comment.State.HIDDEN)
    moment = {"published_at": at} if was_shown else {}
    Comment.objects.filter(pk=comment.pk).update(state=state, version=2, **moment)


def load_readings(now: dt.datetime) -> None:
    """Some articles have been read more than others, so that "Most read" has something to say."""
    newest = Article.objects.published(now).values_list("pk", flat=True)[:20]
    Reading.objects.bulk_create(
        Reading(article_id=key, day=timezone.localdate(now), number=1 + 37 * place % 53)
        for place, key in enumerate(newest)
    )
