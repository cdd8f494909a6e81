"""The editorial calendar in a browser: an entry is dragged; on a telephone the form does it."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import expect

from articles import actions
from articles.models import Article, Snapshot
from articles.models.snapshots import in_iso
from tests.factories import make_section

CALENDAR = "/admin/articles/article/lich/"
# A month ahead of every clock that runs this test for a long time; its first day is a Friday.
MONTH = f"{CALENDAR}?thang=2099-05"


def plan(headline, day=None, by=None):
    zone = timezone.get_current_timezone()
    moment = dt.datetime(2099, 5, day, 7, 30, tzinfo=zone) if day else None
    snapshot = Snapshot(
        headline=headline,
        lead="Sapo.",
        body="<p>Chi bộ có 67 đảng viên.</p>",
        section=make_section().pk,
        publish_at=in_iso(moment),
    )
    return actions.save_article(None, snapshot, by=by).article


def local(article):
    article.refresh_from_db()
    return f"{timezone.localtime(article.publish_at):%H:%M %d/%m/%Y}"


def test_an_editor_arranges_the_month(page, phone, sign_in, publisher):
    dated, undated = plan("Bài có ngày", 12), plan("Bài chưa có ngày")
    sign_in(page, publisher, CALENDAR)
    page.goto(MONTH)

    # Dragged to another day, an entry keeps its hour.
    page.drag_and_drop(f"#bai-{dated.pk} summary", "[data-day='20/05/2099']")
    expect(page.get_by_text("Dự kiến lên trang lúc 07:30, Thứ Tư 20/05/2099").first).to_be_visible()
    expect(page.locator(f"[data-day='20/05/2099'] #bai-{dated.pk}")).to_be_visible()
    assert local(dated) == "07:30 20/05/2099"

    # One without a day has no hour to keep: it asks for it.
    page.drag_and_drop(f"#bai-{undated.pk} summary", "[data-day='21/05/2099']")
    hour = page.locator(f"#bai-{undated.pk} input[name=hour]")
    expect(hour).to_be_focused()
    hour.fill("09:15")
    hour.press("Enter")
    expect(page.locator(f"[data-day='21/05/2099'] #bai-{undated.pk}")).to_be_visible()
    assert local(undated) == "09:15 21/05/2099"

    # The next step, without opening the article.
    entry = page.locator(f"#bai-{dated.pk}")
    entry.locator("summary").click()
    entry.get_by_role("button", name="Đăng bài").click()
    expect(page.locator(f"#bai-{dated.pk} .cal-state")).to_have_text("Hẹn giờ đăng")
    dated.refresh_from_db()
    assert dated.state == Article.State.PUBLISHED
    assert not Article.objects.published().exists()

    # On a telephone without scripts the form does it; a slip stays in the field.
    sign_in(phone, publisher, CALENDAR)
    phone.goto(MONTH)
    entry = phone.locator(f"#bai-{dated.pk}")
    entry.locator("summary").click()
    entry.locator("input[name=day]").fill("31/02/2099")
    entry.get_by_role("button", name="Đổi ngày").click()
    expect(entry.get_by_role("alert")).to_contain_text("không có trong lịch")
    expect(entry.locator("input[name=day]")).to_have_value("31/02/2099")
    entry.locator("input[name=day]").fill("22/05/2099")
    entry.get_by_role("button", name="Đổi ngày").click()
    expect(phone.locator(f"[data-day='22/05/2099'] #bai-{dated.pk}")).to_be_visible()
    assert local(dated) == "07:30 22/05/2099"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
