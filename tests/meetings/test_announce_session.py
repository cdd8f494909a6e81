"""Telling the public of a coming session."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from meetings.models import Announcement

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(branch):
    return reverse("meetings:announce_session", args=[branch.pk])


def day(days=7):
    return f"{timezone.localdate() + dt.timedelta(days=days):%d/%m/%Y}"


def test_the_public_learns_day_branch_and_topic(client, url, branch, organisation_board):
    client.force_login(organisation_board)
    response = client.post(url, {"day": day(), "topic": "Giữ nước vụ xuân"}, follow=True)
    assert "Đã báo lịch" in response.content.decode()
    announcement = Announcement.objects.get()
    assert (announcement.unit_name, announcement.topic) == (branch.name, "Giữ nước vụ xuân")
    assert AuditEntry.objects.first().verb == "session.announced"
    client.logout()
    assert "Giữ nước vụ xuân" in client.get("/sinh-hoat-chuyen-de/").content.decode()


def test_the_planned_topic_is_offered(client, url, branch, organisation_board):
    from meetings.models import Plan, PlanItem

    today = timezone.localdate()
    plan = Plan.objects.create(
        unit=branch,
        name="Năm nay",
        starts_on=today,
        ends_on=today + dt.timedelta(days=300),
        state="submitted",
        submitted_at=timezone.now(),
    )
    PlanItem.objects.create(plan=plan, topic="Dạy phụ đạo", due_on=today + dt.timedelta(days=9))
    client.force_login(organisation_board)
    assert "Dạy phụ đạo" in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"day": day(-1)}, "từ hôm nay trở đi"),
        ({"day": day(400)}, "trong vòng một năm"),
        ({"day": "31/02/2027"}, "Ngày này không có"),
        ({"day": ""}, "bắt buộc"),
        ({"topic": "x" * 301}, "300"),
        ({"topic": "Nghe Phùng Quân báo cáo"}, "Đang có: Phùng Quân"),
        ({"topic": "Phổ biến tài liệu tuyệt mật"}, "dấu chỉ độ mật"),
    ],
)
def test_what_cannot_be_announced_stays_on_the_page(
    client, url, members, organisation_board, words, sentence
):
    client.force_login(organisation_board)
    response = client.post(url, {"day": day(), "topic": "Việc làng"} | words)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert next(iter(words.values())) in page
    assert not Announcement.objects.exists()


def test_a_day_is_announced_once(client, url, organisation_board):
    client.force_login(organisation_board)
    client.post(url, {"day": day(), "topic": "Một"})
    response = client.post(url, {"day": day(), "topic": "Hai"})
    assert response.status_code == 422
    assert Announcement.objects.count() == 1


def test_a_day_that_passed_is_announced_no_more(client, branch, organisation_board):
    from meetings import actions

    announcement = actions.announce_session(
        branch, topic="Việc làng", day=timezone.localdate(), by=organisation_board
    )
    assert "Việc làng" in client.get("/sinh-hoat-chuyen-de/").content.decode()
    Announcement.objects.filter(pk=announcement.pk).update(
        day=timezone.localdate() - dt.timedelta(days=1)
    )
    assert not Announcement.objects.coming(timezone.localdate())
