"""A branch asks to correct a record that stands."""

import pytest
from django.urls import reverse

from tests.factories import submit

pytestmark = pytest.mark.django_db


def post(client, session, words):
    session.refresh_from_db()
    url = reverse("meetings:ask_correction", args=[session.pk])
    return client.post(url, {"version": session.version, "words": words})


def test_the_committee_finds_the_request(client, session, secretary, working_group):
    submit(session, secretary)
    client.force_login(secretary)
    assert post(client, session, "Ghi nhầm giờ kết thúc.").status_code == 302
    assert post(client, session, "Lại nhầm.").status_code == 422
    client.force_login(working_group)
    page = client.get(reverse("meetings:session", args=[session.pk])).content.decode()
    assert "Ghi nhầm giờ kết thúc." in page
    correction = session.corrections.get()
    assert reverse("meetings:decide_correction", args=[correction.pk]) in page


def test_it_needs_words(client, session, secretary):
    submit(session, secretary)
    client.force_login(secretary)
    assert post(client, session, " ").status_code == 422
    assert not session.corrections.exists()


def test_an_open_record_is_simply_changed(client, session, secretary):
    client.force_login(secretary)
    assert post(client, session, "Sửa").status_code == 422
    assert not session.corrections.exists()


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, session, role, status):
    client.force_login(request.getfixturevalue(role))
    assert post(client, session, "Sửa").status_code == status
