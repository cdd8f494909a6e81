"""After each thing that somebody does, every page from the cache is what it would be made anew."""

import datetime as dt
import io

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver, resolve
from django.utils import timezone

from articles import actions
from articles.models import Article, FrontSlot, InfoPage, Section, Series, Snapshot, Tag
from branch_portal.lib import images, pagecache
from branch_portal.lib.dates import Quarter
from branch_portal.lib.pagecache.pages import PageServer
from comments import actions as comment_actions
from meetings import actions as meeting_actions
from meetings.models import Announcement, PublicSummary, QuarterFigures, TopicGroup
from meetings.reports import figures
from tests.comments.posting import timeless
from tests.factories import (
    make_announcement,
    make_article,
    make_comment,
    make_member,
    make_photo,
    make_picture,
    make_section,
    make_session,
    make_summary,
    submit,
)
from tests.portal.test_pagecache import Answer

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
NOW = timezone.now().replace(second=0, microsecond=0)
# Addresses by the names of the views that the cache keeps.
PATHS = {
    "front": ["/"],
    "article": ["{article}", "{part_one}", "{part_two}", "{linking}", "{plain}"],
    "section": ["/chuyen-muc/kinh-te/", "/chuyen-muc/nong-nghiep/", "/chuyen-muc/van-hoa/"],
    "tag": ["/chu-de/thuy-loi/", "/chu-de/le-hoi/", "/chu-de/kenh-muong/"],
    "author": ["/tac-gia/thu-nhan/", "/tac-gia/ha-van/"],
    "photo_stories": ["/phong-su-anh/"],
    "series_list": ["/chuyen-de/"],
    "series": ["/chuyen-de/giu-nuoc/"],
    "archive_years": ["/luu-tru/"],
    "archive_year": ["/luu-tru/{now:%Y}/", "/luu-tru/2022/"],
    "archive": ["/luu-tru/{now:%Y}/{now.month}/", "/luu-tru/2022/1/", "/luu-tru/2021/5/"],
    "archive_day": ["/luu-tru/2022/1/10/", "/luu-tru/2021/5/4/"],
    "info": ["/thong-tin/gioi-thieu/", "/thong-tin/lien-he/"],
    "rss": ["/rss/", "/rss/chuyen-muc/kinh-te/", "/rss/chu-de/thuy-loi/"],
    "atom": [
        *("/atom/", "/atom/chuyen-muc/kinh-te/", "/atom/chu-de/thuy-loi/"),
        *("/y-kien/atom/", "/y-kien/{key}/atom/"),
    ],
    "feed_json": ["/feed.json"],
    "personal_data": ["/y-kien/du-lieu-ca-nhan/"],
    "sitemap": ["/sitemap.xml"],
    "sitemap_lists": ["/sitemap-trang.xml"],
    "sitemap_news": ["/sitemap-tin-moi.xml"],
    "sitemap_month": ["/sitemap-{now:%Y-%m}.xml", "/sitemap-2022-01.xml", "/sitemap-2021-05.xml"],
    "manifest": ["/manifest.webmanifest"],
    "opensearch": ["/opensearch.xml"],
    "offline": ["/ngoai-tuyen/"],
    "summaries": ["/sinh-hoat-chuyen-de/"],
    "summary": ["/sinh-hoat-chuyen-de/1/giu-nuoc-cho-vu-xuan/"],
    "summaries_of_branch": ["/sinh-hoat-chuyen-de/chi-bo/{branch.pk}/"],
    "summaries_of_group": ["/sinh-hoat-chuyen-de/nhom/{group.slug}/"],
    "summaries_of_quarter": ["/sinh-hoat-chuyen-de/quy/2026-4/"],
}


class World:
    """A paper in which everything hangs together."""

    def __init__(self, branch, board, moderator):
        self.branch, self.board, self.moderator, self.now = branch, board, moderator, NOW
        self.group = TopicGroup.objects.first()
        economy = make_section("Kinh tế")
        self.part = make_section("Nông nghiệp", parent=economy)
        self.culture = make_section("Văn hóa")
        self.photo = make_photo()
        self.series = Series(name="Giữ nước", slug="giu-nuoc")
        actions.save_series(self.series, by=None)
        for slug, title in (("gioi-thieu", "Giới thiệu"), ("lien-he", "Liên hệ")):
            page = InfoPage(slug=slug, title=title, body="<p>Huyện ủy.</p>")
            actions.save_info_page(page, by=None)
        self.plain = make_article("Việc thường", section=self.culture, tags=["Lễ hội"])
        self.article = make_article(
            "Kênh mới", section=self.part, tags=["Thủy lợi", "Kênh mương"], photo=self.photo
        )
        self.linking = make_article(
            "Nhìn lại",
            section=self.culture,
            related=[self.article.pk],
            body=f'<p>Xem <a href="/tin/{self.article.pk}/">bài trước</a>.</p>',
        )
        self.part_one = make_article("Kỳ một", section=economy, series=self.series.pk)
        self.part_two = make_article(
            "Kỳ hai", section=economy, series=self.series.pk, publish_at=NOW, tags=["Thủy lợi"]
        )
        self.old = make_article(
            "Chuyện cũ", publish_at=dt.datetime(2021, 5, 4, 1, tzinfo=dt.UTC), section=self.culture
        )
        self.key = self.article.pk
        self.comment = make_comment(self.article)
        self.shown = make_comment(self.article, "Gọi số 0900 000 118.", state="approved")
        slot = FrontSlot(place="lead", article=self.plain, starts_at=NOW - dt.timedelta(hours=1))
        actions.arrange_front([slot], base=FrontSlot.objects.version(), by=None)

    def revise(self, article, **words):
        """Save and publish a correction."""
        snapshot = Snapshot.newest(article)
        for name, value in words.items():
            setattr(snapshot, name, value)
        actions.save_article(Article.objects.get(pk=article.pk), snapshot, by=None)
        return actions.publish_article(article, checked=False, by=None)


def rename(model, name, save, **found):
    row = model.objects.get(**found)
    row.name = name
    save(row, by=None)


def decided(comment, decide, world, **more):
    comment.refresh_from_db()
    return decide(comment, version=comment.version, by=world.moderator, **more)


def approve_and_undo(world):
    decided(decided(world.comment, comment_actions.approve, world), comment_actions.undo, world)


def more_photos(world):
    photos = [world.photo]
    for colour in ("navy", "teal", "maroon", "gray"):
        prepared = images.read_photo(io.BytesIO(make_picture((900, 600), colour)))
        photos.append(actions.add_photo(prepared, caption=colour, credit="", alt="", by=None))
    rows = [{"photo": photo.pk, "caption": photo.caption, "alt": ""} for photo in photos]
    world.revise(world.article, photos=rows)


def publish_figures(world):
    quarter = Quarter(2026, 4)
    unit = world.board.grants.get().unit
    seen = figures(unit, quarter)
    meeting_actions.publish_figures(unit, quarter, seen=seen, by=world.board)


def slot_of(article):
    slot = FrontSlot(place="lead", article=article, starts_at=NOW - dt.timedelta(hours=1))
    actions.arrange_front([slot], base=FrontSlot.objects.version(), by=None)


STEPS = {
    "a new article": lambda w: make_article(
        "Tin mới", section=w.part, tags=["Thủy lợi"], author_name="Hà Vân", publish_at=NOW
    ),
    "a new headline": lambda w: w.revise(w.article, headline="Kênh rất mới"),
    "another section": lambda w: w.revise(w.article, section=w.culture.pk),
    "other tags": lambda w: w.revise(w.article, tags=["Lễ hội"]),
    "another author": lambda w: w.revise(w.article, by_lines=[{"name": "Hà Vân", "user": None}]),
    "into a series": lambda w: w.revise(w.article, series=w.series.pk),
    "out of a series": lambda w: w.revise(w.part_one, series=None),
    "no comments": lambda w: w.revise(w.article, comments_open=False),
    "a photo story": more_photos,
    "another date": lambda w: actions.schedule_article(
        Article.objects.get(pk=w.article.pk), dt.datetime(2021, 5, 4, 2, tzinfo=dt.UTC), by=None
    ),
    "withdrawn": lambda w: actions.withdraw_article(w.article, by=None),
    "the lead withdrawn": lambda w: actions.withdraw_article(w.plain, by=None),
    "a part withdrawn": lambda w: actions.withdraw_article(w.part_two, by=None),
    "the last of a month withdrawn": lambda w: actions.withdraw_article(w.old, by=None),
    "scheduled away": lambda w: actions.schedule_article(
        Article.objects.get(pk=w.plain.pk), NOW + dt.timedelta(days=2), by=None
    ),
    "a photo described": lambda w: actions.describe_photo(
        w.photo, {"credit": "Người khác", "focal_x": 90}, by=None
    ),
    "a photo taken down": lambda w: actions.take_down_photo(w.photo, "Sai người.", by=None),
    "a section renamed": lambda w: rename(
        Section, "Kinh tế xanh", actions.arrange_section, slug="kinh-te"
    ),
    "a section added": lambda w: actions.arrange_section(
        Section(name="Thể thao", slug="the-thao", position=9), by=None
    ),
    "a tag renamed": lambda w: rename(Tag, "Nước sạch", actions.save_tag, slug="thuy-loi"),
    "tags merged": lambda w: actions.merge_tags(
        [Tag.objects.get(slug="kenh-muong")], Tag.objects.get(slug="le-hoi"), by=None
    ),
    "a series renamed": lambda w: rename(
        Series, "Giữ nước đầu nguồn", actions.save_series, slug="giu-nuoc"
    ),
    "another lead": lambda w: slot_of(w.article),
    "an information page changed": lambda w: actions.save_info_page(
        _retitled(InfoPage.objects.get(slug="lien-he")), by=None
    ),
    "an information page deleted": lambda w: actions.delete_info_page(
        InfoPage.objects.get(slug="gioi-thieu"), by=None
    ),
    "a comment approved": lambda w: decided(w.comment, comment_actions.approve, w),
    "a comment hidden": lambda w: decided(w.shown, comment_actions.hide, w),
    "a comment taken for spam": lambda w: decided(w.shown, comment_actions.mark_spam, w),
    "a comment pinned": lambda w: decided(w.shown, comment_actions.pin, w, is_pinned=True),
    "a comment erased": lambda w: comment_actions.erase_comment(w.shown, by=w.moderator),
    "a decision undone": approve_and_undo,
    "a session announced": lambda w: make_announcement(w.branch, w.board, days=3),
}


def _retitled(page):
    page.title = "Liên hệ tòa soạn"
    return page


@pytest.fixture
def world(branch, organisation_board, moderator):
    return World(branch, organisation_board, moderator)


def paths(world):
    return [
        path.format(
            **{
                name: value.get_absolute_url() if isinstance(value, Article) else value
                for name, value in vars(world).items()
            }
        )
        for name in PATHS
        for path in PATHS[name]
    ]


def read(server, world):
    pages = {}
    for path in paths(world):
        answer = Answer(server, path)
        pages[path] = (answer.status, answer.headers.get("Location"), timeless(answer.text))
    return pages


@pytest.mark.parametrize("step", STEPS)
def test_no_page_is_left_behind(world, step):
    server = PageServer(WSGIHandler())
    read(server, world)
    STEPS[step](world)
    kept = read(server, world)
    pagecache.forget()
    fresh = read(server, world)
    assert [path for path in fresh if kept[path] != fresh[path]] == []


def test_summaries_and_announcements_come_and_go(world, secretary):
    for name in ("Trần Thị Một", "Lê Văn Hai", "Bùi Thị Ba"):
        make_member(world.branch, name)
    session = submit(make_session(world.branch, secretary), secretary)
    announcement = make_announcement(world.branch, world.board, days=3)
    publish_figures(world)
    server = PageServer(WSGIHandler())
    steps = (
        lambda: make_summary(session, world.board),
        lambda: make_summary(session, world.board, version=1, title="Tên khác"),
        lambda: meeting_actions.withdraw_summary(PublicSummary.objects.get(), by=world.board),
        lambda: meeting_actions.withdraw_announcement(
            Announcement.objects.get(pk=announcement.pk), by=world.board
        ),
        lambda: meeting_actions.withdraw_figures(QuarterFigures.objects.get(), by=world.board),
    )
    for step in steps:
        read(server, world)
        step()
        kept = read(server, world)
        pagecache.forget()
        fresh = read(server, world)
        assert [path for path in fresh if kept[path] != fresh[path]] == []


def test_every_page_that_is_kept_is_tried_here(world):
    names = {resolve(path).url_name for path in paths(world)}
    assert names >= _kept_views(get_resolver())


def _kept_views(resolver):
    found = set()
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            found |= _kept_views(pattern)
        elif hasattr(pattern.callback, "stored_by"):
            found.add(pattern.name)
    return found
