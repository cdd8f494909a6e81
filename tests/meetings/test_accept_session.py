"""The upper committee takes a record over as it is."""

import pytest
from django.urls import reverse

from tests.factories import submit

pytestmark = pytest.mark.django_db


def post(client, session, version=None):
    address = reverse("meetings:accept_session", args=[session.pk])
    response = client.post(address, {"version": version or session.version}, follow=True)
    session.refresh_from_db()
    return response.content.decode()


def test_an_accepted_record_stands(client, session, secretary, working_group):
    submit(session, secretary)
    client.force_login(working_group)
    assert "Đã tiếp nhận" in post(client, session)
    assert (session.state, session.accepted_by) == ("accepted", working_group)
    assert session.accepted_at


def test_twice_is_once(client, session, secretary, working_group):
    submit(session, secretary)
    client.force_login(working_group)
    version = session.version
    post(client, session)
    assert "đã được tiếp nhận" in post(client, session, version)
    assert session.version == version + 1


def test_a_record_in_the_hands_of_its_branch_is_not_accepted(client, session, working_group):
    client.force_login(working_group)
    assert "Chi bộ đang giữ hồ sơ" in post(client, session)
    assert session.state == "held"


def test_nobody_accepts_the_own_record(client, session, secretary):
    submit(session, secretary)
    client.force_login(secretary)
    address = reverse("meetings:accept_session", args=[session.pk])
    assert client.post(address, {"version": session.version}).status_code == 403
    page = client.get(reverse("meetings:session", args=[session.pk])).content.decode()
    assert address not in page


def test_an_address_alone_accepts_nothing(client, session, working_group):
    client.force_login(working_group)
    assert client.get(reverse("meetings:accept_session", args=[session.pk])).status_code == 405
