"""The front page arranged with a mouse: chosen, moved, looked at, put up."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import FrontSlot
from tests.factories import make_article, make_section

DESK = reverse("admin:articles_frontslot_changelist")


@pytest.fixture
def news(transactional_db):
    section = make_section()
    now = timezone.now()
    return [
        make_article(f"Tin số {n}", section=section, publish_at=now - dt.timedelta(hours=n + 1))
        for n in range(6)
    ]


def group(page, name):
    return page.get_by_role("group", name=name, exact=True)


def choose(page, where, headline):
    where.get_by_role("button", name="Chọn bài", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill(headline)
    expect(dialog.locator("li")).to_have_count(1)
    dialog.get_by_role("button", name=headline).click()
    expect(where.get_by_text(headline)).to_be_visible()


def test_a_front_page_is_arranged_looked_at_and_put_up(writing, news):
    page = writing
    page.goto(DESK)
    choose(page, group(page, "Tin chính"), "Tin số 4")
    pinned = group(page, "Ghim cạnh tin chính")
    choose(page, pinned, "Tin số 3")
    choose(page, pinned, "Tin số 5")
    pinned.get_by_role("button", name="Đưa lên trên").last.click()
    page.get_by_role("button", name="Xem trang nhất").click()
    look = page.frame_locator("iframe[name=front-look]")
    expect(look.locator(".lead h2")).to_have_text("Tin số 4")
    expect(look.locator(".second h3")).to_have_text(["Tin số 5", "Tin số 3"])
    assert not FrontSlot.objects.exists()
    page.get_by_role("button", name="Đưa lên trang nhất").click()
    expect(page.get_by_text("Đã sắp xếp trang nhất")).to_be_visible()
    page.goto("/")
    expect(page.locator(".lead h2")).to_have_text("Tin số 4")
    expect(page.locator(".second h3")).to_have_text(["Tin số 5", "Tin số 3"])


def test_a_row_is_taken_out_again_and_a_wrong_date_stays_typed(writing, news):
    page = writing
    FrontSlot.objects.create(
        place="lead", article=news[3], starts_at=timezone.now() - dt.timedelta(hours=1)
    )
    page.goto(DESK)
    lead = group(page, "Tin chính")
    lead.get_by_label("Đến").first.fill("ngày mai")
    page.get_by_role("button", name="Đưa lên trang nhất").click()
    expect(lead.get_by_text("Hãy ghi ngày giờ như sau")).to_be_visible()
    expect(lead.get_by_label("Đến").first).to_have_value("ngày mai")
    lead.get_by_role("button", name="Bỏ khỏi chỗ này").first.click()
    page.get_by_role("button", name="Đưa lên trang nhất").click()
    expect(page.get_by_text("Đã sắp xếp trang nhất")).to_be_visible()
    assert not FrontSlot.objects.exists()


def test_without_scripts_numbers_do_the_same(phone, sign_in, administrator, news):
    page = phone
    sign_in(page, administrator, "/admin/")
    page.goto(DESK)
    group(page, "Tin chính").get_by_label("Số hoặc địa chỉ của bài").fill(str(news[4].pk))
    page.get_by_role("button", name="Đưa lên trang nhất").click()
    expect(page.get_by_text("Đã sắp xếp trang nhất")).to_be_visible()
    assert FrontSlot.objects.get().article == news[4]
