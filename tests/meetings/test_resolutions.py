"""Votes: the base of the roll, the threshold, the number of the term."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from branch_portal.lib.verdicts import RuleBroken
from meetings import actions
from meetings.models import Ballot, NumberSeries, Resolution
from meetings.models.roll import speakers
from organisation.models import CommitteeTerm
from tests.factories import call_roll, make_member, make_resolution, make_session, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:resolutions", args=[session.pk])


def vote(session, **other):
    session.refresh_from_db()
    return {
        "version": session.version,
        "title": "nạo vét kênh",
        "text": "Nạo vét xong trước vụ.",
        "form": "hands",
        "threshold": "majority",
        "votes_for": 11,
        "votes_against": 0,
        "votes_none": 0,
        "reserved": "",
    } | other


def test_a_carried_resolution_has_no_number_before_it_is_signed(client, url, session, secretary):
    call_roll(session, secretary)
    client.force_login(secretary)
    assert client.post(url, vote(session)).status_code == 302
    resolution = Resolution.objects.get()
    assert (resolution.state, resolution.symbol, resolution.ballot.base) == ("adopted", "", 11)
    assert "11/11 = 100%" in client.get(url).content.decode()


def test_vector_c_eight_of_fourteen_present_fail(branch, foreign_branch, foreign_secretary):
    for number in range(17):
        make_member(foreign_branch, f"Người {number}", *(["exempt"] if number == 16 else []))
    session = make_session(foreign_branch, by=foreign_secretary)
    call_roll(session, foreign_secretary, excused=2)
    failed = make_resolution(session, foreign_secretary, votes_for=8, votes_against=6)
    assert (failed.state, failed.number, failed.symbol) == ("failed", None, "")
    assert (failed.ballot.base, failed.ballot.needed) == (16, 9)
    assert make_resolution(session, foreign_secretary, votes_for=9).state == "adopted"
    assert (
        make_resolution(session, foreign_secretary, votes_for=10, threshold="two_thirds").state
        == "failed"
    )


def test_probationers_and_guests_have_no_vote(session, branch, secretary):
    base, voters = session.voters(session.roll.all())
    assert (session.roll.count(), base, voters) == (12, 11, 11)


def test_more_votes_than_voters_are_refused_beside_the_field(client, url, session, secretary):
    call_roll(session, secretary, excused=2)  # the probationer and one official member
    client.force_login(secretary)
    response = client.post(url, vote(session, votes_for=10, votes_against=1))
    assert response.status_code == 422
    assert (
        "Đếm được 11 phiếu, nhưng chỉ có 10 đảng viên"
        in response.context["form"].errors["votes_for"][0]
    )
    assert "Nạo vét xong trước vụ." in response.content.decode()
    assert not Resolution.objects.exists()
    assert not NumberSeries.objects.exists()


def test_there_is_no_vote_before_the_roll(client, url, session, secretary):
    client.force_login(secretary)
    assert client.post(url, vote(session)).status_code == 422
    assert "Hãy điểm danh trước" in client.get(url).content.decode()


def test_numbers_run_on_within_a_term_and_begin_again_with_the_next(
    branch, members, session, secretary
):
    call_roll(session, secretary)
    assert sign(make_resolution(session, secretary), secretary).symbol == "01-NQ/CB"
    assert sign(make_resolution(session, secretary), secretary).symbol == "02-NQ/CB"
    assert sign(make_resolution(session, secretary, kind="KL"), secretary).symbol == "01-KL/CB"
    CommitteeTerm.objects.create(unit=branch, name="2025–2030", starts_on="2026-10-01")
    later = make_session(branch, by=secretary, starts_at=dt.time(7, 30), ends_at=None)
    call_roll(later, secretary)
    assert sign(make_resolution(later, secretary), secretary).symbol == "01-NQ/CB"


def test_a_failed_vote_leaves_no_gap(session, secretary):
    call_roll(session, secretary)
    make_resolution(session, secretary, votes_for=2)
    assert sign(make_resolution(session, secretary), secretary).number == 1


def test_the_database_refuses_more_votes_than_voters(session, secretary):
    call_roll(session, secretary)
    ballot = make_resolution(session, secretary).ballot
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(votes_for=99)


@pytest.mark.parametrize("state", ["signed", "void"])
def test_a_signed_resolution_has_a_number(session, state):
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.create(session=session, title="x", text="x", state=state)


def test_a_stale_vote_is_refused(session, secretary):
    call_roll(session, secretary)
    stale = session.version
    make_resolution(session, secretary)
    data = vote(session) | {"version": stale, "reserved": []}
    with pytest.raises(RuleBroken, match="sau khi đồng chí mở trang"):
        actions.put_to_vote(session, **data, by=secretary)
    assert Resolution.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(
    "connection.vendor == 'sqlite'",
    reason="SQLite tests share one in-memory connection; the PostgreSQL leg runs this race",
)
def test_signatures_at_the_same_moment_get_neighbouring_numbers(branch, members, secretary):
    sessions = [
        make_session(branch, by=secretary, starts_at=dt.time(hour), ends_at=None)
        for hour in range(6, 14)
    ]
    for session in sessions:
        call_roll(session, secretary)
    problems = []

    def adopt(session):
        try:
            sign(make_resolution(session, secretary), secretary)
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=adopt, args=[session]) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    numbers = sorted(Resolution.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(sessions) + 1))


def test_a_draft_waits_for_its_vote(client, url, session, secretary):
    call_roll(session, secretary)
    client.force_login(secretary)
    draft = {"title": "nạo vét kênh", "text": "Dự thảo.", "keep": "1"}
    client.post(url, {"version": session.version} | draft)
    resolution = Resolution.objects.get()
    assert (resolution.state, hasattr(resolution, "ballot")) == ("draft", False)
    page = client.get(f"{url}?draft={resolution.pk}").content.decode()
    assert "Dự thảo." in page
    client.post(url, vote(session, text="Bản cuối.", draft=resolution.pk))
    resolution.refresh_from_db()
    assert (resolution.state, resolution.text) == ("adopted", "Bản cuối.")
    assert Resolution.objects.count() == 1


@pytest.mark.parametrize("draft", ["x", "999999999", "-1", "9" * 40])
def test_a_draft_that_is_none_is_a_new_text(client, url, session, secretary, draft):
    call_roll(session, secretary)
    client.force_login(secretary)
    assert client.get(f"{url}?draft={draft}").status_code == 200
    assert client.post(url, vote(session, draft=draft)).status_code == 302


def test_who_was_outvoted_reserves_an_opinion(client, url, session, secretary):
    call_roll(session, secretary)
    client.force_login(secretary)
    data = {"votes_for": 9, "votes_against": 2, "reserved": "Lê Hoài Ân: chưa đủ kinh phí"}
    assert client.post(url, vote(session, **data)).status_code == 302
    kept = Ballot.objects.get().reserved.get()
    assert (kept.member_name, kept.text) == ("Lê Hoài Ân", "chưa đủ kinh phí")
    assert "chưa đủ kinh phí" in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("reserved", "sentence"),
    [
        ("Phùng Quân: dự bị mà", "Phùng Quân không có quyền biểu quyết"),
        ("Người Lạ: ai đây", "Người Lạ không có quyền biểu quyết"),
        ("chỉ có chữ", "Viết mỗi ý kiến một dòng"),
        ("Lê Hoài Ân: một\nLê Hoài Ân: hai", "ghi hai lần"),
        ("Lê Hoài Ân: một\nlê hoài ân: hai", "ghi hai lần"),
        ("Lê Hoài Ân: một\nHoàng Nam: hai\nKiều Oanh: ba", "nhiều hơn số đồng chí không tán thành"),
    ],
)
def test_only_a_voter_who_did_not_agree_reserves_one(
    client, url, session, secretary, reserved, sentence
):
    call_roll(session, secretary)
    client.force_login(secretary)
    response = client.post(url, vote(session, votes_for=9, votes_against=2, reserved=reserved))
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert reserved.split("\n")[0] in page
    assert not Resolution.objects.exists()


def test_the_chair_of_nobody_else_is_counted(session, secretary, members):
    """Whoever came late has a vote all the same: the base is of the roll."""
    last = session.roll.get(member_name="Kiều Oanh")
    marks = {last.pk: actions.Mark("present", arrived_at=dt.time(20))}
    actions.record_attendance(session, marks, version=session.version, by=secretary)
    assert session.voters(session.roll.all()) == (11, 11)


def test_pressed_twice_is_one_vote_and_other_words_are_another(client, url, session, secretary):
    call_roll(session, secretary)
    client.force_login(secretary)
    sent = vote(session, key=str(uuid.uuid4()))
    for _press in range(2):
        assert client.post(url, sent).status_code == 302
    assert session.ballots.count() == 1
    # The form came back by the browser's button: an old page, so the version tells.
    assert client.post(url, sent | {"title": "việc khác"}).status_code == 422
    again = vote(session, key=sent["key"], title="việc khác")
    assert client.post(url, again).status_code == 302
    assert session.ballots.count() == 2


def test_who_reserves_an_opinion_is_told_apart_from_others_of_the_name(
    client, branch, members, secretary
):
    for name in ("Lê Thị Hoà", "Lê Thị Hòa"):
        make_member(branch, name)
    session = make_session(branch, secretary)
    call_roll(session, secretary)
    client.force_login(secretary)
    url = reverse("meetings:resolutions", args=[session.pk])
    votes = {"votes_for": 9, "votes_against": 2}
    response = client.post(url, vote(session, **votes, reserved="Lê Thị Hoà: chưa đủ"))
    assert response.status_code == 422
    label = next(label for label in speakers(session) if label.startswith("Lê Thị Hòa ("))
    assert label in response.content.decode()
    data = vote(session, **votes, reserved=f"{label}: chưa đủ")
    assert client.post(url, data).status_code == 302
    kept = Ballot.objects.get().reserved.get()
    assert kept.entry == speakers(session)[label]
