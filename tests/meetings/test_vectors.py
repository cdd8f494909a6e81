"""The sums of the field, row by row: by the arithmetic alone, and again on stored sessions."""

import datetime as dt
from collections import Counter

import pytest

from branch_portal.lib.dates import document_date
from branch_portal.lib.verdicts import RuleBroken
from meetings import actions, rules
from meetings.documents.wording import short_date
from meetings.models import RuleSet, ThematicSession
from organisation.models import Member, Membership, Standing
from tests.factories import LONG_AGO, make_member, make_resolution, make_session, sign
from tests.meetings.test_rules import rule_set
from tests.meetings.vectors import NEW, OLD, ROLLS, VOTES, come, stay, unexcused

RULES = {
    NEW: rule_set(),
    OLD: rule_set(attendance_target=85, target_must_be_exceeded=True),
}


def rows(table):
    return [pytest.param(row, id=f"{row.source}: {words}") for words, row in table.items()]


def tally_of(people, rule):
    counts = Counter()
    for some in people:
        if not some.is_guest:
            counts[some.attendance] += some.number
    return rules.tally(counts, rule)


def official(people):
    counts = Counter()
    for some in people:
        if not some.is_guest and some.grade == "official":
            counts[some.attendance] += some.number
    return counts


# --- by the arithmetic alone ----------------------------------------------------------------------


@pytest.mark.parametrize("row", rows(ROLLS))
def test_a_roll(row):
    tally = tally_of(row.people, RULES[row.day])
    assert (tally.on_roll, tally.expected, tally.present) == row.sums
    assert (tally.percent, tally.meets_target) == (row.share, row.is_met)
    votes = official(row.people)
    base = rules.voting_base(votes)
    found = (base, votes["present"], rules.majority(base), rules.two_thirds(base))
    assert found == row.vote


@pytest.mark.parametrize("row", rows(VOTES))
def test_a_vote(row):
    needed = rules.votes_needed(row.threshold, row.base)
    assert (row.votes[0] >= needed) is row.is_carried
    # The share on paper says the same: it is of the base, never of those present.
    over = 2 * row.votes[0] > row.base
    assert (over if row.threshold == "majority" else 3 * row.votes[0] >= 2 * row.base) == (
        row.is_carried
    )


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (60, 64, "93,75%"),
        (18, 19, "94,74%"),
        (8, 16, "50%"),
        (8, 14, "57,14%"),
        (331, 841, "39,36%"),
        (412, 420, "98,1%"),
        (1, 3, "33,33%"),
        (1, 800, "0,13%"),  # half up, as people round
        (1, 16_000, "0,01%"),
        (1, 30_000, "0%"),
        (29_999, 30_000, "100%"),
        (1199, 1200, "99,92%"),
    ],
)
def test_a_share_on_paper(part, whole, text):
    assert rules.percent(part, whole) == text


@pytest.mark.parametrize(
    ("present", "members", "holds"),
    [(2, 3, True), (1, 3, False), (7, 10, True), (6, 10, False), (8, 12, True), (0, 0, True)],
)
def test_two_thirds_there_are_the_custom(present, members, holds):
    assert rules.has_quorum(present, members) is holds


@pytest.mark.parametrize(
    ("switch", "expected", "share"),
    [
        ("leaves_out_exempt", 11, "72,73%"),
        ("leaves_out_away", 10, "80%"),
        ("leaves_out_special_duty", 12, "66,67%"),
    ],
)
def test_what_a_later_guideline_switches_off(switch, expected, share):
    people = (come(8), stay(2, "exempt"), stay(1, "away"), stay(3, "special_duty"), unexcused(1))
    tally = tally_of(people, rule_set(**{switch: False}))
    assert (tally.expected, tally.percent) == (expected, share)
    base = rules.voting_base(official(people))
    assert base == 12  # the base of a vote follows from the rules on votes, no switch changes it


@pytest.mark.parametrize(
    ("day", "in_text", "in_head"),
    [
        (dt.date(2026, 2, 5), "05/02/2026", "ngày 05 tháng 02 năm 2026"),
        (dt.date(2026, 5, 27), "27/5/2026", "ngày 27 tháng 5 năm 2026"),
        (dt.date(2026, 9, 5), "05/9/2026", "ngày 05 tháng 9 năm 2026"),
        (dt.date(2022, 1, 10), "10/01/2022", "ngày 10 tháng 01 năm 2022"),
        (dt.date(2025, 10, 28), "28/10/2025", "ngày 28 tháng 10 năm 2025"),
    ],
)
def test_a_day_on_paper(day, in_text, in_head):
    assert (short_date(day), document_date(day)) == (in_text, in_head)


# --- on stored sessions ---------------------------------------------------------------------------


def settle(unit, people):
    """Members as the row has them; gives what each of them did, by the member's key."""
    did = {}
    each = [some for some in people for _one in range(some.number)]
    for number, some in enumerate(each):
        standings = [kind for kind in (some.grade, some.standing) if kind not in ("", "official")]
        kind = "temporary" if some.is_guest else "home"
        member = make_member(unit, f"Người {number:03d}", *standings, kind=kind)
        did[member.pk] = some
    return did


def held(unit, by, people, day):
    """A session of these people with its roll called."""
    did = settle(unit, people)
    there = [pk for pk, some in did.items() if some.attendance == "present" and not some.is_guest]
    chair, secretary = Member.objects.filter(pk__in=there[:2])
    session = make_session(unit, by, held_on=day, chair=chair, secretary=secretary)
    marks = {}
    for entry in session.roll.exclude(attendance="suspended"):
        attendance = did[entry.member_id].attendance
        marks[entry.pk] = actions.Mark(attendance, "" if attendance == "unexcused" else "Ốm")
    actions.record_attendance(session, marks, version=1, by=by)
    return ThematicSession.objects.with_tally().select_related("rule_set").get()


def can_be_held(row):
    """Two people of the branch were there: one in the chair, one who writes."""
    return row.sums[2] > 1


STORED = {words: row for words, row in ROLLS.items() if can_be_held(row) and row.sums[0] < 100}


@pytest.mark.django_db
@pytest.mark.parametrize("row", rows(STORED))
def test_a_stored_roll(row, branch, secretary):
    session = held(branch, secretary, row.people, row.day)
    roll = list(session.roll.all())
    for tally in (session.tally, session.tally_of(roll)):
        assert (tally.on_roll, tally.expected, tally.present) == row.sums
        assert (tally.percent, tally.meets_target) == (row.share, row.is_met)
    assert session.voters(roll) == row.vote[:2]
    resolution = make_resolution(session, secretary, votes_for=0)
    ballot = resolution.ballot
    assert (ballot.base, ballot.voters_present, ballot.needed) == row.vote[:3]
    ballot = make_resolution(session, secretary, votes_for=0, threshold="two_thirds").ballot
    assert ballot.needed == row.vote[3]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row", rows({words: row for words, row in VOTES.items() if row.base < 100})
)
def test_a_stored_vote(row, branch, secretary):
    absent = row.base - row.present
    people = [come(row.present), *([stay(absent, "special_duty")] if absent else [])]
    session = held(branch, secretary, people, NEW)
    names = ("votes_for", "votes_against", "votes_none")
    votes = dict(zip(names, row.votes, strict=True)) | {"threshold": row.threshold}
    resolution = make_resolution(session, secretary, form=row.form, **votes)
    assert (resolution.state == "adopted") is row.is_carried
    assert (resolution.ballot.is_carried, resolution.ballot.form) == (row.is_carried, row.form)
    assert resolution.ballot.percent == rules.percent(row.votes[0], row.base)
    if row.is_carried:
        assert sign(resolution, secretary).symbol == "01-NQ/CB"
    else:
        with pytest.raises(RuleBroken, match="Chỉ ký nghị quyết đã được thông qua"):
            sign(resolution, secretary)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "votes", [(10, 0, 0), (9, 1, 0), (5, 3, 2), (0, 10, 0), (0, 0, 10), (9, 0, 1)]
)
def test_more_votes_than_voters_are_no_vote(votes, branch, secretary):
    session = held(branch, secretary, [come(9), stay(2, "exempt")], NEW)
    names = ("votes_for", "votes_against", "votes_none")
    with pytest.raises(RuleBroken, match="10 phiếu, nhưng chỉ có 9"):
        make_resolution(session, secretary, **dict(zip(names, votes, strict=True)))
    assert not session.resolutions.exists()


@pytest.mark.django_db
def test_the_numbers_of_a_vote_are_those_of_its_day(branch, secretary):
    """Who is suspended, exempt, official or gone the day after changes no vote of the day."""
    session = held(branch, secretary, [come(9), stay(1, "exempt")], NEW)
    ballot = make_resolution(session, secretary, votes_for=5).ballot
    after = NEW + dt.timedelta(days=1)
    members = list(session.roll.values_list("member", flat=True))
    Standing.objects.create(member_id=members[3], kind="suspended", starts_on=after)
    Standing.objects.filter(member=members[9], kind="exempt").update(ends_on=after)
    Membership.objects.filter(member=members[4]).update(ends_on=after)
    make_member(branch, "Vừa Đến", since=after)
    ballot.refresh_from_db()
    assert (ballot.base, ballot.needed, ballot.is_carried) == (9, 5, True)
    assert session.voters(session.roll.all()) == (9, 9)
    assert make_resolution(session, secretary, votes_for=4, votes_against=5).state == "failed"


@pytest.mark.django_db
def test_a_guideline_that_changes_later_changes_no_earlier_day(branch, secretary):
    session = held(branch, secretary, [come(9), stay(1, "exempt")], OLD)
    RuleSet.objects.create(
        name="Hướng dẫn mới",
        valid_from=dt.date(2026, 1, 1),
        attendance_target=99,
        least_minutes=60,
        leaves_out_exempt=False,
    )
    session = ThematicSession.objects.with_tally().get(pk=session.pk)
    assert (session.tally.percent, session.tally.meets_target) == ("100%", True)


@pytest.mark.django_db
def test_late_and_early_ones_were_there(branch, secretary):
    session = held(branch, secretary, [come(9), unexcused(1)], NEW)
    late, early, both = session.roll.filter(attendance="present")[2:5]
    hours = {
        late.pk: actions.Mark("present", arrived_at=dt.time(20, 0)),
        early.pk: actions.Mark("present", left_at=dt.time(21, 0)),
        both.pk: actions.Mark("present", arrived_at=dt.time(20, 0), left_at=dt.time(21, 0)),
    }
    tally = actions.record_attendance(session, hours, version=session.version, by=secretary)
    assert (tally.present, tally.expected) == (9, 10)
    assert session.voters(session.roll.all()) == (10, 9)


def frame(chair, writer):
    people = {"chair": chair, "secretary": writer, "presenter": None, "plan_item": None}
    return people | {
        "topic": "Nước sạch",
        "held_on": NEW,
        "starts_at": dt.time(19),
        "ends_at": None,
        "place": "Nhà văn hóa",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ((), "chưa có trong danh sách"),  # who left the branch is no chair of it
        ((stay(3, "suspended"),), "bị đình chỉ"),
        ((come(1),), "hai người"),
    ],
)
def test_who_cannot_hold_a_session(people, sentence, branch, secretary, members):
    Membership.objects.update(ends_on=LONG_AGO + dt.timedelta(days=1))
    there = list(Member.objects.filter(pk__in=settle(branch, people))) or members
    with pytest.raises(RuleBroken, match=sentence):
        actions.open_session(branch, frame(there[0], there[min(1, len(there) - 1)]), by=secretary)
    assert not ThematicSession.objects.exists()


@pytest.mark.django_db
def test_the_tenth_number_has_no_zero(branch, secretary):
    session = held(branch, secretary, [come(5)], NEW)
    symbols = [sign(make_resolution(session, secretary), secretary).symbol for _one in range(11)]
    assert (symbols[0], symbols[8], symbols[9]) == ("01-NQ/CB", "09-NQ/CB", "10-NQ/CB")
