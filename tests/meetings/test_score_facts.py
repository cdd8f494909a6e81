"""What a record says of each criterion, with the sentence that shows it."""

import datetime as dt

import pytest

from meetings import actions
from meetings.models import Opinion, ThematicSession
from meetings.models.proofs import sheet_of
from tests.factories import appoint, call_roll, make_session, make_task, submit

pytestmark = pytest.mark.django_db


def proposal(session, fact):
    """(points or None, sentence) for the criterion of a fact."""
    session = ThematicSession.objects.select_related("unit", "rule_set").get(pk=session.pk)
    row = next(row for row in sheet_of(session).rows if row.criterion.fact == fact)
    return row.proposal.points, row.proposal.sentence


@pytest.mark.parametrize(
    ("frame", "points", "sentence"),
    [
        ({"ends_at": dt.time(21, 0)}, 5, "90 phút ≥ 90 phút"),
        ({"ends_at": dt.time(20, 59)}, None, "89 phút < 90 phút"),
        ({"ends_at": dt.time(21, 29), "is_combined": True}, None, "119 phút < 120 phút"),
        ({"ends_at": dt.time(21, 30), "is_combined": True}, 5, "120 phút ≥ 120 phút"),
        ({"ends_at": None}, None, "Chưa nhập giờ kết thúc."),
    ],
)
def test_duration(branch, members, secretary, frame, points, sentence):
    session = make_session(branch, secretary)
    ThematicSession.objects.filter(pk=session.pk).update(**frame)
    found, said = proposal(session, "duration")
    assert found == points
    assert said == sentence or points is None


@pytest.mark.parametrize(
    ("absent", "points", "sentence"),
    [
        ({}, 4, "12/12 = 100% ≥ 90%, không ai vắng không lý do"),
        ({"excused": 1}, 4, "11/12 = 91,67% ≥ 90%, không ai vắng không lý do"),
        ({"unexcused": 1}, 3, "11/12 = 91,67% ≥ 90%, vắng không lý do: 1"),
        ({"excused": 2}, 3, "10/12 = 83,33% < 90%, không ai vắng không lý do"),
        ({"exempt": 2}, 4, "10/10 = 100% ≥ 90%, không ai vắng không lý do"),
        ({"excused": 4}, 2, "8/12 = 66,67% < 90%, không ai vắng không lý do"),
        ({"excused": 5}, 1, "7/12 = 58,33% < 90%, không ai vắng không lý do"),
    ],
)
def test_attendance(session, secretary, absent, points, sentence):
    assert proposal(session, "attendance")[0] is None, "before the roll is called"
    call_roll(session, secretary, **absent)
    assert proposal(session, "attendance") == (points, sentence)


def test_the_target_of_the_day_may_have_to_be_exceeded(branch, members, secretary):
    session = make_session(branch, secretary, held_on=dt.date(2024, 5, 3))
    call_roll(session, secretary, excused=2)
    points, sentence = proposal(session, "attendance")
    assert (points, sentence.split(",")[1]) == (None, "33% < 85%")
    call_roll(session, secretary, present=2)
    assert proposal(session, "attendance")[1].startswith("10/12 = 83,33% < 85%")


def test_nobody_is_excused_too_often(branch, members, secretary):
    days = [dt.date(2026, month, 3) for month in (1, 4, 7, 10)]
    for day in days[:3]:
        session = make_session(branch, secretary, held_on=day)
        call_roll(session, secretary, excused=1)
    assert proposal(session, "streak")[0] == 1, "three times in a row is allowed"
    last = make_session(branch, secretary, held_on=days[3])
    call_roll(last, secretary, excused=1)
    assert proposal(last, "streak") == (None, "Vắng có lý do quá 3 kỳ liên tiếp: Phùng Quân")
    other = make_session(branch, secretary, held_on=dt.date(2026, 10, 10))
    call_roll(other, secretary)
    assert proposal(other, "streak") == (1, "Không ai vắng có lý do quá 3 kỳ liên tiếp")


@pytest.mark.parametrize(("speakers", "points"), [(0, 2), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5)])
def test_those_present_who_spoke_count_once(session, secretary, speakers, points):
    call_roll(session, secretary)
    entries = list(session.roll.all())[:speakers]
    for position, entry in enumerate([*entries, *entries], start=1):
        Opinion.objects.create(
            session=session, position=position, entry=entry, speaker_name="x", text="Ý."
        )
    found, sentence = proposal(session, "spoke")
    assert found == points
    assert sentence.startswith(f"{speakers}/12 = ")


def test_a_branch_with_only_a_secretary_is_exempt(session, members, branch):
    assert proposal(session, "committee") == (
        5,
        "Chi bộ chỉ có bí thư, không có chi ủy: được miễn, tính đủ điểm",
    )
    appoint(members[1], branch, "deputy_secretary")
    assert proposal(session, "committee") == (None, "")


def test_a_branch_whose_posts_are_unknown_is_not_exempt(foreign_session):
    assert proposal(foreign_session, "committee") == (None, "")


@pytest.mark.parametrize(("done", "points"), [(0, 10), (1, 20), (2, 20), (3, 30)])
def test_results_of_earlier_tasks(branch, members, secretary, done, points):
    first = make_session(branch, secretary, held_on=dt.date(2026, 7, 3))
    assert proposal(first, "earlier") == (None, "Kỳ trước không giao việc nào.")
    owner = first.roll.first().member_id
    tasks = [
        {"title": f"Việc {n}", "owner": owner, "due_on": dt.date(2026, 9, 1)} for n in range(3)
    ]
    actions.assign_tasks(first, tasks, version=first.version, by=secretary)
    first.refresh_from_db()
    submit(first, secretary)
    session = make_session(branch, secretary)
    for review in session.reviews.all()[:done]:
        review.percent = 100
        review.save()
    found, sentence = proposal(session, "earlier")
    assert sentence.startswith(f"{done}/3 = ")
    assert found == {0: 10, 1: 10, 2: 20, 3: 30}[done]


def test_the_end(branch, members, secretary, session):
    assert proposal(session, "closing") == (None, "Chưa có kết luận của chủ trì.")
    ThematicSession.objects.update(conclusion="Đồng ý.", submitted_at="2026-10-05T10:00Z")
    assert proposal(session, "closing") == (
        5,
        "Đã có kết luận; 2 ngày kể từ buổi họp, hạn 2 ngày",
    )
    ThematicSession.objects.update(submitted_at="2026-10-05T18:00Z")  # past midnight here
    assert proposal(session, "closing") == (None, "Đã 3 ngày kể từ buổi họp, hạn là 2 ngày")


@pytest.mark.parametrize(
    ("sent_at", "points", "words"),
    [
        (None, None, ""),
        ("2026-10-02T12:30Z", 5, "trước buổi họp 1 ngày, yêu cầu ít nhất 1 ngày"),  # to the minute
        ("2026-10-02T12:31Z", None, "trước buổi họp 1 ngày"),
        ("2026-10-04T10:00Z", None, "trước buổi họp 0 ngày"),
    ],
)
def test_the_papers_in_time(session, secretary, sent_at, points, words):
    ThematicSession.objects.update(materials_sent_at=sent_at)
    found, sentence = proposal(session, "materials")
    assert found == points
    assert words in sentence


def test_tasks_of_this_session_are_not_its_results(session, secretary):
    make_task(session, secretary)
    assert proposal(session, "earlier")[0] is None
