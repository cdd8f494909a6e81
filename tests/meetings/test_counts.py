"""Whatever the roll and the votes are, the counts add up."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from branch_portal.lib.verdicts import RuleBroken
from meetings import actions, rules
from meetings.models import Ballot, RollEntry, RuleSet, ThematicSession
from tests.meetings.test_rules import rule_set

STATUSES = [str(status) for status in RollEntry.Attendance]
SWITCHES = ("leaves_out_exempt", "leaves_out_away", "leaves_out_special_duty")
counts = st.dictionaries(st.sampled_from(STATUSES), st.integers(0, 400))
rule_sets = st.fixed_dictionaries(
    {switch: st.booleans() for switch in SWITCHES}
    | {
        "attendance_target": st.decimals(0, 100, places=2),
        "target_must_be_exceeded": st.booleans(),
    }
).map(lambda switches: rule_set(**switches))
entries = st.lists(
    st.builds(
        RollEntry,
        attendance=st.sampled_from(STATUSES),
        grade=st.sampled_from(RollEntry.Grade.values),
        attachment=st.sampled_from(RollEntry.Attachment.values),
    ),
    max_size=60,
)


# --- the arithmetic -------------------------------------------------------------------------------


@given(counts, rule_sets)
def test_everybody_is_in_exactly_one_number(counts, rule):
    tally = rules.tally(counts, rule)
    assert tally.on_roll == sum(counts.values())
    assert tally.expected + tally.not_expected == tally.on_roll
    left_in = [name.removeprefix("leaves_out_") for name in SWITCHES if not getattr(rule, name)]
    stayed = sum(counts.get(status, 0) for status in left_in)
    assert tally.present + tally.excused + tally.unexcused + stayed == tally.expected
    assert 0 <= tally.present <= tally.expected <= tally.on_roll


@given(counts)
def test_by_the_guidelines_so_far_three_numbers_make_what_is_due(counts):
    tally = rules.tally(counts, rule_set())
    assert tally.present + tally.excused + tally.unexcused == tally.expected


@given(counts, rule_sets)
def test_the_rate_is_an_exact_fraction(counts, rule):
    tally = rules.tally(counts, rule)
    if tally.expected:
        assert tally.rate == Fraction(tally.present * 100, tally.expected)
        printed = Fraction(tally.percent.rstrip("%").replace(",", "."))
        assert abs(printed - tally.rate) <= Fraction(1, 200)
    else:
        assert (tally.rate, tally.percent, tally.meets_target) == (None, "–", False)


@given(counts, rule_sets)
def test_who_comes_makes_no_rate_worse_and_who_stays_away_none_better(counts, rule):
    before = rules.tally(counts, rule)
    assume(before.expected)
    for status in set(STATUSES) - {"present"}:
        if counts.get(status):
            moved = counts | {status: counts[status] - 1, "present": counts.get("present", 0) + 1}
            after = rules.tally(moved, rule)
            assert after.rate >= before.rate
            assert after.meets_target or not before.meets_target


@given(counts, rule_sets)
def test_no_target_is_met_over_an_absence_without_reason(counts, rule):
    tally = rules.tally(counts, rule)
    assert not (tally.meets_target and tally.unexcused)


@given(entries, st.randoms())
def test_the_order_of_the_roll_changes_nothing(roll, random):
    session = ThematicSession(rule_set=RuleSet(attendance_target=90))
    mixed = random.sample(roll, len(roll))
    assert session.tally_of(mixed) == session.tally_of(roll)
    assert session.voters(mixed) == session.voters(roll)


@given(entries)
def test_voters_are_within_the_base_and_the_base_within_the_official_members(roll):
    session = ThematicSession(rule_set=RuleSet(attendance_target=90))
    base, voters = session.voters(roll)
    official = sum(entry.is_home and entry.grade == "official" for entry in roll)
    assert 0 <= voters <= base <= official
    assert voters <= session.tally_of(roll).present


@given(entries)
def test_guests_and_probationers_change_no_vote(roll):
    session = ThematicSession(rule_set=RuleSet(attendance_target=90))
    voting = [entry for entry in roll if entry.is_home and entry.grade == "official"]
    assert session.voters(roll) == session.voters(voting)
    at_home = [entry for entry in roll if entry.is_home]
    assert session.tally_of(roll) == session.tally_of(at_home)


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_a_threshold_is_the_fewest_votes_that_pass(base, votes):
    assert (votes >= rules.majority(base)) == (2 * votes > base)
    assert (votes >= rules.two_thirds(base)) == (3 * votes >= 2 * base)


@given(st.integers(3, 2000))
def test_two_thirds_are_no_fewer_than_a_majority_and_both_can_be_reached(base):
    assert rules.majority(base) <= rules.two_thirds(base)
    assert 0 < rules.majority(base) <= base
    assert 0 < rules.two_thirds(base) <= base


# --- stored sessions ------------------------------------------------------------------------------

few = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
marks = st.builds(
    actions.Mark, st.sampled_from([s for s in STATUSES if s != "suspended"]), st.just("Ốm")
)


def markable(session):
    """All but the chair and the secretary, who were there."""
    return session.roll.exclude(member__in=[session.chair_id, session.secretary_id])


def record(session, marked, by):
    session.refresh_from_db()
    return actions.record_attendance(session, marked, version=session.version, by=by)


@few
@given(data=st.data())
@pytest.mark.django_db
def test_the_stored_roll_adds_up(session, secretary, data):
    marked = {entry.pk: data.draw(marks) for entry in markable(session)}
    tally = record(session, marked, secretary)
    stored = ThematicSession.objects.with_tally().get()
    roll = list(stored.roll.all())
    assert tally == stored.tally == stored.tally_of(roll)
    assert tally.present + tally.excused + tally.unexcused == tally.expected
    assert tally.on_roll == len(roll) == sum(Counter(e.attendance for e in roll).values())
    for entry in roll:
        assert bool(entry.why) is (entry.attendance not in ("present", "unexcused"))


@few
@given(data=st.data())
@pytest.mark.django_db
def test_marked_and_marked_back_is_as_before(session, secretary, data):
    before = {entry.pk: actions.Mark.of(entry) for entry in session.roll.all()}
    first = record(session, before, secretary)
    some = data.draw(st.lists(st.sampled_from(list(markable(session))), unique=True))
    record(session, {entry.pk: data.draw(marks) for entry in some}, secretary)
    assert record(session, before, secretary) == first
    assert {entry.pk: actions.Mark.of(entry) for entry in session.roll.all()} == before


@few
@given(data=st.data(), threshold=st.sampled_from(Ballot.Threshold.values))
@pytest.mark.django_db
def test_a_stored_vote_fits_its_roll(session, secretary, data, threshold):
    record(session, {entry.pk: data.draw(marks) for entry in markable(session)}, secretary)
    session.refresh_from_db()
    base, voters = session.voters(session.roll.all())
    votes = [data.draw(st.integers(0, 12)) for _side in range(3)]
    names = ("votes_for", "votes_against", "votes_none")
    words = dict(zip(names, votes, strict=True)) | {
        "purpose": "other",
        "subject": "khen thưởng",
        "form": "secret",
        "threshold": threshold,
    }
    if sum(votes) > voters:
        with pytest.raises(RuleBroken):
            actions.hold_ballot(session, **words, version=session.version, by=secretary)
        assert not session.ballots.exists()
        return
    ballot = actions.hold_ballot(session, **words, version=session.version, by=secretary)
    assert sum(votes) <= ballot.voters_present <= ballot.base == base
    assert ballot.is_carried is (
        2 * votes[0] > base if threshold == "majority" else 3 * votes[0] >= 2 * base
    )
    assert ballot.percent == rules.percent(votes[0], base)
    session.refresh_from_db()
    actions.discard_ballot(ballot, version=session.version, by=secretary)
