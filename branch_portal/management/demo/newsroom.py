"""The demo newsroom at work: texts in every state, a correction, a series, a file for readers."""

import datetime as dt
import io

from django.utils import timezone
from docx import Document

from accounts.models import User
from articles import actions
from articles.models import Article, FrontSlot, Photo, Section, Series, Snapshot
from articles.models.snapshots import in_iso
from branch_portal.lib.files import read_document

# (state, section, headline, lead, body, remark)
TEXTS = [
    (
        "draft",
        "kinh-te",
        "Xã Cẩm Đường thử giống lúa ngắn ngày trên năm héc-ta",
        "",
        "<p>Ghi nhanh ở ruộng: năm hộ nhận giống, gieo ngày 12. Cần hỏi thêm cán bộ khuyến nông "
        "về giá giống và đầu ra.</p>",
        "",
    ),
    (
        "in_review",
        "xay-dung-dang",
        "Chi bộ thôn Bến đổi giờ họp để người đi làm ca dự được",
        "Từ tháng này, chi bộ thôn Bến họp vào tối thứ Bảy; số người vắng vì đi ca giảm từ chín "
        "xuống còn hai.",
        "<p>Danh sách vắng dán ở nhà văn hóa nói lên tất cả: chín người, thì bảy người ghi “đi ca”."
        "</p><p>Bí thư chi bộ hỏi từng người, lập bảng ca kíp rồi đề nghị đổi buổi họp. Nghị quyết "
        "chỉ có một dòng, nhưng buổi họp đầu tiên sau đó đã đủ mặt gần hết.</p>",
        "",
    ),
    (
        "returned",
        "van-hoa-xa-hoi",
        "Thư viện xã mở cửa thêm buổi tối",
        "Thư viện xã Quế Lâm mở thêm ba buổi tối mỗi tuần từ tháng sau.",
        "<p>Thư viện xã Quế Lâm sẽ mở cửa thêm các tối thứ Ba, thứ Năm và thứ Bảy.</p>",
        "Cần số liệu bạn đọc mấy tháng gần đây và một ý kiến của người trông thư viện.",
    ),
    (
        "scheduled",
        "thong-bao",
        "Thông báo lịch tiếp công dân tháng tới",
        "Thường trực Huyện ủy thông báo lịch tiếp công dân định kỳ của tháng tới.",
        "<p>Lịch tiếp công dân được niêm yết tại trụ sở và đăng trên trang này. Người dân mang "
        "theo đơn, giấy tờ liên quan; điện thoại hỏi trước: 0900 000 123.</p>",
        "",
    ),
]
SERIES = "Học Bác từ việc nhỏ", "hoc-bac-tu-viec-nho"
IN_SERIES = ["Mỗi tuần một trang nhật ký", "Cuốn sổ điện nước", "Mỗi đảng viên một gốc cây"]


def load_newsroom(reporter: User, publisher: User, now: dt.datetime) -> None:
    """Put work on the desks: what a newcomer finds in the lists and the calendar."""
    sections = {section.slug: section for section in Section.objects.all()}
    Photo.objects.update(rights=Photo.Rights.OWN)
    for state, slug, headline, lead, body, remark in TEXTS:
        words = Snapshot(
            section=sections[slug].pk,
            headline=headline,
            lead=lead,
            body=body,
            by_lines=[{"name": str(reporter), "user": reporter.pk}],
        )
        article = actions.save_article(None, words, by=reporter).article
        _move(article, state, remark, reporter, publisher, now)
    _correct(publisher)
    _start_correction(publisher)
    _arrange(_begin_series(publisher), publisher, now)
    _attach_file(sections["thong-bao"], publisher)


def _move(article, state, remark, reporter, publisher, now) -> None:
    if state == "draft":
        actions.schedule_article(article, now + dt.timedelta(days=3), by=reporter)
        return
    actions.submit_article(article, by=reporter)
    if state == "returned":
        actions.return_article(article, remark, by=publisher)
    if state == "scheduled":
        morning = timezone.localtime(now).replace(hour=7, minute=0, second=0, microsecond=0)
        at = morning + dt.timedelta(days=2)
        actions.publish_article(article, at=at, by=publisher, checked=False)
        actions.schedule_article(article, at, until=at + dt.timedelta(days=30), by=publisher)


def _newest(number: int) -> Article:
    return Article.objects.published()[number]


def _correct(publisher: User) -> None:
    """One article that was put right, with the note that readers see."""
    article = _newest(4)
    words = Snapshot.newest(article)
    words.lead += " Bài đã được bổ sung số liệu của xã."
    actions.save_article(article, words, by=publisher)
    note = "Bổ sung số liệu do xã cung cấp sau khi bài được đăng."
    actions.publish_article(article, correction=note, by=publisher, checked=False)


def _start_correction(publisher: User) -> None:
    """One published article whose correction readers do not see yet."""
    article = _newest(6)
    words = Snapshot.newest(article)
    words.headline += " (bổ sung)"
    actions.save_article(article, words, by=publisher)


def _begin_series(publisher: User) -> Series:
    name, slug = SERIES
    about = "Những việc nhỏ làm theo Bác ở các chi bộ trong huyện."
    series = Series.objects.create(name=name, slug=slug, about=about)
    for headline in IN_SERIES:
        for article in Article.objects.filter(headline__startswith=headline):
            words = Snapshot.newest(article)
            words.series = series.pk
            actions.save_article(article, words, by=publisher)
            actions.publish_article(article, by=publisher, checked=False)
    return series


def _attach_file(section: Section, publisher: User) -> None:
    """A notice with a Word document that readers take home."""
    file = io.BytesIO()
    document = Document()
    document.add_heading("Mẫu phiếu góp ý", 1)
    document.add_paragraph("Họ tên: ....................  Thôn, tổ: ....................")
    document.save(file)
    attached = actions.add_attachment(read_document(file), title="Mẫu phiếu góp ý", by=publisher)
    words = Snapshot(
        section=section.pk,
        headline="Mời bạn đọc góp ý cho trang tin của huyện",
        lead="Phiếu góp ý in được kèm dưới bài; nộp tại nhà văn hóa thôn trước ngày cuối tháng.",
        body="<p>Ban Biên tập mong nhận góp ý về nội dung và cách trình bày của trang tin. Bạn đọc "
        "có thể viết ngay dưới bài, hoặc in phiếu và nộp tại nhà văn hóa thôn.</p>",
        by_lines=[{"name": "Ban Biên tập", "user": None}],
        attachments=[attached.pk],
        publish_at=in_iso(timezone.now() - dt.timedelta(days=1, hours=2)),
    )
    article = actions.save_article(None, words, by=publisher).article
    actions.publish_article(article, by=publisher, checked=False)


def _arrange(series: Series, publisher: User, now: dt.datetime) -> None:
    """A front page that somebody arranged: an article pinned for a week, the series longer."""
    slots = [
        FrontSlot(
            place=FrontSlot.Place.PINNED,
            article=_newest(3),
            starts_at=now,
            ends_at=now + dt.timedelta(days=7),
        ),
        FrontSlot(
            place=FrontSlot.Place.SERIES,
            series=series,
            starts_at=now,
            ends_at=now + dt.timedelta(days=30),
        ),
    ]
    actions.arrange_front(slots, base=FrontSlot.objects.version(), by=publisher)
