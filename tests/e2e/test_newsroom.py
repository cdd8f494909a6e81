"""The newsroom when things go wrong or meet: no connection, no session, two people, the clock."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, SideDraft, WorkingCopy
from tests.factories import PASSWORD, make_article, make_section

BODY = "<p>Đoạn một.</p><p>Đoạn hai.</p><p>Đoạn ba.</p>"
KEPT = re.compile("Đã lưu nháp lúc")


def form(article):
    return f"/admin/articles/article/{article.pk}/change/"


def open_form(page, article):
    page.goto(form(article))
    page.wait_for_selector(".field-body .ck-editor__editable")
    expect(page.locator("#id_body")).to_have_attribute("data-editor", "ready", timeout=15_000)
    page.wait_for_timeout(900)  # the form looks at itself once before it watches


def write(page, html):
    page.evaluate("html => window.articleEditor.setData('id_body', html)", html)


def status(page):
    return page.locator("#autosave-status")


def save(page, name="Lưu"):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def draft(transactional_db, editor):
    return make_article(published=False, body=BODY, by=editor, publish_at=None)


def test_what_was_typed_while_the_connection_was_lost_comes_back(new_page, sign_in, draft, editor):
    page = new_page()
    sign_in(page, editor, "/admin/")
    open_form(page, draft)
    page.context.set_offline(True)
    page.fill("#id_headline", "Viết khi mất mạng")
    expect(status(page)).to_contain_text("Mất kết nối tới máy chủ. Bài vẫn được giữ trên máy này.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#id_headline")).to_have_value("Viết khi mất mạng")
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    open_form(page, draft)
    expect(page.locator("#id_headline")).to_have_value("Chi bộ bàn việc khó")
    page.get_by_role("button", name="Khôi phục bản này").click()
    expect(page.locator("#id_headline")).to_have_value("Viết khi mất mạng")
    expect(status(page)).to_contain_text(KEPT, timeout=15_000)
    save(page)
    draft.refresh_from_db()
    assert draft.headline == "Viết khi mất mạng"
    open_form(page, draft)
    expect(page.get_by_role("button", name="Khôi phục bản này")).to_have_count(0)


def test_an_expired_sign_in_loses_nothing(new_page, sign_in, draft, editor):
    page = new_page()
    sign_in(page, editor, "/admin/")
    open_form(page, draft)
    Session.objects.all().delete()
    page.fill("#id_headline", "Viết sau khi hết phiên")
    expect(status(page)).to_contain_text("Phiên đăng nhập đã hết.", timeout=15_000)
    with page.context.expect_page() as opened:
        status(page).get_by_role("link", name="Đăng nhập lại ở thẻ mới").click()
    tab = opened.value
    tab.fill("[name=login]", editor.username)
    tab.fill("[name=password]", PASSWORD)
    tab.press("[name=password]", "Enter")
    tab.wait_for_url(re.compile("/admin/$"))
    tab.close()
    page.bring_to_front()
    expect(status(page)).to_contain_text(KEPT, timeout=15_000)
    save(page)
    draft.refresh_from_db()
    assert draft.headline == "Viết sau khi hết phiên"
    assert not WorkingCopy.objects.filter(user=editor, saved_at__isnull=False).exists()


def test_a_new_article_that_was_never_saved_is_offered_again(new_page, sign_in, editor):
    make_section()
    page = new_page()
    sign_in(page, editor, "/admin/")
    page.goto("/admin/articles/article/add/")
    page.wait_for_timeout(900)
    page.fill("#id_headline", "Bài chưa kịp lưu")
    expect(status(page)).to_contain_text(KEPT, timeout=15_000)
    page.goto("/admin/articles/article/add/")
    page.get_by_role("link", name="Viết tiếp bản đó").click()
    expect(page.locator("#id_headline")).to_have_value("Bài chưa kịp lưu")
    save(page)
    assert Article.objects.get().headline == "Bài chưa kịp lưu"


def test_two_people_on_one_article(new_page, sign_in, draft, editor, publisher):
    first, second = new_page(), new_page()
    sign_in(first, editor, "/admin/")
    sign_in(second, publisher, "/admin/")
    open_form(first, draft)
    open_form(second, draft)
    first.fill("#id_headline", "Tít của người thứ nhất")
    write(first, BODY.replace("Đoạn một", "Đoạn một, người thứ nhất sửa"))
    expect(status(first)).to_contain_text(KEPT, timeout=15_000)
    second.fill("#id_lead", "Sapo của người thứ hai.")
    expect(second.locator("#others-here")).to_contain_text(
        "Cũng đang mở bài này: bientap (đang viết).", timeout=15_000
    )
    save(first)
    second.fill("#id_headline", "Tít của người thứ hai")
    write(second, BODY.replace("Đoạn ba", "Đoạn ba, người thứ hai sửa"))
    second.wait_for_timeout(500)
    save(second)
    clash = second.locator(".clash")
    expect(clash).to_contain_text("Tít của người thứ nhất")
    expect(second.locator("#id_headline")).to_have_value("Tít của người thứ hai")
    assert SideDraft.objects.get().user == publisher
    expect(second.locator("#id_body")).to_have_attribute("data-editor", "ready", timeout=15_000)
    clash.get_by_role("button", name="Lấy bản này").click()
    expect(second.locator("#id_headline")).to_have_value("Tít của người thứ nhất")
    save(second)
    draft.refresh_from_db()
    assert draft.headline == "Tít của người thứ nhất"
    assert draft.lead == "Sapo của người thứ hai."
    assert "người thứ nhất sửa" in draft.body
    assert "người thứ hai sửa" in draft.body


def test_a_live_article_is_corrected_with_a_note(new_page, sign_in, publisher):
    article = make_article(body=BODY)
    page = new_page()
    sign_in(page, publisher, "/admin/")
    open_form(page, article)
    write(page, BODY.replace("Đoạn hai", "Đoạn hai đúng"))
    page.wait_for_timeout(500)
    save(page, "Lưu bản sửa, chưa đăng")
    page.goto(article.get_absolute_url())
    expect(page.locator(".prose")).not_to_contain_text("Đoạn hai đúng")
    open_form(page, article)
    page.fill("#id_correction", "Sửa số liệu ở đoạn hai.")
    save(page, "Đăng bản sửa")
    page.goto(article.get_absolute_url())
    expect(page.locator(".prose")).to_contain_text("Đoạn hai đúng")
    expect(page.get_by_text("Sửa số liệu ở đoạn hai.")).to_be_visible()
    expect(page.get_by_text("Cập nhật lúc")).to_be_visible()


def test_an_article_goes_online_when_the_clock_says_so(new_page, sign_in, draft, publisher):
    page = new_page()
    sign_in(page, publisher, "/admin/")
    open_form(page, draft)
    moment = timezone.localtime() + dt.timedelta(seconds=12)
    page.fill("#id_publish_at_0", f"{moment:%d/%m/%Y}")
    page.fill("#id_publish_at_1", f"{moment:%H:%M:%S}")
    save(page, "Đăng bài")
    expect(page.locator(".messagelist")).to_contain_text("Sẽ lên trang lúc")
    draft.refresh_from_db()
    assert page.goto(draft.get_absolute_url()).status == 404
    page.wait_for_timeout(max(0, (moment - timezone.now()).total_seconds() * 1000 + 600))
    assert page.goto(draft.get_absolute_url()).status == 200


def test_the_preview_shows_what_is_typed_on_a_phone_and_a_computer(
    new_page, sign_in, draft, editor
):
    page = new_page()
    sign_in(page, editor, "/admin/")
    open_form(page, draft)
    page.get_by_role("button", name="Xem trước").click()
    frame = page.frame_locator("#preview-pane iframe")
    expect(frame.locator("h1")).to_have_text("Chi bộ bàn việc khó")
    page.fill("#id_headline", "Đang gõ, xem ngay")
    expect(frame.locator("h1")).to_have_text("Đang gõ, xem ngay", timeout=15_000)
    assert page.locator("#preview-pane iframe").bounding_box()["width"] < 420
    page.get_by_role("button", name="Máy tính", exact=True).click()
    assert frame.locator("body").evaluate("() => innerWidth") > 1000


def test_a_shared_preview_is_read_without_an_account_and_closed(new_page, sign_in, draft, editor):
    page, guest = new_page(), new_page(viewport={"width": 360, "height": 740})
    sign_in(page, editor, "/admin/")
    page.goto(f"/admin/articles/article/{draft.pk}/chia-se/")
    page.fill("#purpose", "Bác Bí thư")
    page.get_by_role("button", name="Tạo liên kết").click()
    address = re.search(r"/xem-thu/.*", page.locator("#address").input_value())[0]
    assert guest.goto(address).status == 200
    expect(guest.get_by_role("heading", level=1)).to_have_text(draft.headline)
    page.get_by_role("button", name="Đóng liên kết").click()
    assert guest.goto(address).status == 404


def test_the_checklist_stops_until_a_reason_is_given(new_page, sign_in, publisher):
    article = make_article(published=False, lead="", publish_at=None)
    page = new_page()
    sign_in(page, publisher, "/admin/")
    open_form(page, article)
    save(page, "Đăng bài")
    expect(page.locator("#checklist")).to_contain_text("Bài chưa có sapo.")
    assert not Article.objects.published().exists()
    page.get_by_label("Lý do vẫn đăng:").fill("Thông báo ngắn.")
    expect(page.locator("#id_body")).to_have_attribute("data-editor", "ready", timeout=15_000)
    save(page, "Đăng bài")
    assert Article.objects.published().get().waivers.get().reason == "Thông báo ngắn."
