"""A session to come begins as a draft of its branch."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import Plan, PlanItem, ThematicSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(branch):
    return reverse("meetings:prepare_session", args=[branch.pk])


@pytest.fixture
def frame():
    day = timezone.localdate() + dt.timedelta(days=9)
    return {
        "topic": "Tiết kiệm điện",
        "held_on": f"{day:%d/%m/%Y}",
        "starts_at": "19:30",
        "place": "Nhà văn hóa",
    }


def test_people_may_still_be_open(client, url, frame, secretary, members):
    client.force_login(secretary)
    response = client.post(url, frame)
    session = ThematicSession.objects.get()
    assert response["Location"] == reverse("meetings:session_plan", args=[session.pk])
    assert (session.state, session.chair, session.secretary) == ("draft", None, None)
    assert session.hierarchy == ["Đảng bộ xã Đầu", "Đảng bộ huyện Thử"]
    assert not session.roll.exists(), "the roll belongs to the day on which it is held"


def test_a_planned_topic_is_taken_over(client, url, branch, secretary, members):
    today = timezone.localdate()
    plan = Plan.objects.create(
        unit=branch, name="Năm nay", starts_on=today, ends_on=today + dt.timedelta(days=99)
    )
    item = PlanItem.objects.create(plan=plan, topic="Nước sạch", due_on=today)
    client.force_login(secretary)
    assert 'value="Nước sạch"' in client.get(f"{url}?muc={item.pk}").content.decode()
    frame = {"topic": "Nước sạch", "held_on": f"{today:%d/%m/%Y}", "starts_at": "19:30"}
    client.post(f"{url}?muc={item.pk}", frame | {"place": "Nhà văn hóa"})
    assert ThematicSession.objects.get().plan_item == item


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"held_on": "03/10/2022"}, "Ngày này đã qua"),
        ({"held_on": "03/10/2999"}, "hơn một năm nữa"),
        ({"held_on": "32/10/2026"}, "Ngày này không có thật"),
        ({"topic": ""}, "bắt buộc"),
        ({"starts_at": "21:00", "ends_at": "20:00"}, "Lúc kết thúc phải sau lúc bắt đầu"),
        ({"format": "online"}, "vì sao không họp tập trung"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    client, url, frame, secretary, members, changed, sentence
):
    client.force_login(secretary)
    response = client.post(url, frame | changed)
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert "Nhà văn hóa" in html, "what was typed is still there"
    assert not ThematicSession.objects.exists()


def test_two_sessions_do_not_stand_on_one_hour(client, url, frame, secretary, members):
    client.force_login(secretary)
    client.post(url, frame)
    assert client.post(url, frame).status_code == 422
    assert ThematicSession.objects.count() == 1


def test_chair_and_secretary_are_two(client, url, frame, secretary, members):
    client.force_login(secretary)
    one = {"chair": members[0].pk, "secretary": members[0].pk}
    response = client.post(url, frame | one)
    assert "phải là hai người" in response.content.decode()


def test_it_costs_few_queries(client, url, secretary, members, django_assert_max_num_queries):
    client.force_login(secretary)
    with django_assert_max_num_queries(11):
        assert client.get(url).status_code == 200
