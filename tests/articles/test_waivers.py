"""The monthly report of what was published against the checklist."""

import datetime as dt

import pytest

from articles import actions
from articles.models import Waiver
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
REPORT = "/admin/articles/waiver/bao-cao/"
LIST = "/admin/articles/waiver/"


def waive(by, *, at=None, headline="Bài ảnh", reason="Tin ảnh, không cần sapo."):
    article = make_article(headline, lead="", published=False)
    actions.publish_article(article, by=by, reasons={"no_lead": reason})
    waiver = Waiver.objects.latest("pk")
    if at:
        Waiver.objects.filter(pk=waiver.pk).update(at=at)
    return waiver


def report(client, user, query="", status=200):
    client.force_login(user)
    response = client.get(REPORT + query)
    assert response.status_code == status
    return response.content.decode()


def test_the_report_tells_what_was_waved_through_by_whom_and_why(client, publisher, reporter):
    waive(publisher)
    page = report(client, reporter)
    for words in (
        "Bài ảnh",
        "Thiếu sapo.",
        "Bài chưa có sapo.",
        "Tin ảnh, không cần sapo.",
        "truongban",
        "1 lần đăng ngoại lệ.",
    ):
        assert words in page


def test_a_month_begins_and_ends_at_midnight_in_vietnam(client, publisher):
    november = dt.datetime(2026, 10, 31, 17, 0, tzinfo=dt.UTC)
    waive(publisher, at=november, headline="Bài đầu tháng")
    waive(publisher, at=november - dt.timedelta(seconds=1), headline="Bài cuối tháng")
    page = report(client, publisher, "?thang=2026-11")
    assert "Bài đầu tháng" in page
    assert "Bài cuối tháng" not in page
    assert "Bài cuối tháng" in report(client, publisher, "?thang=2026-10")


def test_the_counts_are_per_rule_and_per_person(client, publisher):
    other = make_user("phoban", full_name="Lê Phó Ban", is_superuser=True, is_staff=True)
    for number in range(3):
        waive(publisher if number else other, headline=f"Bài {number}")
    client.force_login(publisher)
    counted = client.get(REPORT).context["report"]
    assert counted.by_rule == [("Thiếu sapo", 3)]
    assert counted.by_person == [("truongban", 2), ("Lê Phó Ban", 1)]


def test_the_leaves_turn_and_end_with_the_years_of_the_paper(client, publisher):
    page = report(client, publisher, "?thang=2026-01")
    assert "?thang=2025-12" in page
    assert "?thang=2026-02" in page
    assert 'rel="next"' not in report(client, publisher, "?thang=2100-12")
    assert "Tháng này không có bài nào đăng ngoại lệ." in page


@pytest.mark.parametrize("text", ["2026-13", "thang", "9999-12", "0001-01", "<b>", "2026-W47"])
def test_a_month_that_cannot_be_read_is_said_and_shows_the_present_one(client, publisher, text):
    waive(publisher)
    page = report(client, publisher, f"?thang={text}")
    assert "Lịch không có tháng hay tuần" in page
    assert "Bài ảnh" in page
    assert "<b>" not in page


def test_the_list_of_the_admin_leads_to_the_report(client, publisher):
    client.force_login(publisher)
    assert client.get(LIST).headers["Location"] == REPORT
    assert client.get(f"{LIST}add/").status_code == 403


def test_nothing_in_the_report_can_be_changed(client, publisher):
    waiver = waive(publisher)
    client.force_login(publisher)
    address = f"{LIST}{waiver.pk}/change/"
    assert client.post(address, {"reason": "khác"}).status_code == 403
    assert client.post(f"{LIST}{waiver.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Waiver.objects.get().reason == "Tin ảnh, không cần sapo."


def test_only_the_newsroom_reads_it(client, moderator, stranger):
    assert "Chỉ phóng viên" in report(client, moderator, status=403)
    client.force_login(stranger)
    assert client.get(REPORT).status_code == 302


def test_a_long_month_costs_no_more_queries(client, publisher, django_assert_max_num_queries):
    for number in range(6):
        waive(publisher, headline=f"Bài {number}")
    client.force_login(publisher)
    with django_assert_max_num_queries(14):
        client.get(REPORT)
