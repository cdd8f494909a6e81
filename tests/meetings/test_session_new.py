"""Beginning a record: the frame of the session, and the roll frozen on its day."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import ThematicSession
from tests.factories import LONG_AGO, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(branch):
    return reverse("meetings:session_new", args=[branch.pk])


@pytest.fixture
def frame(members):
    return {
        "topic": "Giữ nước cho vụ xuân",
        "held_on": "03/10/2026",
        "starts_at": "19:30",
        "ends_at": "21:15",
        "place": "Nhà văn hóa",
        "chair": members[0].pk,
        "secretary": members[1].pk,
        "guests": "",
    }


def test_it_freezes_the_roll_of_that_day(client, url, frame, secretary, branch, members):
    make_member(branch, "Đến Sau", since=dt.date(2026, 10, 20))
    client.force_login(secretary)
    response = client.post(url, frame)
    session = ThematicSession.objects.get()
    assert response["Location"] == reverse("meetings:attendance", args=[session.pk])
    assert [entry.member_name for entry in session.roll.all()][:3] == [
        "Bùi Thị An",
        "Đỗ Văn Ánh",
        "Lê Hoài Ân",
    ]
    assert session.roll.count() == 12
    assert session.roll.filter(grade="probationary").count() == 1
    assert (session.unit_name, session.superior_name) == ("Chi bộ Trường Thử", "Đảng bộ xã Đầu")
    assert session.chair_post == "secretary"
    assert str(session.rule_set).startswith("Hướng dẫn 42-HD/BTCTW")


def test_the_rules_of_the_day_apply(client, url, frame, secretary):
    client.force_login(secretary)
    client.post(url, frame | {"held_on": "10/01/2022"})
    session = ThematicSession.objects.get()
    assert session.held_on == dt.date(2022, 1, 10), "day first, not the American way"
    assert str(session.rule_set).startswith("Hướng dẫn 12-HD/BTCTW")


def test_standings_of_the_day_preset_the_roll(client, url, frame, secretary, branch):
    make_member(branch, "Miễn Một", "exempt")
    make_member(branch, "Đi Hai", "away")
    make_member(branch, "Đình Ba", "suspended")
    make_member(branch, "Khách Bốn", kind="temporary")
    client.force_login(secretary)
    client.post(url, frame)
    roll = ThematicSession.objects.get().roll
    assert set(roll.exclude(attendance="present").values_list("attendance", flat=True)) == {
        "exempt",
        "away",
        "suspended",
    }
    assert roll.get(attachment="temporary").member_name == "Khách Bốn"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("topic", "", "trường này là bắt buộc"),
        ("held_on", "31/02/2026", "Ngày này không có thật"),
        ("held_on", "hôm qua", "Ngày này không có thật"),
        ("starts_at", "25:00", "Hãy viết giờ theo mẫu"),
        ("ends_at", "19:00", "Lúc kết thúc phải sau lúc bắt đầu"),
        ("held_on", "01/01/2015", "Ngày đó chi bộ chưa thành lập"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_rest(
    client, url, frame, secretary, field, value, sentence
):
    client.force_login(secretary)
    response = client.post(url, frame | {field: value, "guests": "Đồng chí Huyện ủy viên"})
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence.lower() in page.lower()
    assert "Đồng chí Huyện ủy viên" in page
    assert not ThematicSession.objects.exists()


def test_a_session_in_the_future_was_not_held(client, url, frame, secretary):
    client.force_login(secretary)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    response = client.post(url, frame | {"held_on": f"{tomorrow:%d/%m/%Y}"})
    assert response.status_code == 422
    assert "Thời điểm này chưa tới" in response.context["form"].errors["held_on"][0]
    assert not ThematicSession.objects.exists()


def test_chair_and_secretary_are_two_persons(client, url, frame, secretary, members):
    client.force_login(secretary)
    response = client.post(url, frame | {"secretary": members[0].pk})
    assert "phải là hai người" in response.context["form"].errors["secretary"][0]


def test_a_stranger_to_the_branch_holds_no_chair(client, url, frame, secretary, foreign_branch):
    client.force_login(secretary)
    foreigner = make_member(foreign_branch, "Người Ngoài", since=LONG_AGO)
    response = client.post(url, frame | {"chair": foreigner.pk})
    assert response.status_code == 422
    assert not ThematicSession.objects.exists()


def test_sending_twice_records_once(client, url, frame, secretary):
    client.force_login(secretary)
    assert client.post(url, frame).status_code == 302
    response = client.post(url, frame)
    assert "đã được ghi rồi" in response.context["form"].errors["starts_at"][0]
    assert ThematicSession.objects.count() == 1


def test_a_dissolved_branch_holds_no_session(client, url, frame, secretary, branch):
    branch.dissolved_on = dt.date(2026, 9, 1)
    branch.save()
    client.force_login(secretary)
    response = client.post(url, frame)
    assert "chưa thành lập" in response.context["form"].errors["held_on"][0]


def test_who_was_there_on_that_day_may_have_been_in_the_chair(
    client, url, frame, secretary, members
):
    members[2].memberships.update(ends_on=dt.date(2026, 11, 1))
    client.force_login(secretary)
    assert client.post(url, frame | {"chair": members[2].pk}).status_code == 302


def test_a_suspended_member_has_no_chair(client, url, frame, secretary, branch):
    suspended = make_member(branch, "Đình Ba", "suspended")
    client.force_login(secretary)
    response = client.post(url, frame | {"chair": suspended.pk})
    assert response.status_code == 422
    assert not ThematicSession.objects.exists()


def test_the_head_names_the_superior_of_that_day(
    client, url, frame, secretary, branch, foreign_branch, administrator
):
    from organisation import actions

    new = foreign_branch.parent
    actions.move_unit(branch, new, from_day=dt.date(2026, 10, 20), by=administrator)
    client.force_login(secretary)
    client.post(url, frame)
    client.post(url, frame | {"held_on": "21/10/2026"})
    assert dict(ThematicSession.objects.values_list("held_on", "superior_name")) == {
        dt.date(2026, 10, 3): "Đảng bộ xã Đầu",
        dt.date(2026, 10, 21): "Đảng bộ xã Khác",
    }
