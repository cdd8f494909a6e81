"""The record of a session on a telephone of 360 pixels, with and without a network."""

import pytest
from playwright.sync_api import expect

from meetings import actions
from meetings.models import DeviceEdit
from tests.factories import submit

SMALL = {"width": 360, "height": 740}


@pytest.fixture
def secretarys_phone(new_page, sign_in, session, secretary):
    """A telephone on the roll call of an open record."""
    page = new_page(viewport=SMALL, has_touch=True)
    sign_in(page, secretary, f"/noi-bo/buoi/{session.pk}/diem-danh/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "navigator.serviceWorker.controller !== null")
    return page


def until(page, promised):
    for _look in range(200):
        if page.evaluate(promised):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"Never came true: {promised}")


KEPT = """caches.open("so-ghi-1").then((cache) => cache.keys())
    .then((all) => all.map((one) => new URL(one.url).pathname))"""


def row(page, name):
    return page.locator("fieldset", has_text=name)


def state(page):
    return page.locator("[data-book-state]")


def tap(page, name, choice):
    row(page, name).get_by_text(choice, exact=True).click()


def test_each_tap_saves_itself(secretarys_phone, session):
    page = secretarys_phone
    tap(page, "Kiều Oanh", "Ốm")
    expect(state(page)).to_have_text("đã gửi")
    tap(page, "Hoàng Nam", "Không lý do")
    expect(state(page)).to_have_text("đã gửi")
    expect(page.locator("[data-roll-sum]")).to_contain_text("10/12 = 83,33%")
    marks = dict(session.roll.values_list("member_name", "attendance"))
    assert (marks["Kiều Oanh"], marks["Hoàng Nam"]) == ("excused", "unexcused")


def test_without_a_network_nothing_is_lost_and_nothing_is_done_twice(secretarys_phone, session):
    page = secretarys_phone
    until(page, f"{KEPT}.then((all) => all.some((one) => one.endsWith('/thao-luan/')))")
    page.context.set_offline(True)
    tap(page, "Kiều Oanh", "Ốm")
    expect(state(page)).to_have_text("đã lưu trên máy, chưa gửi 1 mục")
    page.get_by_role("button", name="Xong điểm danh").click()
    page.wait_for_url("**/thao-luan/")
    page.locator("[name=opinion-0-speaker]").fill("Lê Hoài Ân")
    page.locator("[name=opinion-0-text]").fill("Làm đoạn cuối trước.")
    page.get_by_label("Kết luận của chủ trì").fill("Nạo vét trước Tết.")
    expect(state(page)).to_have_text("đã lưu trên máy, chưa gửi 3 mục")
    assert not session.opinions.exists()
    page.reload()
    expect(page.locator("[name=opinion-0-text]")).to_have_value("Làm đoạn cuối trước.")
    expect(page.get_by_label("Kết luận của chủ trì")).to_have_value("Nạo vét trước Tết.")
    page.context.set_offline(False)
    expect(state(page)).to_have_text("đã gửi", timeout=30_000)
    session.refresh_from_db()
    assert session.opinions.get().text == "Làm đoạn cuối trước."
    assert session.conclusion == "Nạo vét trước Tết."
    assert session.roll.get(member_name="Kiều Oanh").reason_kind == "illness"
    assert session.roll_called_at
    assert not DeviceEdit.objects.unsettled().exists()


def test_a_conflict_is_shown_and_the_secretary_decides(secretarys_phone, session, deputy):
    page = secretarys_phone
    entry = session.roll.get(member_name="Kiều Oanh")
    marks = {entry.pk: actions.Mark("excused", reason_kind="work")}
    actions.record_attendance(session, marks, version=1, by=deputy)
    tap(page, "Kiều Oanh", "Ốm")
    note = row(page, "Kiều Oanh").locator(".device-note")
    expect(note).to_contain_text("Người khác đã sửa chỗ này")
    entry.refresh_from_db()
    assert entry.reason_kind == "work"
    note.get_by_role("button", name="Ghi bản của tôi").click()
    expect(note).to_have_count(0)
    expect(state(page)).to_have_text("đã gửi")
    entry.refresh_from_db()
    assert entry.reason_kind == "illness"


def test_a_telephone_that_comes_back_to_a_closed_record(secretarys_phone, session, secretary):
    page = secretarys_phone
    page.goto(f"/noi-bo/buoi/{session.pk}/thao-luan/")
    page.context.set_offline(True)
    page.locator("[name=opinion-0-speaker]").fill("Lê Hoài Ân")
    page.locator("[name=opinion-0-text]").fill("Viết từ ba hôm trước.")
    expect(state(page)).to_contain_text("chưa gửi 1 mục")
    submit(session, secretary)
    page.context.set_offline(False)
    expect(page.locator(".device-note")).to_contain_text("không sửa được nữa", timeout=30_000)
    page.goto(f"/noi-bo/buoi/{session.pk}/")
    page.get_by_role("link", name="Xem lại").click()
    expect(page.get_by_text("Viết từ ba hôm trước.")).to_be_visible()


def test_signed_out_keeps_what_was_typed(secretarys_phone, session, sign_in, secretary):
    page = secretarys_phone
    page.context.clear_cookies()
    tap(page, "Kiều Oanh", "Ốm")
    expect(state(page)).to_contain_text("đăng nhập lại")
    sign_in(page, secretary, f"/noi-bo/buoi/{session.pk}/diem-danh/")
    expect(state(page)).to_have_text("đã gửi")
    assert session.roll.get(member_name="Kiều Oanh").reason_kind == "illness"
