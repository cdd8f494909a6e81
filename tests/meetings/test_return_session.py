"""The upper committee sends a record back, with a note."""

import pytest
from django.urls import reverse

from meetings import actions
from tests.factories import submit

pytestmark = pytest.mark.django_db


def post(client, session, note):
    address = reverse("meetings:return_session", args=[session.pk])
    response = client.post(address, {"version": session.version, "note": note}, follow=True)
    session.refresh_from_db()
    return response


def test_the_branch_reads_what_for_and_may_go_on(client, session, secretary, working_group):
    submit(session, secretary)
    client.force_login(working_group)
    post(client, session, "Bổ sung thời hạn\ncủa việc thứ hai.")
    assert session.state == "minutes"
    client.force_login(secretary)
    page = client.get(reverse("meetings:session", args=[session.pk])).content.decode()
    assert "Bổ sung thời hạn" in page
    assert client.get(reverse("meetings:discussion", args=[session.pk])).status_code == 200
    actions.submit_session(session, version=session.version, by=secretary)
    session.refresh_from_db()
    actions.accept_session(session, version=session.version, by=working_group)
    session.refresh_from_db()
    assert (session.state, session.return_note) == ("accepted", "")


def test_without_a_note_it_stays(client, session, secretary, working_group):
    submit(session, secretary)
    client.force_login(working_group)
    response = post(client, session, " ")
    assert response.status_code == 422
    assert "cần bổ sung" in response.content.decode()
    assert session.state == "submitted"


def test_an_accepted_record_is_not_sent_back(client, session, secretary, working_group):
    submit(session, secretary)
    actions.accept_session(session, version=session.version, by=working_group)
    session.refresh_from_db()
    client.force_login(working_group)
    assert post(client, session, "Sửa lại").status_code == 422
    assert session.state == "accepted"
