"""Behind the code: a member says to be here. It is a proposal, and it tells nothing."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from meetings import actions
from meetings.models import Arrival, CheckIn
from tests.factories import make_member, make_session, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(session, secretary):
    return actions.open_check_in(session, 30, version=session.version, by=secretary)


def url(door):
    return f"/diem-danh/{door.code}/"


def post(door, called, **headers):
    headers = {"Sec-Fetch-Site": "same-origin"} | headers
    return Client(enforce_csrf_checks=True).post(url(door), {"called": called}, headers=headers)


@pytest.mark.parametrize("called", ["Kiều Oanh", "kiều oanh", "kieu oanh", " KIỀU  OANH ", "11"])
def test_a_name_or_a_number_is_enough(door, called):
    response = post(door, called)
    assert response.status_code == 200
    assert "Chủ trì sẽ xác nhận" in response.content.decode()
    arrival = Arrival.objects.get()
    assert (arrival.entry.member_name, arrival.is_confirmed) == ("Kiều Oanh", None)


def test_it_writes_nothing_into_the_roll_and_twice_is_once(door, session):
    session.roll.filter(member_name="Kiều Oanh").update(attendance="unexcused")
    post(door, "Kiều Oanh")
    post(door, "11")
    assert Arrival.objects.count() == 1
    assert session.roll.get(member_name="Kiều Oanh").attendance == "unexcused"


@pytest.mark.parametrize("called", ["Ai Đó", "999", "0", "", "<b>", "x" * 500, "Oanh"])
def test_who_is_not_on_the_roll_is_told_so(door, called):
    response = post(door, called)
    assert response.status_code == 422
    assert not Arrival.objects.exists()


def test_two_of_one_name_are_asked_for_their_number(branch, members, secretary):
    make_member(branch, "Kiều Oanh")
    session = make_session(branch, secretary)
    door = actions.open_check_in(session, 30, version=1, by=secretary)
    assert "số thứ tự" in post(door, "Kiều Oanh").content.decode()
    assert post(door, "12").status_code == 200


def test_it_names_nobody_and_leaves_no_cookie(door):
    response = Client().get(url(door))
    page = response.content.decode()
    assert "Kiều Oanh" not in page
    assert "Giữ nước" not in page, "not even the topic"
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in page


def test_its_time_passes(door):
    CheckIn.objects.update(opened_at=timezone.now(), closes_at=timezone.now())
    assert Client().get(url(door)).status_code == 410
    assert post(door, "Kiều Oanh").status_code == 410
    assert not Arrival.objects.exists()


def test_with_the_record_the_door_closes(door, session, secretary):
    session.refresh_from_db()
    submit(session, secretary)
    assert Client().get(url(door)).status_code == 410


def test_another_session_has_another_door(door):
    assert Client().get("/diem-danh/ABCDEFGH/").status_code == 404


def test_another_site_sends_no_names(door):
    assert post(door, "Kiều Oanh", **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not Arrival.objects.exists()


def test_names_are_not_tried_out_by_the_hundred(door, monkeypatch):
    monkeypatch.setattr("meetings.views.arrivals.TRIES", 3)
    cache.clear()
    answers = [post(door, f"Người {number}").status_code for number in range(5)]
    assert answers == [422, 422, 422, 429, 429]
    assert post(door, "Kiều Oanh").status_code == 429


def test_a_hall_behind_one_address_gets_through(door):
    cache.clear()
    for _tap in range(60):
        assert post(door, "Kiều Oanh").status_code == 200
