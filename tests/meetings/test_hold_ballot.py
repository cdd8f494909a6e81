"""A vote on something else than a resolution."""

import uuid

import pytest
from django.urls import reverse

from meetings.models import Ballot
from tests.factories import call_roll

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:hold_ballot", args=[session.pk])


def vote(session, **other):
    session.refresh_from_db()
    return {
        "version": session.version,
        "subject": "đề nghị khen thưởng đồng chí thủ kho",
        "form": "secret",
        "threshold": "two_thirds",
        "votes_for": 8,
        "votes_against": 2,
        "votes_none": 1,
    } | other


def test_base_and_rule_are_frozen(client, url, session, secretary):
    call_roll(session, secretary)
    client.force_login(secretary)
    assert client.post(url, vote(session)).status_code == 302
    ballot = Ballot.objects.get()
    assert (ballot.base, ballot.needed, ballot.is_carried) == (11, 8, True)
    page = client.get(reverse("meetings:resolutions", args=[session.pk])).content.decode()
    assert "đề nghị khen thưởng" in page
    assert "8/11 = 72,73%" in page


def test_the_roll_comes_first(client, url, session, secretary):
    client.force_login(secretary)
    response = client.post(url, vote(session, votes_for=0, votes_against=0, votes_none=0))
    assert "Hãy điểm danh trước" in response.content.decode()
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("votes", [{"votes_for": 12}, {"votes_for": -1}, {"votes_for": "tám"}])
def test_numbers_that_cannot_be_are_refused(client, url, session, secretary, votes):
    call_roll(session, secretary)
    client.force_login(secretary)
    response = client.post(url, vote(session, **votes))
    assert response.status_code == 422
    assert "đề nghị khen thưởng" in response.content.decode()
    assert not Ballot.objects.exists()


def test_it_fixes_the_number_of_voters(client, url, session, secretary):
    call_roll(session, secretary)
    client.force_login(secretary)
    client.post(url, vote(session))
    with pytest.raises(Exception, match="Đã có biểu quyết"):
        call_roll(session, secretary, unexcused=2)


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, url, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(url).status_code == status


def test_pressed_twice_is_one_vote_and_other_words_are_another(client, url, session, secretary):
    call_roll(session, secretary)
    client.force_login(secretary)
    sent = vote(session, key=str(uuid.uuid4()))
    for _press in range(2):
        assert client.post(url, sent).status_code == 302
    assert session.ballots.count() == 1
    # The form came back by the browser's button: an old page, so the version tells.
    assert client.post(url, sent | {"subject": "việc khác"}).status_code == 422
    again = vote(session, key=sent["key"], subject="việc khác")
    assert client.post(url, again).status_code == 302
    assert session.ballots.count() == 2
