"""The upper committee opens a record for its correction, or refuses; old and new are kept."""

import pytest
from django.urls import reverse

from meetings import actions
from tests.factories import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def correction(session, secretary, working_group):
    submit(session, secretary)
    actions.accept_session(session, version=session.version, by=working_group)
    session.refresh_from_db()
    return actions.ask_correction(session, "Nhầm.", version=session.version, by=secretary)


def post(client, correction, **form):
    correction.session.refresh_from_db()
    url = reverse("meetings:decide_correction", args=[correction.pk])
    return client.post(url, {"version": correction.session.version} | form)


def test_granted_it_is_open_again_and_both_versions_stay(
    client, correction, session, secretary, working_group
):
    client.force_login(working_group)
    assert post(client, correction, is_granted="1").status_code == 302
    session.refresh_from_db()
    assert session.state == "minutes"
    actions.edit_minutes(session, {"conclusion": "Đúng."}, version=session.version, by=secretary)
    session.refresh_from_db()
    actions.submit_session(session, version=session.version, by=secretary)
    correction.refresh_from_db()
    assert "Đồng ý." in correction.before.lines
    assert "Đúng." in correction.after.lines
    page = client.get(reverse("meetings:session", args=[session.pk])).content.decode()
    assert "Trước và sau khi sửa" in page


def test_refused_it_stands_and_says_why(client, correction, session, secretary, working_group):
    client.force_login(working_group)
    assert post(client, correction, is_granted="0").status_code == 422
    assert post(client, correction, is_granted="0", answer="Đã chốt số liệu.").status_code == 302
    session.refresh_from_db()
    assert session.state == "accepted"
    client.force_login(secretary)
    page = client.get(reverse("meetings:session", args=[session.pk])).content.decode()
    assert "Đã chốt số liệu." in page
    actions.ask_correction(session, "Lần nữa.", version=session.version, by=secretary)


def test_it_is_decided_once(client, correction, session, working_group):
    client.force_login(working_group)
    post(client, correction, is_granted="0", answer="Không.")
    assert post(client, correction, is_granted="1").status_code == 422
    session.refresh_from_db()
    assert session.state == "accepted"


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("secretary", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, correction, session, role, status):
    client.force_login(request.getfixturevalue(role))
    assert post(client, correction, is_granted="1").status_code == status
    session.refresh_from_db()
    assert session.state == "accepted"
