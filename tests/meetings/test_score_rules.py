"""What the facts propose, and which grade a sum makes."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings import rules

BOUNDS = SimpleNamespace(good_from=Decimal(90), fair_from=Decimal(70), average_from=Decimal(50))


@dataclass(frozen=True)
class Step:
    points: Decimal
    threshold: Decimal | None = None
    must_be_exceeded: bool = False


def steps(*rows, exceeded=False):
    return [
        Step(Decimal(points), None if at is None else Decimal(at), exceeded and at is not None)
        for points, at in rows
    ]


ATTENDED = steps((4, 90), (3, 75), (2, 65), (1, None))
SPOKE = steps((5, 50), (4, 40), (3, 30), (2, None), exceeded=True)
DONE = steps((30, 90), (27, 80), (24, 70), (20, 60), (15, 50), (10, None))
NO_FLOOR = steps((5, 90), (3, 80))


@pytest.mark.parametrize(
    ("options", "most", "part", "whole", "is_met", "proposed"),
    [
        # The rate of attendance: vector A of the field is enough, but for one without a reason.
        (ATTENDED, 4, 60, 64, True, 4),
        (ATTENDED, 4, 60, 64, False, 3),
        (ATTENDED, 4, 18, 19, True, 4),
        (ATTENDED, 4, 90, 100, True, 4),
        (ATTENDED, 4, 8999, 10000, False, 3),
        (ATTENDED, 4, 75, 100, False, 3),
        (ATTENDED, 4, 7499, 10000, False, 2),
        (ATTENDED, 4, 13, 20, False, 2),
        (ATTENDED, 4, 64, 100, False, 1),
        (ATTENDED, 4, 0, 20, False, 1),
        (ATTENDED, 4, 20, 20, True, 4),
        # Who spoke: the threshold itself is not enough.
        (SPOKE, 5, 50, 100, None, 4),
        (SPOKE, 5, 501, 1000, None, 5),
        (SPOKE, 5, 40, 100, None, 3),
        (SPOKE, 5, 41, 100, None, 4),
        (SPOKE, 5, 30, 100, None, 2),
        (SPOKE, 5, 1, 3, None, 3),
        (SPOKE, 5, 0, 7, None, 2),
        # What became of earlier tasks.
        (DONE, 30, 1, 1, True, 30),
        (DONE, 30, 9, 10, False, 27),  # nine of ten: not all is done
        (DONE, 30, 4, 5, False, 27),
        (DONE, 30, 7, 10, False, 24),
        (DONE, 30, 2, 3, False, 20),
        (DONE, 30, 1, 2, False, 15),
        (DONE, 30, 1, 3, False, 10),
        (DONE, 30, 0, 3, False, 10),
        # Below the lowest step of a form without a floor people decide.
        (NO_FLOOR, 5, 80, 100, None, 3),
        (NO_FLOOR, 5, 79, 100, None, None),
        # Without steps: all or nothing.
        ([], 20, 9, 10, True, 20),
        ([], 20, 9, 10, False, None),
        ([], 20, 9, 10, None, None),
        # Steps without thresholds are chosen by people, the highest one by a fact.
        (steps((5, None), (2, None)), 5, 1, 1, True, 5),
        (steps((5, None), (2, None)), 5, 1, 1, None, None),
    ],
)
def test_what_the_facts_propose(options, most, part, whole, is_met, proposed):
    proof = rules.Proof("", Fraction(100 * part, whole), is_met)
    found = rules.propose(proof, Decimal(most), options).points
    assert found == (None if proposed is None else Decimal(proposed))


def test_what_the_record_cannot_tell_proposes_nothing():
    proposal = rules.propose(rules.Proof("Chưa điểm danh."), Decimal(4), ATTENDED)
    assert (proposal.points, proposal.is_short) == (None, False)
    assert not proposal.asks_why(Decimal(4))


@pytest.mark.parametrize(
    ("points", "is_short", "given_points", "asks"),
    [
        (3, False, 3, False),
        (3, False, 4, True),
        (3, True, 2, True),
        (None, True, 5, True),  # full points against the facts
        (None, True, 4, False),  # how many less is the branch's to say
        (None, False, 5, False),
    ],
)
def test_when_a_reason_is_due(points, is_short, given_points, asks):
    proposed = None if points is None else Decimal(points)
    proposal = rules.Proposal(proposed, "", Decimal(5), is_short)
    assert proposal.asks_why(Decimal(given_points)) is asks


@pytest.mark.parametrize(
    ("points", "most", "gates_are_full", "grade"),
    [
        (100, 100, True, "good"),
        (90, 100, True, "good"),
        ("89.9", 100, True, "fair"),
        (70, 100, True, "fair"),
        ("69.9", 100, True, "average"),
        (50, 100, True, "average"),
        ("49.9", 100, True, "poor"),
        (0, 100, True, "poor"),
        (100, 100, False, "fair"),
        (90, 100, False, "fair"),
        (80, 100, False, "fair"),
        (60, 100, False, "average"),
        (10, 100, False, "poor"),
        (18, 20, True, "good"),  # per cent of whatever the form gives
        ("17.9", 20, True, "fair"),
        (0, 0, True, "poor"),
    ],
)
def test_grades(points, most, gates_are_full, grade):
    found = rules.grade(Decimal(points), Decimal(most), BOUNDS, gates_are_full=gates_are_full)
    assert found == grade


@pytest.mark.parametrize(
    ("number", "printed"),
    [("92.5", "92,5"), ("90.0", "90"), ("100", "100"), ("0.0", "0"), (10, "10"), ("90.50", "90,5")],
)
def test_numbers_as_papers_print_them(number, printed):
    assert rules.plain(Decimal(number)) == printed


tenths = st.integers(0, 400).map(lambda number: Decimal(number) / 10)
ORDER = ["poor", "average", "fair", "good"]


@st.composite
def criteria(draw):
    """(most, options, proof) of a criterion, and points that somebody might give."""
    most = draw(tenths.filter(bool))
    points = draw(st.sets(st.integers(0, int(most * 10)), max_size=5))
    thresholds = st.none() | st.integers(0, 100).map(Decimal)
    options = [Step(Decimal(p) / 10, draw(thresholds), draw(st.booleans())) for p in points]
    shares = st.none() | st.fractions(0, 150, max_denominator=500)
    proof = rules.Proof("", draw(shares), draw(st.none() | st.booleans()))
    return most, options, proof


@given(criteria())
def test_a_proposal_is_one_of_the_steps_and_never_more_than_the_most(criterion):
    most, options, proof = criterion
    proposal = rules.propose(proof, most, options)
    if proposal.points is not None:
        assert 0 <= proposal.points <= most
        assert proposal.points in {option.points for option in options} | (
            set() if options else {most}
        )
        assert not proposal.asks_why(proposal.points)
        assert not (proof.is_met is False and proposal.points == most)


@given(
    st.lists(st.tuples(tenths.filter(bool), st.integers(0, 100)), min_size=1, max_size=12),
    st.integers(0, 11),
    st.booleans(),
)
def test_more_points_never_make_a_lower_grade(lines, raised, gates):
    """One line gets all its points: the sum stays below the most, the grade does not fall."""
    mosts = [most for most, _share in lines]
    points = [most * share / 100 for most, share in lines]
    raised %= len(lines)
    better = [*points[:raised], mosts[raised], *points[raised + 1 :]]
    assert sum(points) <= sum(better) <= sum(mosts)
    before = rules.grade(sum(points), sum(mosts), BOUNDS, gates_are_full=gates)
    after = rules.grade(sum(better), sum(mosts), BOUNDS, gates_are_full=gates)
    assert ORDER.index(before) <= ORDER.index(after)
    open_gates = rules.grade(sum(points), sum(mosts), BOUNDS, gates_are_full=True)
    assert ORDER.index(before) <= ORDER.index(open_gates), "a gate only ever takes away"
    assert before == open_gates or (before, open_gates) == ("fair", "good")
