"""Votes written down without a network, and what stays on a telephone after signing out."""

import pytest
from playwright.sync_api import expect

from tests.factories import call_roll

SMALL = {"width": 360, "height": 740}
KEPT = """caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name)
    .then((cache) => cache.keys())))).then((all) => all.flat()
    .map((one) => new URL(one.url).pathname).filter((path) => path.startsWith("/noi-bo/")))"""


def until(page, promised):
    for _look in range(200):
        if page.evaluate(promised):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"Never came true: {promised}")


@pytest.fixture
def phone(new_page, sign_in, session, secretary):
    """A telephone on which the record was opened, so that all its steps are kept."""
    page = new_page(viewport=SMALL, has_touch=True)
    sign_in(page, secretary, f"/noi-bo/buoi/{session.pk}/diem-danh/")
    until(page, f"{KEPT}.then((all) => all.some((one) => one.endsWith('/bieu-quyet/')))")
    until(page, "navigator.serviceWorker.controller !== null")
    return page


def state(page):
    return page.locator("[data-book-state]")


def write_a_resolution(page, votes="10"):
    page.get_by_label("Nghị quyết về").or_(page.locator("[name=title]")).first.fill("về kênh mương")
    page.locator("[name=text]").fill("Nạo vét trước Tết.\nMỗi tổ một đoạn.")
    page.locator("[name=votes_for]").fill(votes)


def test_a_vote_without_a_network_waits_and_is_counted_once(phone, session):
    page = phone
    page.context.set_offline(True)
    page.locator("fieldset", has_text="Kiều Oanh").get_by_text("Ốm", exact=True).click()
    expect(state(page)).to_contain_text("chưa gửi 1 mục")
    page.goto(f"/noi-bo/buoi/{session.pk}/nghi-quyet/")
    expect(page.locator("[data-no-roll]")).to_have_count(0)
    write_a_resolution(page)
    page.reload()
    expect(page.locator("[name=title]")).to_have_value("về kênh mương")
    page.get_by_role("button", name="Ghi kết quả biểu quyết").click()
    waiting = page.locator("[data-waiting] li")
    expect(waiting).to_contain_text("“về kênh mương”, tán thành 10, không tán thành 0")
    expect(state(page)).to_contain_text("chưa gửi 2 mục")
    expect(page.locator("[name=title]")).to_have_value("")
    # A number was typed wrongly: it comes back into the form, and nothing has been sent.
    waiting.get_by_role("button", name="Sửa lại").click()
    page.locator("[name=votes_for]").fill("9")
    page.get_by_role("button", name="Ghi kết quả biểu quyết").click()
    expect(waiting).to_contain_text("tán thành 9")
    assert not session.resolutions.exists()
    page.context.set_offline(False)
    expect(page.locator("section.adopted")).to_contain_text("về kênh mương", timeout=30_000)
    expect(waiting).to_have_count(0)
    resolution = session.resolutions.get()
    assert (resolution.state, resolution.ballot.votes_for) == ("adopted", 9)
    assert session.roll.get(member_name="Kiều Oanh").reason_kind == "illness"


def test_with_a_network_the_button_sends_the_form_and_nothing_is_left(phone, session, secretary):
    page = phone
    call_roll(session, secretary)
    page.goto(f"/noi-bo/buoi/{session.pk}/nghi-quyet/")
    write_a_resolution(page, "999")
    page.get_by_role("button", name="Ghi kết quả biểu quyết").click()
    expect(page.locator(".refusal")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("về kênh mương")
    page.locator("[name=votes_for]").fill("11")
    page.get_by_role("button", name="Ghi kết quả biểu quyết").click()
    expect(page.locator("section.adopted")).to_contain_text("về kênh mương")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert session.resolutions.count() == 1
    page.get_by_text("Ghi thêm một nghị quyết").or_(page.locator("#vote summary")).first.click()
    expect(page.locator("[name=title]")).to_have_value("")


def test_another_vote_waits_too(phone, session, secretary):
    page = phone
    call_roll(session, secretary)
    page.goto(f"/noi-bo/buoi/{session.pk}/bieu-quyet/")
    page.context.set_offline(True)
    page.locator("[name=subject]").fill("Bầu thư ký buổi sinh hoạt")
    page.get_by_role("button", name="Ghi kết quả biểu quyết").click()
    expect(page.locator("[data-waiting] li")).to_contain_text("Bầu thư ký buổi sinh hoạt")
    page.context.set_offline(False)
    page.wait_for_load_state()
    for _look in range(200):
        if session.ballots.exists():
            break
        page.wait_for_timeout(100)
    assert session.ballots.get().subject == "Bầu thư ký buổi sinh hoạt"


def test_who_signs_out_leaves_no_page_and_is_told_of_what_waits(phone, session):
    page = phone
    page.context.set_offline(True)
    page.locator("fieldset", has_text="Kiều Oanh").get_by_text("Ốm", exact=True).click()
    expect(state(page)).to_contain_text("chưa gửi 1 mục")
    told = []

    def refuse(dialog):
        told.append(dialog.message)
        dialog.dismiss()

    def agree(dialog):
        dialog.accept()

    page.on("dialog", refuse)
    page.locator(".me summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    until(page, "new Promise((done) => setTimeout(done, 50, true))")
    assert "Còn 1 phần" in told[0]
    assert page.evaluate(KEPT)
    page.remove_listener("dialog", refuse)
    page.on("dialog", agree)
    # The network is back for the pages, but not for what waits.
    page.route("**/ghi/", lambda route: route.abort())
    page.context.set_offline(False)
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(lambda url: "/noi-bo/" not in url)
    assert page.evaluate(KEPT) == []
    assert page.evaluate("Object.keys(localStorage).length") == 1
