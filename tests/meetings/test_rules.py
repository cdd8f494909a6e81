"""The sums of the field, with the test vectors of its rules."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from meetings import rules


def rule_set(**switches):
    return SimpleNamespace(
        **{
            "leaves_out_exempt": True,
            "leaves_out_away": True,
            "leaves_out_special_duty": True,
            "attendance_target": Decimal(90),
            "target_must_be_exceeded": False,
        }
        | switches
    )


def test_vector_a_enough_came_yet_one_stayed_away_without_reason():
    counts = {"present": 60, "exempt": 2, "away": 1, "excused": 3, "unexcused": 1}
    tally = rules.tally(counts, rule_set())
    assert (tally.on_roll, tally.expected, tally.present) == (67, 64, 60)
    assert rules.percent(tally.present, tally.expected) == "93,75%"
    assert not tally.meets_target


def test_vector_b_an_exempt_member_who_comes_counts_in_both_numbers():
    counts = {"present": 18, "exempt": 1, "excused": 1}
    tally = rules.tally(counts, rule_set())
    assert (tally.on_roll, tally.expected, tally.present) == (20, 19, 18)
    assert rules.percent(tally.present, tally.expected) == "94,74%"
    assert tally.meets_target


def test_vector_c_the_majority_is_of_the_base_not_of_those_present():
    base = rules.voting_base({"present": 14, "excused": 2, "exempt": 1})
    assert base == 16
    assert rules.majority(base) == 9
    assert rules.two_thirds(base) == 11
    assert rules.majority(base) > 8, "8 of 14 present would pass a naive sum"


@pytest.mark.parametrize(
    ("switch", "status"),
    [
        ("leaves_out_exempt", "exempt"),
        ("leaves_out_away", "away"),
        ("leaves_out_special_duty", "special_duty"),
    ],
)
def test_each_exclusion_is_a_switch_of_the_rule_set(switch, status):
    counts = {"present": 8, status: 2}
    assert rules.tally(counts, rule_set()).expected == 8
    assert rules.tally(counts, rule_set(**{switch: False})).expected == 10


def test_the_suspended_are_never_expected():
    assert rules.tally({"present": 8, "suspended": 1}, rule_set()).expected == 8
    assert rules.voting_base({"present": 8, "suspended": 1}) == 8


def test_nobody_expected_has_no_rate():
    tally = rules.tally({"exempt": 3}, rule_set())
    assert tally.rate is None
    assert not tally.meets_target
    assert rules.percent(0, 0) == "–"


def test_the_guideline_of_2018_wanted_more_than_the_target():
    strict = rule_set(attendance_target=Decimal(85), target_must_be_exceeded=True)
    assert not rules.tally({"present": 85, "excused": 15}, strict).meets_target
    assert rules.tally({"present": 86, "excused": 14}, strict).meets_target


@pytest.mark.parametrize(("base", "half", "thirds"), [(1, 1, 1), (3, 2, 2), (4, 3, 3), (17, 9, 12)])
def test_thresholds(base, half, thirds):
    assert rules.votes_needed("majority", base) == half
    assert rules.votes_needed("two_thirds", base) == thirds


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(1, 1, "100%"), (1, 2, "50%"), (2, 3, "66,67%"), (1, 8, "12,5%"), (0, 5, "0%")],
)
def test_percent_as_papers_print_it(part, whole, text):
    assert rules.percent(part, whole) == text
