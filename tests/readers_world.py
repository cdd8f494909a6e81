"""A small paper in which every kind of public page has everything to show that it can show.

The checks of every page, by the HTML checker and in the browser, walk through it.
"""

import datetime as dt
import io
from dataclasses import dataclass

from django.core.cache import cache
from django.template.loader import get_template
from django.test import Client
from django.utils import timezone

from articles import actions as newsroom
from articles.models import Article, FrontSlot, InfoPage, Photo, Reading, Snapshot
from branch_portal.lib.dates import Quarter
from branch_portal.lib.files import read_document
from comments import actions as readers
from comments.forms.comment import CommentForm
from comments.mail import token
from comments.models import Comment, DataRequest
from meetings import actions as meetings
from meetings import reports
from meetings.models import PublicSummary
from tests.articles.test_upload_attachment import PDF
from tests.factories import (
    call_roll,
    make_announcement,
    make_article,
    make_comment,
    make_photo,
    make_plan,
    make_resolution,
    make_section,
    make_series,
    make_session,
    make_summary,
    submit,
)

SECTIONS = ["Tin tức", "Xây dựng Đảng", "Sinh hoạt chuyên đề", "Học tập và làm theo Bác"]
SECTIONS += ["Kinh tế", "Văn hóa – Xã hội", "Quốc phòng – An ninh", "Dân vận", "Thông báo"]
UNBROKEN = "Nghiêngnghiêng" * 6  # a word that is nowhere to be broken
HYPHENS = "đường-dây-nóng-" * 6  # and one that is at its hyphens
LONG = f"Chi bộ {'bàn cách giữ nước cho ruộng cuối nguồn và ' * 4}{UNBROKEN}"[:200]
BODY = """
<p>Chi bộ có <strong>67</strong> đảng viên, <a href="https://example.com/">xem thêm</a>.</p>
<h2>Ba việc, ba người</h2><ul><li>Mở lớp phụ đạo</li><li>Đón học sinh ở xa<ul><li>Hai xe</li></ul>
</li></ul><ol><li>Một</li><li>Hai</li></ol><h3>Việc khó trước</h3><p>{unbroken} {hyphens}</p>
<blockquote><p>Việc chung thì bàn chung.</p></blockquote>
<figure class="table"><table><caption>Kết quả của từng thôn trong năm</caption><thead><tr>
<th scope="col">Thôn</th><th scope="col">Số hộ tham gia</th><th scope="col">Mét kênh đã nạo vét</th>
<th scope="col">Ngày công đóng góp</th><th scope="col">Người phụ trách</th></tr></thead><tbody><tr>
<th scope="row">Thượng Khê</th><td>120</td><td>1.250</td><td>364</td><td>Bà Kiều Oanh</td></tr>
<tr><td rowspan="2">Ao Sen</td><td>98</td><td>900</td><td>281</td><td></td></tr>
<tr><td>97</td><td>870</td><td>250</td><td>Ông Lê Hoài Ân</td></tr></tbody></table></figure>
<figure class="image"><img src="{photo.file.url}" data-photo-id="{photo.pk}" alt="Kênh mới">
<figcaption>Kênh sau khi nạo vét</figcaption></figure>
<figure class="media"><oembed url="https://www.youtube.com/watch?v=aB3-_6789xy"></oembed></figure>
<p>Bấm vào <a href="/tin/{other.pk}/">bài trước</a>, đọc x<sup>2</sup> và H<sub>2</sub>O.</p>
"""
INFO = "<p>Trang của huyện.</p><h2>Liên hệ</h2><p>Điện thoại 0900 000 123.</p>"
REMARK = {"author_name": "Nguyễn Văn Thọ", "text": "Hay.", "consent": "on", "email": ""}
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
# Shown where something went wrong, at any address.
ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "429.html", "500.html"]


@dataclass
class Paper:
    """`addresses`: what a page is → its path. `others`: pages that no GET shows → their HTML."""

    addresses: dict[str, str]
    others: dict[str, str]


def make_paper(session, secretary, organisation_board) -> Paper:
    """Fill the database; the session and the people come from the tests' cast."""
    sections = [make_section(name, position=at) for at, name in enumerate(SECTIONS)]
    part = make_section("Công tác kiểm tra", parent=sections[1])
    photos = [make_photo((40 * n, 90, 70), caption=f"Cảnh {n} ở chợ") for n in range(6)]
    _many_articles(sections, part, photos)
    story = _everything_in_one(sections[1], photos)
    closed = make_article("Bài không nhận ý kiến", section=part, comments_open=False)
    addresses = _addresses(story) | {
        "part of a section": part.get_absolute_url(),
        "article with a long headline": Article.objects.get(headline=LONG).get_absolute_url(),
        "410": _withdrawn(sections[1]).get_absolute_url(),
        "information page": _info().get_absolute_url(),
        "shared preview": _shared(secretary, photos),
    }
    addresses |= _behind_mailed_links(closed)
    addresses |= _summaries(session, secretary, organisation_board)
    return Paper(addresses, _refusals(story, closed) | _error_pages())


def _many_articles(sections: list, part, photos: list[Photo]) -> None:
    now = timezone.now()
    for number in range(30):
        make_article(
            f"Tin số {number} về giữ nước",
            section=sections[0] if number < 26 else part,
            photo=photos[number % 6] if number < 12 else None,
            publish_at=now - dt.timedelta(hours=number + 1),
        )
    make_article(LONG, section=sections[1], kicker="Đảng bộ huyện", lead=f"Sa-pô. {HYPHENS}")


def _everything_in_one(section, photos: list[Photo]) -> Article:
    """The second part of a series, with all that an article can have."""
    now = timezone.now()
    series = make_series("Mười ngày ở bản", about="Ghi chép từ một bản vùng cao.")
    shown = [{"photo": row.pk, "caption": row.caption, "alt": row.alt} for row in photos]
    first, story, _last = (
        make_article(
            f"Ngày thứ {day} ở bản: giữ nước",
            section=section,
            series=series.pk,
            tags=["Giữ nước", "Vụ xuân"],
            photos=shown,
            publish_at=dt.datetime(2022, 1, 9 + day, 1, 30, tzinfo=dt.UTC),
        )
        for day in (1, 2, 3)
    )
    file = newsroom.add_attachment(read_document(io.BytesIO(PDF)), title="Kế hoạch", by=None)
    words = Snapshot.of(story)
    words.kicker = "Phóng sự"
    words.body = BODY.format(photo=photos[5], other=first, unbroken=UNBROKEN, hyphens=HYPHENS)
    words.by_lines = [{"name": "Thu Nhàn", "user": None}, {"name": "Hà Vân", "user": None}]
    words.attachments, words.related = [file.pk], [first.pk]
    words.source_name, words.source_url = "Bản tin xã", "https://example.com/tin"
    newsroom.save_article(story, words, by=None)
    newsroom.publish_article(story, correction="Số đảng viên là 67.", checked=False, by=None)
    remark = {"article": story, "author_name": "Nguyễn Văn Thọ", "state": "approved"}
    remark["published_at"] = now
    texts = [f"Ý kiến {number}.\n\nĐoạn hai. {HYPHENS}" for number in range(52)]
    Comment.objects.bulk_create(Comment(text=text, **remark) for text in texts)
    Reading.objects.create(article=story, day=timezone.localdate(), number=9)
    FrontSlot.objects.create(place="lead", article=story, starts_at=now)
    FrontSlot.objects.create(place="series", series=series, starts_at=now)
    return Article.objects.get(pk=story.pk)


def _withdrawn(section) -> Article:
    gone = make_article("Bài sẽ gỡ", section=section)
    return newsroom.withdraw_article(gone, reason="Sai.", by=None)


def _info() -> InfoPage:
    page = InfoPage(title="Giới thiệu", slug="gioi-thieu", body=INFO)
    return newsroom.save_info_page(page, by=None)


def _shared(by, photos: list[Photo]) -> str:
    draft = make_article("Bài chờ lãnh đạo xem", photo=photos[0], published=False)
    _link, token = newsroom.share_preview(draft, days=3, purpose="Bác Bí thư", by=by)
    return f"/xem-thu/{token}/"


def _addresses(story: Article) -> dict[str, str]:
    """Of the pages of the paper that need nothing made for them alone."""
    home = story.get_absolute_url()
    remark = story.comments.first()
    return {
        "front": "/",
        "article": home,
        "article, second page of comments": f"{home}?trang=2",
        "section": "/chuyen-muc/tin-tuc/",
        "section without articles": "/chuyen-muc/thong-bao/",
        "tag": "/chu-de/giu-nuoc/",
        "author": "/tac-gia/thu-nhan/",
        "series": story.series.get_absolute_url(),
        "list of series": "/chuyen-de/",
        "photo stories": "/phong-su-anh/",
        "archive": "/luu-tru/",
        "archive of a year": "/luu-tru/2022/",
        "archive of a month": "/luu-tru/2022/1/",
        "archive of a day": "/luu-tru/2022/1/11/",
        "search": "/tim-kiem/",
        "search with hits": "/tim-kiem/?q=giu+nuoc",
        "search, second page": "/tim-kiem/?q=nuoc&trang=2",
        "search without hits": "/tim-kiem/?q=thuyenthung",
        "search with filters": "/tim-kiem/?q=chi+bo&muc=xay-dung-dang&thoi-gian=nam&tu=1/1/2022",
        "search with a wrong day": "/tim-kiem/?q=ao&tu=45/1/2022&den=qua",
        "receipt": f"/y-kien/da-nhan/{remark.code}/",
        "outcome of a comment": "/y-kien/trang-thai/",
        "outcome of a comment, found": f"/y-kien/trang-thai/?ma={remark.code}",
        "outcome of a comment, not found": "/y-kien/trang-thai/?ma=AAAAAAAAAA",
        "answer to a comment": f"/y-kien/{story.pk}/tra-loi/{remark.code}/",
        "personal data": "/y-kien/du-lieu-ca-nhan/",
        "request about data": "/y-kien/quyen-du-lieu/",
        "request about data, sent": "/y-kien/quyen-du-lieu/da-gui/",
        "link that is too old": "/y-kien/thu/xac-nhan/cu/",
        "offline": "/ngoai-tuyen/",
        "404": "/khong-co-gi/",
    }


def _behind_mailed_links(article: Article) -> dict[str, str]:
    comment = make_comment(article, email="ban.doc@example.vn", wants_mail=True)
    request = DataRequest.objects.create(kind="erase")
    proved = DataRequest.objects.create(kind="export")
    readers.prove_request(proved)
    return {
        "address to be confirmed": f"/y-kien/thu/xac-nhan/{token('confirm', comment)}/",
        "mail to be stopped": f"/y-kien/thu/ngung/{token('comment', comment)}/",
        "request to be proved": f"/y-kien/thu/yeu-cau/{token('prove', request)}/",
        "request proved": f"/y-kien/thu/yeu-cau/{token('prove', proved)}/",
    }


def _summaries(session, secretary, organisation_board) -> dict[str, str]:
    """Thematic sessions: the quarter's figures, a summary with everything, one withdrawn."""
    call_roll(session, secretary)
    make_resolution(session, secretary)
    session.refresh_from_db()
    submit(session, secretary)
    words = {
        "with_attendance": True,
        "resolutions": list(session.resolutions.values_list("pk", flat=True)),
    }
    summary = make_summary(session, organisation_board, **words)
    for day in (1, 2):
        other = make_session(session.unit, secretary, held_on=dt.date(2026, 7, day))
        make_summary(submit(other, secretary), organisation_board, title=f"Việc ngày {day}")
    gone = PublicSummary.objects.get(title="Việc ngày 1")
    meetings.withdraw_summary(gone, by=organisation_board)
    for quarter in (Quarter(2026, 3), Quarter(2026, 4)):
        district = session.unit.parent.parent
        seen = reports.figures(district, quarter)
        meetings.publish_figures(district, quarter, seen=seen, by=organisation_board)
    make_announcement(session.unit, secretary, days=3)
    return {
        "summaries": "/sinh-hoat-chuyen-de/",
        "summary": summary.get_absolute_url(),
        "summary withdrawn": gone.get_absolute_url(),
        "summaries of a branch": f"/sinh-hoat-chuyen-de/chi-bo/{session.unit.pk}/",
        "summaries of a group": summary.group.get_absolute_url(),
        "summaries of a quarter": "/sinh-hoat-chuyen-de/quy/2026-4/",
        "invitation": _invitation(session.unit, secretary),
        "check-in at the door": _door(session.unit, secretary),
    }


def _invitation(unit, secretary) -> str:
    plan = make_plan(unit, secretary)
    made = meetings.make_invitations(plan, version=plan.version, by=secretary)
    return f"/moi/{made[0][1]}/"


def _door(unit, secretary) -> str:
    held = make_session(unit, secretary, held_on=dt.date(2026, 7, 3))
    door = meetings.open_check_in(held, 30, version=held.version, by=secretary)
    return f"/diem-danh/{door.code}/"


def _refusals(story: Article, closed: Article) -> dict[str, str]:
    """What a reader gets to see whose comment is not taken."""
    client = Client()
    posts = {
        "comment with errors": _send(client, story, email="không phải"),
        "comment too late": _send(client, closed),
        "comment in doubt": _send(client, story, headers={}),
    }
    for number in range(7):
        page = _send(client, story, text=f"Hay, lần {number}.")
        posts["comment with errors, too many"] = page
    assert [answer.status_code for answer in posts.values()] == [422, 422, 200, 429]
    posts["request about data with errors"] = client.post("/y-kien/quyen-du-lieu/", {})
    cache.clear()
    return {name: answer.content.decode() for name, answer in posts.items()}


def _send(client: Client, article: Article, headers=OUR_PAGE, **changed):
    words = REMARK | {"token": CommentForm.blank(article).token} | changed
    return client.post(f"/y-kien/{article.pk}/", words, headers=headers)


def _error_pages() -> dict[str, str]:
    return {name: get_template(name).render() for name in ERROR_PAGES}
