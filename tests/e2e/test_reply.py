"""A member of a village branch answers on a cheap telephone without scripts."""

import pytest
from playwright.sync_api import expect

from meetings.models import Invitation
from tests.factories import make_plan
from tests.meetings.prepared_parts import invite

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALLEST = 44  # pixels that a thumb hits


@pytest.fixture
def link(branch, secretary, members):
    return invite(make_plan(branch, secretary), secretary)["Kiều Oanh"]


def answer():
    row = Invitation.objects.standing().get(member_name="Kiều Oanh")
    return (row.reply, row.reason_kind, row.reason)


def test_a_member_excuses_herself_and_then_comes_after_all(phone, link):
    phone.goto(link)
    expect(phone.get_by_role("heading", name="Mời dự sinh hoạt chuyên đề")).to_be_visible()
    phone.get_by_text("Tôi xin vắng").click()
    phone.get_by_role("button", name="Gửi trả lời").click()
    expect(phone.get_by_text("Chọn lý do, hoặc viết vào ô dưới.")).to_be_visible()
    expect(phone.get_by_label("Tôi xin vắng")).to_be_checked()
    phone.get_by_label("Lý do vắng").select_option("family")
    phone.get_by_label("Nói rõ thêm").fill("Đưa con đi khám")
    phone.get_by_role("button", name="Gửi trả lời").click()
    expect(phone.get_by_text("Đồng chí đã báo: xin vắng.")).to_be_visible()
    assert answer() == ("no", "family", "Đưa con đi khám")
    phone.get_by_text("Tôi sẽ dự").click()
    phone.get_by_role("button", name="Gửi trả lời").click()
    expect(phone.get_by_text("Đồng chí đã báo: sẽ dự.")).to_be_visible()
    assert answer() == ("yes", "", "")
    assert phone.context.cookies() == []


def test_thumbs_hit_and_nothing_sticks_out(phone, link):
    phone.goto(link)
    for target in phone.locator("label:has(input), select, input[type=text], button").all():
        assert target.bounding_box()["height"] >= SMALLEST
    assert phone.locator("body").bounding_box()["width"] <= 360


def test_the_secretary_prepares_on_a_telephone(new_page, sign_in, branch, secretary, members):
    """Agenda, links and plan at 360 pixels, with scripts; every page fits."""
    plan = make_plan(branch, secretary)
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True)
    sign_in(page, secretary, f"/noi-bo/buoi/{plan.pk}/chuan-bi/")
    page.get_by_role("link", name="Lập chương trình").click()
    page.get_by_role("button", name="Thêm dòng").click()
    rows = page.locator(".rows > li")
    rows.last.get_by_label("Nội dung").fill("Văn nghệ chào mừng")
    rows.first.get_by_label("Bỏ dòng này").check()
    assert page.evaluate(WIDER) == 0
    page.get_by_role("button", name="Lưu chương trình").click()
    expect(page.get_by_text("Đã lưu chương trình.")).to_be_visible()
    texts = list(plan.agenda.values_list("text", flat=True))
    assert texts[-1] == "Văn nghệ chào mừng"
    assert not texts[0].startswith("Chào cờ")
    page.get_by_role("link", name="Đường dẫn riêng").click()
    page.get_by_role("button", name="Tạo đường dẫn").click()
    listed = page.get_by_label("Họ tên – đường dẫn").input_value().splitlines()
    assert len(listed) == 12
    assert page.evaluate(WIDER) == 0
    for address in ("chuan-bi", "tai-lieu", "loi-moi", "moi"):
        page.goto(f"/noi-bo/buoi/{plan.pk}/{address}/")
        assert page.evaluate(WIDER) == 0, address
