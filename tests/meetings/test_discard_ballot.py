"""A vote that was typed wrongly is taken back."""

import pytest
from django.urls import reverse

from meetings import actions
from meetings.models import Ballot
from tests.factories import call_roll, make_resolution

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot(session, secretary):
    call_roll(session, secretary)
    return actions.hold_ballot(
        session,
        purpose="other",
        subject="khen thưởng",
        form="hands",
        threshold="majority",
        votes_for=3,
        votes_against=0,
        votes_none=0,
        version=session.version,
        by=secretary,
    )


def post(client, ballot):
    ballot.session.refresh_from_db()
    url = reverse("meetings:discard_ballot", args=[ballot.pk])
    return client.post(url, {"version": ballot.session.version})


def test_it_is_gone_and_the_roll_is_free_again(client, ballot, session, secretary):
    client.force_login(secretary)
    assert post(client, ballot).status_code == 302
    assert not Ballot.objects.exists()
    assert call_roll(session, secretary, excused=1).present == 11


def test_the_vote_on_a_resolution_goes_with_the_resolution(client, session, secretary):
    call_roll(session, secretary)
    resolution = make_resolution(session, secretary)
    client.force_login(secretary)
    assert post(client, resolution.ballot).status_code == 404
    assert Ballot.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, ballot, role, status):
    client.force_login(request.getfixturevalue(role))
    assert post(client, ballot).status_code == status
    assert Ballot.objects.exists()
