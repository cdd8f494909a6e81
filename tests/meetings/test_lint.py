"""Nothing is submitted that contradicts itself, and each finding leads to where it is mended."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from branch_portal.lib.verdicts import RuleBroken
from meetings import actions
from meetings.actions._findings import findings
from meetings.models import (
    DeviceEdit,
    Guest,
    Opinion,
    ReservedOpinion,
    ScoreForm,
    ThematicSession,
)
from meetings.reports import lint
from tests.factories import call_roll, make_resolution, make_score, make_task, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def complete(session, secretary):
    """A record with which nothing is wrong, of an office that has no form for scores."""
    ScoreForm.objects.all().delete()
    call_roll(session, secretary, excused=1)
    resolution = sign(make_resolution(session, secretary), secretary)
    session.refresh_from_db()
    actions.record_discussion(
        session,
        [{"speaker": "Lê Hoài Ân", "kind": "add", "text": "Làm ngay."}],
        summary="",
        conclusion="Đồng ý.",
        version=session.version,
        by=secretary,
    )
    make_task(session, secretary)
    session.tasks.update(resolution=resolution)
    session.refresh_from_db()
    return session


def found(session):
    return {(finding.page, finding.is_error) for finding in lint(session)}


def test_a_complete_record_has_no_finding_and_is_submitted(complete, secretary):
    assert lint(complete) == []
    actions.submit_session(complete, version=complete.version, by=secretary)


def absent_speaker(session, _secretary):
    session.roll.filter(member_name="Lê Hoài Ân").update(attendance="unexcused")


def absent_guest(session, _secretary):
    guest = Guest.objects.create(session=session, position=1, name="Khách", is_present=False)
    Opinion.objects.create(
        session=session, guest=guest, position=9, speaker_name="Khách", text="Tôi ở nhà."
    )


def hour_outside(session, _secretary):
    session.roll.filter(member_name="Kiều Oanh").update(arrived_at=dt.time(22))


def other_voters(session, _secretary):
    session.ballots.update(voters_present=5, votes_for=5)


def draft(session, secretary):
    actions.draft_resolution(session, title="x", text="y", version=session.version, by=secretary)


def unsigned(session, secretary):
    make_resolution(session, secretary)


def without_task(session, _secretary):
    session.tasks.update(resolution=None)


def device(session, secretary):
    DeviceEdit.objects.create(
        session=session,
        key=uuid.uuid4(),
        kind="words",
        row="summary",
        wanted={"text": "x"},
        outcome="conflict",
        sentence="Người khác đã sửa.",
        made_at=timezone.now(),
        by=secretary,
    )


def no_end(session, _secretary):
    ThematicSession.objects.update(ends_at=None)


def no_conclusion(session, _secretary):
    ThematicSession.objects.update(conclusion="")


def absent_chair(session, _secretary):
    session.roll.filter(member=session.chair_id).update(attendance="unexcused")


def other_words_before(session, secretary):
    """The minutes were worded, then the record changed."""
    words = {"conclusion": "Chủ trì kết luận khác."}
    actions.edit_minutes(session, words, version=session.version, by=secretary)
    ThematicSession.objects.update(conclusion="Không đồng ý.")


def absent_with_a_reserved_opinion(session, secretary):
    entry = session.roll.get(member_name="Lê Hoài Ân")
    session.opinions.all().delete()
    ballot = session.ballots.get()
    ReservedOpinion.objects.create(
        ballot=ballot, entry=entry, member_name=entry.member_name, text="Không nên."
    )
    session.roll.filter(pk=entry.pk).update(attendance="unexcused")


@pytest.mark.parametrize(
    ("spoil", "page"),
    [
        (other_words_before, "minutes_text"),
        (absent_with_a_reserved_opinion, "attendance"),
        (absent_speaker, "attendance"),
        (absent_guest, "session_edit"),
        (hour_outside, "attendance"),
        (other_voters, "resolutions"),
        (draft, "resolutions"),
        (unsigned, "resolutions"),
        (without_task, "tasks"),
        (device, "kept_aside"),
        (no_end, "session_edit"),
        (no_conclusion, "discussion"),
        (absent_chair, "attendance"),
    ],
)
def test_each_contradiction_stops_it_and_leads_to_its_page(
    client, complete, secretary, spoil, page
):
    spoil(complete, secretary)
    complete.refresh_from_db()
    assert (page, True) in {(one.page, one.is_error) for one in findings(complete)}
    with pytest.raises(RuleBroken, match="Chưa gửi được"):
        actions.submit_session(complete, version=complete.version, by=secretary)
    client.force_login(secretary)
    html = client.get(reverse("meetings:session", args=[complete.pk])).content.decode()
    assert f'{reverse(f"meetings:{page}", args=[complete.pk])}">Sửa ngay' in html
    assert "Phải sửa những mục có dấu ✗" in html


def short(session):
    ThematicSession.objects.update(ends_at=dt.time(20, 30))


def silent(session):
    session.opinions.all().delete()


def few_votes(session):
    session.ballots.update(votes_for=7)


def missing_author(session):
    entry = session.roll.exclude(attendance="present").first()
    ThematicSession.objects.update(presenter=entry.member_id, presenter_name=entry.member_name)


@pytest.mark.parametrize(
    ("spoil", "page"),
    [
        (short, "session_edit"),
        (silent, "discussion"),
        (few_votes, "resolutions"),
        (missing_author, "attendance"),
    ],
)
def test_what_only_looks_odd_is_asked_and_not_forbidden(complete, secretary, spoil, page):
    spoil(complete)
    complete.refresh_from_db()
    assert found(complete) == {(page, False)}
    actions.submit_session(complete, version=complete.version, by=secretary)


def test_a_combined_sitting_lasts_longer(complete):
    assert complete.minutes_long == 105
    ThematicSession.objects.update(is_combined=True)
    complete.refresh_from_db()
    assert found(complete) == {("session_edit", False)}


def test_it_costs_few_queries(complete, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        lint(complete)


@pytest.fixture
def scored(session, secretary):
    """An open record with its score, before the branch has voted on it."""
    call_roll(session, secretary)
    return make_score(session, secretary).session


def of_the_score(session):
    session.refresh_from_db()
    return [finding.is_error for finding in lint(session) if finding.page == "score"]


def test_a_session_without_a_score_is_asked_for_it(session):
    assert of_the_score(session) == [False]


def test_a_score_without_a_vote_is_asked_for_one(scored, secretary):
    assert of_the_score(scored) == [False]
    votes = {"votes_for": 5, "votes_against": 0, "votes_none": 0}
    actions.vote_on_score(
        scored, form="hands", threshold="majority", **votes, version=scored.version, by=secretary
    )
    assert of_the_score(scored) == []


def test_points_that_the_record_no_longer_bears_out_stop_it(scored):
    scored.roll.exclude(member=scored.chair_id).update(attendance="unexcused")
    assert of_the_score(scored) == [True]


def test_days_that_went_by_do_not_stop_it(scored):
    line = scored.score.lines.get(criterion__fact="closing")
    line.proposed = None if line.proposed is not None else 1
    line.save()
    assert of_the_score(scored) == [False]
