"""From a reporter's Word file to a published article, in the browser."""

from playwright.sync_api import expect

from articles.models import Article, Photo
from tests.articles.test_word_import import manuscript
from tests.e2e.editor_page import EDITABLE
from tests.factories import make_section
from tests.portal.test_wordfile import BODY, LEAD, saved

LIST = "/admin/articles/article/"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def choose(page, content, name="bai.docx"):
    file = {"name": name, "mimeType": DOCX, "buffer": content}
    page.get_by_label("Tệp Word").set_input_files(file)
    page.get_by_role("button", name="Đọc tệp").click()


def test_a_word_file_with_pictures_is_published(page, sign_in, publisher):
    make_section("Kinh tế")
    sign_in(page, publisher, LIST)
    page.get_by_role("link", name="Nhập từ Word").click()

    # What is no Word file is answered beside the field.
    choose(page, b"%PDF-1.7 khong phai Word")
    expect(page.get_by_text("không phải tệp Word")).to_be_visible()

    choose(page, saved(manuscript("Một đại biểu đứng nói")).read())
    expect(page.get_by_role("heading", name="Tìm thấy trong tệp")).to_be_visible()
    for words in ("Hội nghị sơ kết sáu tháng", LEAD, "Quang cảnh hội nghị.", "Ảnh: Hà Vân"):
        expect(page.get_by_text(words, exact=True)).to_be_visible()
    page.get_by_role("button", name="Tạo bản nháp").click()

    # The editor, with everything in its place.
    expect(page.get_by_text("Tệp Word đã thành bản nháp này")).to_be_visible()
    expect(page.locator("#id_headline")).to_have_value("Hội nghị sơ kết sáu tháng")
    expect(page.locator("#id_lead")).to_have_value(LEAD)
    text = page.locator(EDITABLE)
    expect(text).to_contain_text(BODY, timeout=15_000)
    expect(text.locator("h2")).to_have_text("Kết quả")
    expect(text.locator("figure img")).to_have_count(1)
    assert Photo.objects.count() == 2

    # One thing the file could not say; then it goes out.
    page.select_option("#id_section", label="Kinh tế")
    page.get_by_role("button", name="Đăng bài").click()
    expect(page.get_by_role("link", name="Xem bài").first).to_be_visible()
    article = Article.objects.published().get()
    page.goto(article.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Hội nghị sơ kết sáu tháng")
    expect(page.get_by_text("Hà Vân").first).to_be_visible()
    assert page.locator("main img").count() >= 2


def test_it_fits_a_telephone(phone, sign_in, reporter):
    sign_in(phone, reporter, LIST)
    phone.goto(f"{LIST}nhap-tu-word/")
    choose(phone, saved(manuscript()).read())
    expect(phone.get_by_role("button", name="Tạo bản nháp")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.get_by_role("button", name="Tạo bản nháp").click()
    expect(phone.get_by_text("đã thành bản nháp này")).to_be_visible()
    assert Article.objects.get().headline == "Hội nghị sơ kết sáu tháng"
