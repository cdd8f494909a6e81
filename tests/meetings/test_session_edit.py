"""Changing the frame of an open record."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:session_edit", args=[session.pk])


def frame(session, **other):
    return {
        "topic": session.topic,
        "held_on": f"{session.held_on:%d/%m/%Y}",
        "starts_at": "19:30",
        "ends_at": "21:15",
        "place": session.place,
        "chair": session.chair_id,
        "secretary": session.secretary_id,
        "guests": "",
        "version": session.version,
    } | other


def test_the_place_is_put_right(client, url, session, secretary):
    client.force_login(secretary)
    assert client.post(url, frame(session, place="Đình làng")).status_code == 302
    session.refresh_from_db()
    assert (session.place, session.version) == ("Đình làng", 2)


def test_the_day_stays_because_the_roll_is_frozen_on_it(client, url, session, secretary):
    client.force_login(secretary)
    response = client.post(url, frame(session, held_on="04/10/2026"))
    assert "Không đổi được ngày" in response.context["form"].errors["held_on"][0]


def test_a_stale_save_is_refused_and_keeps_what_was_typed(client, url, session, secretary):
    client.force_login(secretary)
    client.post(url, frame(session, place="Đình làng"))
    response = client.post(url, frame(session, place="Sân kho", topic="Chuyện khác"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Sân kho" in page
    assert "Chuyện khác" in page
    session.refresh_from_db()
    assert session.place == "Đình làng"


def test_the_page_shows_what_is_stored(client, url, session, secretary):
    client.force_login(secretary)
    page = client.get(url).content.decode()
    assert 'value="03/10/2026"' in page
    assert 'value="19:30"' in page
