"""The five stories, each from the door to the end, in a real browser."""

import datetime as dt
import io
import re

import pytest
from docx import Document
from PIL import ExifTags, Image
from playwright.sync_api import expect

from articles import actions as newsroom
from articles.models import Article
from branch_portal.lib import images
from branch_portal.management.demo.pictures import draw
from comments.models import Comment
from meetings import actions
from meetings.models import ThematicSession
from tests.factories import (
    PASSWORD,
    appoint,
    call_roll,
    make_article,
    make_comment,
    make_member,
    make_section,
    make_session,
    make_unit,
)

HEADLINE = "Sinh hoạt chuyên đề sát việc ở Đảng bộ huyện Thử"
BODY = (
    "<p>Chi bộ có 67 đảng viên. Buổi họp bắt đầu bằng một câu hỏi của giáo viên.</p>"
    "<h2>Ba việc, ba người</h2><ul><li>Mở lớp phụ đạo</li><li>Đón học sinh ở xa</li></ul>"
)


def enter(page, user):
    """Sign in and land on the page of one's work, wherever that is."""
    page.goto("/tai-khoan/login/?next=/noi-bo/")
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile("/noi-bo/"))


@pytest.fixture
def section(transactional_db):
    return make_section(name="Xây dựng Đảng", slug="xay-dung-dang")


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "Ảnh họp chi bộ.jpg"
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Hà Vân".encode()  # as cameras write it
    draw("meeting", 1, (1600, 1067)).save(path, "JPEG", exif=exif)
    return path


def test_an_editor_writes_and_publishes(page, sign_in, publisher, section, picture):
    sign_in(page, publisher, "/admin/")
    page.goto("/admin/articles/article/add/")
    page.get_by_label("Chuyên mục").select_option("Xây dựng Đảng")
    page.get_by_label("Tiêu đề:", exact=True).fill(HEADLINE)
    page.get_by_label("Sapo").fill("Chọn việc khó để bàn, chọn việc cần để làm.")
    page.wait_for_selector(".field-body .ck-editor__editable")
    page.evaluate(
        "html => document.querySelector('.field-body .ck-editor__editable')"
        ".ckeditorInstance.setData(html)",
        BODY,
    )
    page.locator(".field-photos .rows-file").first.set_input_files(picture)
    page.get_by_label("Chú thích ảnh").fill("Buổi sinh hoạt chuyên đề của chi bộ nhà trường")
    page.get_by_label("Mô tả cho người không nhìn thấy ảnh").fill("Giáo viên ngồi họp")
    page.locator("[name=authors]").fill("Thu Hằng")
    page.locator("[name=tag_names]").fill("Sinh hoạt chuyên đề, Khối trường học")
    page.locator("[name=publish_at_0]").fill("10/01/2022")
    page.locator("[name=publish_at_1]").fill("08:30")
    page.get_by_role("button", name="Đăng bài").click()
    page.wait_for_url(re.compile(r"/admin/articles/article/\d+/change/$"))
    article = Article.objects.get()
    assert article.state == "published"
    assert article.publish_at == dt.datetime(2022, 1, 10, 1, 30, tzinfo=dt.UTC)
    page.goto(article.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(page.get_by_text("Thứ Hai, 10/01/2022").first).to_be_visible()
    expect(page.get_by_role("heading", name="Ba việc, ba người")).to_be_visible()
    expect(page.get_by_text("Ảnh: Hà Vân")).to_be_visible()


@pytest.fixture
def story(section):
    """A published article with photo, tags and company."""
    for number in range(3):
        make_article(section=section, headline=f"Tin khác số {number}")
    file = io.BytesIO()
    draw("classroom", 2, (1280, 853)).save(file, "JPEG")
    about = {"caption": "Một buổi họp", "credit": "Hà Vân", "alt": "Lớp học"}
    photo = newsroom.add_photo(images.read_photo(file), **about, by=None)
    local = dt.timezone(dt.timedelta(hours=7))
    return make_article(
        HEADLINE,
        section=section,
        lead="Chọn việc khó để bàn.",
        body=BODY,
        author_name="Thu Hằng",
        tags=["Sinh hoạt chuyên đề"],
        photo=photo,
        publish_at=dt.datetime(2022, 1, 10, 8, 30, tzinfo=local),
    )


def test_a_reader_finds_reads_and_comments_without_javascript(phone, story):
    phone.goto("/")
    phone.get_by_role("link", name=HEADLINE).first.click()
    expect(phone.get_by_text("Thứ Hai, 10/01/2022").first).to_be_visible()
    expect(phone.get_by_text("Ảnh: Hà Vân")).to_be_visible()
    expect(phone.get_by_text("Thu Hằng")).to_be_visible()
    expect(phone.get_by_role("link", name="Tin khác số 0").first).to_be_visible()
    loaded = phone.locator("article figure img").first.bounding_box()
    assert loaded["width"] > 250
    for address in ("/chuyen-muc/xay-dung-dang/", "/chu-de/sinh-hoat-chuyen-de/"):
        phone.goto(address)
        expect(phone.get_by_role("link", name=HEADLINE).first).to_be_visible()
    for words in ("sinh hoat chuyen de", "Đảng bộ", "dang bo", "ĐẢNG BỘ HUYỆN THỬ"):
        phone.goto("/tim-kiem/")
        phone.locator("main [name=q]").fill(words)
        phone.locator("main [name=q]").press("Enter")
        expect(phone.get_by_role("link", name=HEADLINE).first).to_be_visible()
    phone.get_by_role("link", name=HEADLINE).first.click()
    phone.locator("[name=author_name]").fill("Nguyễn Văn Thọ")
    phone.get_by_label(re.compile("Email")).fill("tho@example.vn")
    phone.get_by_label("Nội dung").fill("Rõ người, rõ việc như thế này đáng học theo.")
    phone.get_by_label("Tôi đồng ý").check()
    phone.get_by_role("button", name="Gửi ý kiến").click()
    phone.wait_for_url("**/da-nhan/**")
    expect(phone.get_by_text(Comment.objects.get().code)).to_be_visible()
    comment = Comment.objects.get()
    assert (comment.author_name, comment.state) == ("Nguyễn Văn Thọ", "pending")
    phone.goto(story.get_absolute_url())
    assert "Rõ người, rõ việc" not in phone.content()
    assert phone.context.cookies() == []


def test_a_moderator_decides_and_the_readers_page_changes_at_once(
    page, phone, sign_in, moderator, story
):
    good = make_comment(story, text="Bài viết bổ ích.", email="ban-doc@example.vn")
    advert = make_comment(story, author_name="Quảng", text="Mua hàng giá rẻ.")
    sign_in(page, moderator, "/admin/")
    page.goto("/admin/comments/comment/")
    expect(page.get_by_text("Bài viết bổ ích.")).to_be_visible()
    page.goto(f"/admin/comments/comment/{good.pk}/change/")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    page.wait_for_load_state()
    phone.goto(story.get_absolute_url())
    expect(phone.get_by_text("Bài viết bổ ích.")).to_be_visible()
    assert "ban-doc@example.vn" not in phone.content()
    page.goto(f"/admin/comments/comment/{advert.pk}/change/")
    page.locator("[name=reason]").select_option(label="Quảng cáo")
    page.get_by_role("button", name="Từ chối").click()
    page.wait_for_load_state()
    advert.refresh_from_db()
    assert advert.state == "rejected"
    assert advert.decisions.get().reason.label == "Quảng cáo"
    phone.goto(story.get_absolute_url())
    assert "giá rẻ" not in phone.content()


@pytest.fixture
def school(branch):
    """67 members: two exempt, one temporarily away, two on probation."""
    for number in range(67):
        standing = {3: "exempt", 4: "exempt", 5: "away", 6: "probationary", 7: "probationary"}
        standings = [standing[number]] if number in standing else []
        member = make_member(branch, f"Nguyễn Văn {number:02d} Hòa", *standings)
        if number == 0:
            appoint(member, branch)
    return branch


@pytest.mark.parametrize("device", ["phone with JavaScript", "phone without"])
def test_a_secretary_records_a_session(new_page, secretary, school, tmp_path, device):  # noqa: PLR0915
    page = new_page(
        viewport={"width": 360, "height": 740}, java_script_enabled=device.endswith("JavaScript")
    )
    enter(page, secretary)
    page.get_by_role("link", name="Ghi buổi sinh hoạt").click()
    page.get_by_role("textbox", name="Chuyên đề").fill("Phụ đạo cho học sinh hổng kiến thức")
    page.get_by_label("Ngày").fill("03/10/2026")
    page.get_by_label("Bắt đầu lúc").fill("14:00")
    page.get_by_label("Kết thúc lúc").fill("15:45")
    page.get_by_label("Địa điểm").fill("Phòng hội đồng")
    page.get_by_label("Chủ trì").select_option("Nguyễn Văn 00 Hòa")
    page.get_by_label("Thư ký").select_option("Nguyễn Văn 01 Hòa")
    page.get_by_role("button", name="Tiếp tục: điểm danh").click()

    for number in (20, 21, 22):
        row = page.locator(f'fieldset[data-name="Nguyễn Văn {number} Hòa"]')
        row.get_by_text("Công tác", exact=True).click()
    page.locator('fieldset[data-name="Nguyễn Văn 23 Hòa"] label.unexcused').click()
    if device.endswith("JavaScript"):
        expect(page.locator("[data-roll-sum]")).to_have_text("60/64 = 93,75%")
    page.get_by_role("button", name="Xong điểm danh").click()

    page.get_by_label("Tóm tắt chuyên đề").fill("Tổ trưởng báo cáo kết quả khảo sát.")
    page.locator("[name=opinion-0-speaker]").fill("Nguyễn Văn 02 Hòa")
    page.locator("[name=opinion-0-text]").fill("Nên chia theo phần kiến thức hổng.")
    page.get_by_label("Kết luận của chủ trì").fill("Thử hai cách trong ba tuần.")
    page.get_by_role("button", name="Lưu và tiếp tục").click()

    # 64 official members but two exempt and one away: the base is 62; 58 of them are here.
    page.get_by_label("Nghị quyết về việc gì").fill("phụ đạo học sinh hổng kiến thức")
    page.get_by_label("Nội dung nghị quyết").fill("Mở lớp hai buổi mỗi tuần.")
    page.get_by_label("Tán thành", exact=False).first.fill("56")
    page.get_by_label("Không tán thành").fill("1")
    page.get_by_label("Không có ý kiến").fill("1")
    page.get_by_role("button", name="Ghi kết quả biểu quyết").click()
    expect(page.get_by_text("56/62 = 90,32%")).to_be_visible()
    page.get_by_role("link", name="Ký, lấy số").click()
    page.get_by_label("Ngày ký").fill("03/10/2026")
    page.get_by_role("button", name="Ký, lấy số").click()
    expect(page.get_by_text("01-NQ/CB")).to_be_visible()
    page.get_by_role("link", name="Sang phần giao việc").click()

    for number, (title, due) in enumerate([("Xếp lịch", "20/10/2026"), ("Đón em", "31/10/2026")]):
        if number:
            page.get_by_role("button", name="Thêm việc").click()
        page.locator(f"[name=task-{number}-title]").fill(title)
        page.locator(f"[name=task-{number}-owner]").select_option("Nguyễn Văn 08 Hòa")
        page.locator(f"[name=task-{number}-due_on]").fill(due)
        page.locator(f"[name=task-{number}-resolution]").select_option(index=1)
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.get_by_text("60/64 = 93,75%")).to_be_visible()

    page.get_by_role("link", name="Giấy tờ").click()
    with page.expect_download() as download:
        page.locator("a[href$='bien-ban.docx']").first.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.suffix == ".docx"
    text = "\n".join(paragraph.text for paragraph in Document(path).paragraphs)
    assert "Có mặt: 60/64 đồng chí phải dự, đạt 93,75%" in text
    assert "Xếp lịch: đồng chí Nguyễn Văn 08 Hòa" in text

    page.go_back()
    page.get_by_role("button", name="Gửi biên bản lên cấp trên").click()
    expect(page.get_by_text("Đã gửi biên bản")).to_be_visible()
    session = ThematicSession.objects.get()
    assert session.state == "submitted"
    tally = session.tally_of(session.roll.all())
    assert (tally.on_roll, tally.expected, tally.present) == (67, 64, 60)
    assert session.tasks.count() == 2


def test_the_board_sees_who_met_and_opens_the_record(
    page, new_page, organisation_board, foreign_secretary, branch, members, secretary
):
    today = dt.date.today()
    quarter = (today.month - 1) // 3
    day = dt.date(today.year, 3 * quarter + 1, 1)
    session = make_session(
        branch, by=secretary, held_on=day, starts_at=dt.time(0, 1), ends_at=dt.time(1, 45)
    )
    call_roll(session, secretary, excused=1)
    actions.record_discussion(
        session, [], summary="", conclusion="Đồng ý.", version=session.version, by=secretary
    )
    session.refresh_from_db()
    actions.submit_session(session, version=session.version, by=secretary)
    make_unit("Chi bộ Chưa Họp", branch.parent, sector="rural")

    enter(page, organisation_board)
    expect(page.get_by_text("11/12 = 91,67%").first).to_be_visible()
    expect(page.get_by_text("Chi bộ Chưa Họp").first).to_be_visible()
    page.get_by_role("link", name=session.topic).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(session.topic)
    address = page.url

    stranger = new_page()
    enter(stranger, foreign_secretary)
    assert stranger.goto(address).status == 404
