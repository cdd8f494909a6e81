"""The roll call: everybody is there, the secretary marks the exceptions."""

import gzip

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from tests.factories import call_roll, make_resolution

pytestmark = pytest.mark.django_db


def url(session):
    return reverse("meetings:attendance", args=[session.pk])


def everybody(session, **other):
    data = {"version": session.version}
    for entry in session.roll.all():
        data |= {f"mark-{entry.pk}": "present", f"reason-{entry.pk}": ""}
    return data | other


def test_the_secretary_marks_exceptions_only(client, session, secretary):
    client.force_login(secretary)
    _chair, _secretary, first, second, *_rest = session.roll.all()
    data = everybody(session)
    data |= {f"mark-{first.pk}": "illness"}
    data |= {f"mark-{second.pk}": "unexcused"}
    assert client.post(url(session), data).status_code == 302
    first.refresh_from_db()
    assert (first.attendance, first.reason_kind, first.why) == ("excused", "illness", "Ốm")
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.facts) == ("session.roll_called", {"present": 10, "expected": 12})


def test_the_page_shows_the_fraction(client, session, secretary):
    client.force_login(secretary)
    call_roll(session, secretary, excused=1)
    assert "11/12 = 91,67%" in client.get(url(session)).content.decode()


def test_an_excuse_needs_its_reason_and_everything_typed_stays(client, session, secretary):
    client.force_login(secretary)
    _chair, _secretary, first, second, *_rest = session.roll.all()
    data = everybody(session)
    data |= {f"mark-{first.pk}": "other"}
    data |= {f"mark-{second.pk}": "work", f"reason-{second.pk}": "Đi công tác xa"}
    response = client.post(url(session), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Hãy ghi lý do" in page
    assert "Đi công tác xa" in page
    assert not session.roll.exclude(attendance="present").exists()


def test_a_member_marked_twice_is_refused_by_name(client, session, secretary):
    client.force_login(secretary)
    first = session.roll.all()[3]
    data = everybody(session) | {f"mark-{first.pk}": ["present", "unexcused"]}
    response = client.post(url(session), data)
    assert response.status_code == 422
    assert f"{first.member_name} bị đánh dấu hai lần" in response.content.decode()
    assert not session.roll.exclude(attendance="present").exists()


def test_a_forged_status_is_refused(client, session, secretary):
    client.force_login(secretary)
    first = session.roll.all()[3]
    data = everybody(session) | {f"mark-{first.pk}": "suspended"}
    assert client.post(url(session), data).status_code == 422


def test_a_stale_page_overwrites_nothing(client, session, secretary):
    client.force_login(secretary)
    data = everybody(session)
    call_roll(session, secretary, unexcused=2)
    response = client.post(url(session), data)
    assert response.status_code == 422
    assert "sau khi đồng chí mở trang" in response.content.decode()
    assert session.roll.filter(attendance="unexcused").count() == 2


def test_the_number_of_voters_stands_once_a_vote_was_counted(client, session, secretary):
    client.force_login(secretary)
    call_roll(session, secretary)
    make_resolution(session, secretary)
    session.refresh_from_db()
    first = session.roll.all()[3]
    data = everybody(session) | {f"mark-{first.pk}": "unexcused"}
    response = client.post(url(session), data)
    assert response.status_code == 422
    assert "Đã có biểu quyết" in response.content.decode()
    # A reason that leaves the voters as they were may still be put right.
    assert client.post(url(session), everybody(session)).status_code == 302


def test_it_costs_the_same_for_any_roll(client, session, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    with django_assert_max_num_queries(8):
        client.get(url(session))


def test_the_chair_was_there(client, session, secretary):
    client.force_login(secretary)
    chair = session.roll.get(member=session.chair)
    response = client.post(url(session), everybody(session, **{f"mark-{chair.pk}": "unexcused"}))
    assert response.status_code == 422
    assert "không thể là người vắng mặt" in response.content.decode()


@pytest.mark.parametrize("rare", ["exempt", "away", "special_duty"])
def test_nobody_is_left_out_of_the_sum_without_a_reason(client, session, secretary, rare):
    client.force_login(secretary)
    last = session.roll.last()
    data = everybody(session, **{f"mark-{last.pk}": rare})
    assert client.post(url(session), data).status_code == 422
    assert client.post(url(session), data | {f"reason-{last.pk}": "QĐ 12"}).status_code == 302
    session.refresh_from_db()
    # What the day's standing or an earlier save says needs no second reason.
    assert client.post(url(session), data | {"version": session.version}).status_code == 302


def test_an_absence_without_reason_keeps_none(client, session, secretary):
    client.force_login(secretary)
    last = session.roll.last()
    data = {f"mark-{last.pk}": "unexcused", f"reason-{last.pk}": "Ốm"}
    client.post(url(session), everybody(session, **data))
    last.refresh_from_db()
    assert (last.attendance, last.reason) == ("unexcused", "")


def test_hours_of_late_comers_and_early_leavers_are_kept(client, session, secretary):
    client.force_login(secretary)
    last = session.roll.last()
    hours = {f"late-{last.pk}": "19:50", f"early-{last.pk}": "khoảng tám rưỡi"}
    assert client.post(url(session), everybody(session, **hours)).status_code == 422
    hours[f"early-{last.pk}"] = "20h30"
    assert client.post(url(session), everybody(session, **hours)).status_code == 302
    page = client.get(reverse("meetings:session", args=[session.pk])).content.decode()
    assert "đến muộn lúc 19:50, về sớm lúc 20:30" in page


@pytest.mark.parametrize("hours", [("19:00", ""), ("", "21:15"), ("20:30", "20:00"), ("19:30", "")])
def test_hours_lie_within_the_session(client, session, secretary, hours):
    client.force_login(secretary)
    last = session.roll.last()
    data = {f"late-{last.pk}": hours[0], f"early-{last.pk}": hours[1]}
    response = client.post(url(session), everybody(session, **data))
    assert response.status_code == 422
    assert last.member_name in response.context["form"].non_field_errors()[0]


def test_who_is_absent_has_no_hours(client, session, secretary):
    client.force_login(secretary)
    last = session.roll.last()
    data = {f"mark-{last.pk}": "family", f"late-{last.pk}": "19:50"}
    assert client.post(url(session), everybody(session, **data)).status_code == 302
    last.refresh_from_db()
    assert (last.attendance, last.arrived_at) == ("excused", None)


def test_a_long_roll_is_sent_compressed(client, session, secretary):
    client.force_login(secretary)
    answer = client.get(url(session), headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert "Kiều Oanh" in gzip.decompress(answer.content).decode()
