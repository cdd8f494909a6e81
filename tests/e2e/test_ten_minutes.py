"""The whole record of a session on a telephone of 360 pixels: from the fixed day to the papers.

Once with a network all the time, once with none from the first tap of the roll to the last task.
"""

import datetime as dt
import io
import re
import zipfile

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings.models import DeviceEdit, ThematicSession
from tests.e2e.test_public_pages import ALL, AXE, CHECK, WIDER
from tests.e2e.test_record import KEPT, SMALL, row, state, tap, until
from tests.factories import make_plan

EXCEPTIONS = {
    "Phạm Thị Cúc": "Ốm",
    "Lý Văn Khoa": "Công tác",
    "Phùng Quân": "Việc nhà",
    "Kiều Oanh": "Không lý do",
}
OPINIONS = [
    ("Lê Hoài Ân", "Làm đoạn cuối trước."),
    ("Trần Đức Bình", "Mỗi xóm một tổ."),
    ("Vũ Minh Dũng", "Cần thêm hai máy bơm."),
    ("Đặng Thu Hà", "Chia nước theo lịch, dán ở nhà văn hóa."),
    ("Hoàng Nam", "Tôi nhận phần đào ở xóm Đông."),
]
TASKS = [("Lập tổ nạo vét", "Trần Đức Bình"), ("Dán lịch chia nước", "Đặng Thu Hà")]
RESOLUTION = "nạo vét kênh nội đồng"
CONCLUSION = "Nạo vét xong trước Tết."
LOW = """() => [...document.querySelectorAll(
        "main :is(a, button, summary, input, select, textarea, .pick label), .bar :is(a, button)")]
    .filter((one) => one.checkVisibility() && !one.matches("input[type=radio]"))
    .map((one) => [one.textContent.trim() || one.name, one.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.height < 43.9 || box.width < 43.9))
    .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""


@pytest.fixture
def plan(branch, members, secretary):
    """A session that was fixed for yesterday evening and is recorded today."""
    people = {"chair": members[0], "secretary": members[1]}
    session = make_plan(branch, secretary, days=0, **people)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    ThematicSession.objects.update(held_on=yesterday)
    session.refresh_from_db()
    return session


@pytest.fixture
def telephone(new_page, sign_in, plan, secretary):
    """The secretary's, on the page of the session to come."""
    page = new_page(viewport=SMALL, has_touch=True, accept_downloads=True)
    sign_in(page, secretary, f"/noi-bo/buoi/{plan.pk}/chuan-bi/")
    return page


def good(page):
    """Everybody can use the page in this state, and it is not wider than the telephone."""
    assert page.evaluate(WIDER) <= 0, page.url
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(CHECK, {"type": "tag", "values": ALL})
    assert not found, page.url + "\n" + "\n".join(found)


def press(page, name, address):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url(re.compile(address))


def hold(page):
    good(page)
    page.get_by_role("link", name="Bắt đầu buổi họp").click()
    page.get_by_label("Kết thúc lúc").fill("21:15")
    good(page)
    press(page, "Tiếp tục: điểm danh", "/diem-danh/$")
    good(page)
    assert page.evaluate(LOW) == []


def mark_exceptions(page):
    for name, choice in EXCEPTIONS.items():
        tap(page, name, choice)
    expect(page.locator("[data-roll-sum]")).to_contain_text("8/12 = 66,67%")


def write_discussion(page):
    good(page)
    page.get_by_label("Tóm tắt chuyên đề").fill("Nước cạn sớm, kênh cuối nguồn bị bồi.")
    for number, (speaker, words) in enumerate(OPINIONS):
        if number:
            page.get_by_role("button", name="Thêm ý kiến").click()
        page.locator(f"[name=opinion-{number}-speaker]").fill(speaker)
        page.locator(f"[name=opinion-{number}-text]").fill(words)
    page.get_by_label("Kết luận của chủ trì").fill(CONCLUSION)
    good(page)


def write_resolution(page):
    page.get_by_label("Nghị quyết về việc gì").fill(RESOLUTION)
    page.get_by_label("Nội dung nghị quyết").fill("Nạo vét xong trước vụ xuân.")
    good(page)


def sign(page):
    good(page)
    page.get_by_role("link", name="Ký, lấy số").click()
    page.wait_for_url("**/ky/")
    good(page)
    press(page, "Ký, lấy số", r"/buoi/\d+/nghi-quyet/$")
    expect(page.locator(".symbol")).to_have_text("01-NQ/CB")


def give_tasks(page, resolution=""):
    good(page)
    due = timezone.localdate() + dt.timedelta(days=30)
    for number, (title, owner) in enumerate(TASKS):
        if number:
            page.get_by_role("button", name="Thêm việc").click()
        page.locator(f"[name=task-{number}-title]").fill(title)
        page.locator(f"[name=task-{number}-owner]").select_option(label=owner)
        page.locator(f"[name=task-{number}-due_on]").fill(f"{due:%d/%m/%Y}")
        if resolution:
            field = page.locator(f"[name=task-{number}-resolution]")
            field.select_option(label=resolution)
    good(page)


def submit(page):
    press(page, "Lập biên bản", "/bien-ban/$")
    expect(page.locator("main")).to_contain_text("8/12")
    good(page)
    page.get_by_role("link", name="Soát và gửi").click()
    page.wait_for_url(re.compile(r"/buoi/\d+/$"))
    findings = page.locator(".findings li")
    # The score is the next matter, and no contradiction.
    assert [line for line in findings.all_inner_texts() if "chấm điểm" not in line] == []
    good(page)
    press(page, "Gửi biên bản lên cấp trên", r"/buoi/\d+/$")
    expect(page.locator(".notes")).to_contain_text("Đã gửi biên bản")
    good(page)


def papers(page):
    """The names of the papers in the downloaded bundle."""
    page.get_by_role("link", name="Giấy tờ: biên bản").click()
    page.wait_for_url("**/giay-to/")
    good(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tất cả (.zip)").click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as bundle:
        assert bundle.testzip() is None
        return " ".join(bundle.namelist())


def all_is_stored_once(session):
    session.refresh_from_db()
    assert session.state == "submitted"
    marks = session.roll.exclude(attendance="present").values_list(
        "member_name", "attendance", "reason_kind"
    )
    assert set(marks) == {
        ("Phạm Thị Cúc", "excused", "illness"),
        ("Lý Văn Khoa", "excused", "work"),
        ("Phùng Quân", "excused", "family"),
        ("Kiều Oanh", "unexcused", ""),
    }
    assert list(session.opinions.values_list("speaker_name", "text")) == OPINIONS
    assert session.conclusion == CONCLUSION
    resolution = session.resolutions.get()
    assert (resolution.state, resolution.symbol) == ("signed", "01-NQ/CB")
    assert (resolution.ballot.votes_for, resolution.ballot.base) == (8, 11)
    tasks = session.tasks.values_list("title", "owner_name", "resolution")
    assert set(tasks) == {(title, owner, resolution.pk) for title, owner in TASKS}
    assert not DeviceEdit.objects.unsettled().exists()


def test_with_a_network(telephone, plan):
    page = telephone
    hold(page)
    mark_exceptions(page)
    press(page, "Xong điểm danh", "/thao-luan/$")
    write_discussion(page)
    press(page, "Lưu và tiếp tục", "/nghi-quyet/$")
    expect(page.locator("[name=votes_for]")).to_have_value("8")
    write_resolution(page)
    page.get_by_role("button", name="Ghi kết quả biểu quyết").click()
    expect(page.locator(".notes")).to_contain_text("Đã lưu kết quả biểu quyết")
    sign(page)
    page.get_by_role("link", name="Sang phần giao việc").click()
    page.wait_for_url("**/giao-viec/")
    give_tasks(page, RESOLUTION)
    press(page, "Lưu và tiếp tục", r"/buoi/\d+/$")
    submit(page)
    names = papers(page)
    for paper in ("bien-ban", "nghi-quyet", "trich-nghi-quyet", "diem-danh"):
        assert paper in names
    all_is_stored_once(plan)


def test_without_one_from_the_roll_to_the_tasks(telephone, plan):
    page = telephone
    hold(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "navigator.serviceWorker.controller !== null")
    for step in ("diem-danh", "thao-luan", "nghi-quyet", "giao-viec"):
        until(page, f"{KEPT}.then((all) => all.some((one) => one.endsWith('/{step}/')))")
    page.context.set_offline(True)
    mark_exceptions(page)
    expect(state(page)).to_have_text("đã lưu trên máy, chưa gửi 4 mục")
    press(page, "Xong điểm danh", "/thao-luan/$")
    write_discussion(page)
    press(page, "Lưu và tiếp tục", "/nghi-quyet/$")
    write_resolution(page)
    page.locator("[name=votes_for]").fill("8")  # the page is from before the roll
    page.get_by_role("button", name="Ghi kết quả biểu quyết").click()
    expect(page.locator("[data-waiting]")).to_contain_text("đã lưu trên máy, chưa gửi")
    good(page)
    page.get_by_role("link", name="sang phần giao việc").click()
    page.wait_for_url("**/giao-viec/")
    give_tasks(page)
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(state(page)).to_contain_text("chưa gửi 14 mục")
    page.reload()
    expect(page.locator("[name=task-1-title]")).to_have_value(TASKS[1][0])
    assert not plan.opinions.exists()
    assert not plan.resolutions.exists()
    assert not plan.tasks.exists()

    page.context.set_offline(False)
    expect(state(page)).to_have_text("đã gửi", timeout=30_000)
    stored = (plan.opinions, plan.resolutions, plan.tasks)
    assert [rows.count() for rows in stored] == [5, 1, 2]
    page.get_by_role("link", name="Điểm danh").click()
    for name, choice in EXCEPTIONS.items():
        expect(row(page, name).get_by_label(choice, exact=True)).to_be_checked()
    page.get_by_role("link", name="Nghị quyết").click()
    sign(page)
    page.get_by_role("link", name="Sang phần giao việc").click()
    for number in range(len(TASKS)):
        field = page.locator(f"[name=task-{number}-resolution]")
        field.select_option(label=RESOLUTION)
    expect(state(page)).to_have_text("đã gửi")
    press(page, "Lưu và tiếp tục", r"/buoi/\d+/$")
    submit(page)
    assert "bien-ban" in papers(page)
    all_is_stored_once(plan)


def test_one_tap_is_enough_where_nothing_waits(telephone, plan):
    """Nobody was absent: the button goes on at once."""
    page = telephone
    hold(page)
    until(page, "!document.querySelector('[data-roll-find]').hidden")
    press(page, "Xong điểm danh", "/thao-luan/$")
    plan.refresh_from_db()
    assert plan.roll_called_at


def test_what_is_entered_before_the_scripts_are_there_is_not_lost(
    new_page, sign_in, session, secretary
):
    """A weak network: the page can be seen, its scripts are still on their way."""
    page = new_page(viewport=SMALL, has_touch=True, service_workers="block")
    sign_in(page, secretary, f"/noi-bo/buoi/{session.pk}/")
    words = page.get_by_label("Kết luận của chủ trì")

    def type_first(route):
        words.fill(CONCLUSION)
        route.continue_()

    page.route("**/js/book/rows.js", type_first)
    page.goto(f"/noi-bo/buoi/{session.pk}/thao-luan/", wait_until="commit")
    expect(state(page)).to_have_text("đã gửi")
    expect(words).to_have_value(CONCLUSION)
    session.refresh_from_db()
    assert session.conclusion == CONCLUSION
