"""The branch votes on its score."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from branch_portal.lib.verdicts import RuleBroken
from meetings import actions
from meetings.models import Ballot, SessionScore
from tests.factories import call_roll, make_score, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:score_vote", args=[session.pk])


@pytest.fixture
def scored(session, secretary):
    call_roll(session, secretary)
    make_score(session, secretary)
    session.refresh_from_db()
    return session


def vote(session, **other):
    session.refresh_from_db()
    return {
        "version": session.version,
        "form": "hands",
        "threshold": "majority",
        "votes_for": 9,
        "votes_against": 1,
        "votes_none": 1,
        "reserved": "Lê Hoài Ân: Điểm hơi cao.",
    } | other


def test_the_vote_stands_with_the_score_its_base_and_its_rule(client, url, scored, secretary):
    client.force_login(secretary)
    page = client.get(reverse("meetings:score", args=[scored.pk])).content.decode()
    assert "Cần 6 phiếu nếu lấy quá nửa, 8 phiếu nếu lấy hai phần ba." in page
    assert client.post(url, vote(scored)).status_code == 302
    ballot = Ballot.objects.get(purpose="score")
    assert (ballot.base, ballot.needed, ballot.subject) == (
        11,
        6,
        "Tự chấm điểm buổi sinh hoạt: 97/100, Tốt",
    )
    score = SessionScore.objects.get()
    assert score.ballot == ballot
    assert score.is_agreed
    page = client.get(reverse("meetings:session", args=[scored.pk])).content.decode()
    assert "9/11 = 81,82%" in page
    assert page.count("Điểm hơi cao.") == 1
    assert {"ballot.held", "score.voted_on"} <= set(
        AuditEntry.objects.values_list("verb", flat=True)
    )


def test_a_score_that_was_voted_on_stands_until_the_vote_is_taken_back(
    client, url, scored, secretary
):
    client.force_login(secretary)
    client.post(url, vote(scored))
    with pytest.raises(RuleBroken, match="bỏ biểu quyết trước"):
        make_score(scored, secretary)
    assert client.post(url, vote(scored)).status_code == 422, "voted on once"
    ballot = Ballot.objects.get(purpose="score")
    scored.refresh_from_db()
    response = client.post(
        reverse("meetings:discard_ballot", args=[ballot.pk]), {"version": scored.version}
    )
    assert response.url == reverse("meetings:score", args=[scored.pk])
    assert SessionScore.objects.get().ballot is None
    make_score(scored, secretary)


def test_too_few_votes_are_shown_as_not_agreed(client, url, scored, secretary):
    client.force_login(secretary)
    client.post(url, vote(scored, votes_for=5, votes_against=6, votes_none=0))
    page = client.get(reverse("meetings:score", args=[scored.pk])).content.decode()
    assert "Chi bộ không nhất trí" in page
    assert not SessionScore.objects.get().is_agreed


@pytest.mark.parametrize(
    "votes",
    [
        {"votes_for": 12},
        {"votes_for": -1},
        {"votes_for": "chín"},
        {"reserved": "Phùng Quân: Dự bị thì không."},
        {"reserved": "không có tên"},
    ],
)
def test_votes_that_cannot_be_are_refused_and_kept(client, url, scored, secretary, votes):
    client.force_login(secretary)
    response = client.post(url, vote(scored, **votes))
    assert response.status_code == 422
    assert (
        next(iter(votes.values()))
        in [
            "Phùng Quân: Dự bị thì không.",
            "không có tên",
        ]
        or str(next(iter(votes.values()))) in response.content.decode()
    )
    assert not Ballot.objects.exists()


def test_a_second_press_is_no_second_vote(client, url, scored, secretary):
    client.force_login(secretary)
    data = vote(scored)
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 422
    assert Ballot.objects.count() == 1


def test_there_is_no_vote_without_a_score_or_a_roll(client, url, session, secretary):
    client.force_login(secretary)
    response = client.post(url, vote(session, reserved=""))
    assert response.status_code == 422
    assert "Hãy chấm điểm trước" in response.content.decode()
    make_score(session, secretary)
    response = client.post(url, vote(session, votes_for=0, votes_against=0, votes_none=0))
    assert "Hãy điểm danh trước" in response.content.decode()
    assert not Ballot.objects.exists()


def test_a_submitted_record_takes_no_vote(client, url, scored, secretary):
    submit(scored, secretary)
    client.force_login(secretary)
    assert client.post(url, vote(scored)).status_code == 422
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [("foreign_secretary", 404), ("working_group", 403), ("stranger", 404)],
)
def test_nobody_else_may(client, request, url, scored, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.post(url, vote(scored)).status_code == status
    assert client.get(url).status_code == 405
    assert not Ballot.objects.exists()


def test_the_action_counts_as_every_vote_does(scored, secretary):
    with pytest.raises(RuleBroken, match="chỉ có 11"):
        actions.vote_on_score(
            scored,
            form="hands",
            threshold="majority",
            votes_for=12,
            votes_against=0,
            votes_none=0,
            version=scored.version,
            by=secretary,
        )
