"""Rolls and votes with the sums that the guidelines ask for; test_vectors.py runs them all.

A roll is written as groups of people. What is expected of it was reckoned by hand from the source
that each row names: "42-HD" and "12-HD" are the guidelines on branch meetings of 2025 and 2018,
"standing" the rules on who is exempt, away or suspended, "votes" those on the base of a vote,
"charter" the Party's charter on majorities, "form" the old score form for provincial agencies.
"""

import datetime as dt
from typing import NamedTuple

NEW, OLD = dt.date(2026, 10, 3), dt.date(2022, 1, 10)  # 42-HD and 12-HD in force


class Some(NamedTuple):
    """So many people who stand alike and did alike."""

    number: int
    attendance: str = "present"
    standing: str = ""  # what the day says of them beside their grade
    grade: str = "official"
    is_guest: bool = False


def come(number, standing=""):
    return Some(number, standing=standing)


def excused(number):
    return Some(number, "excused")


def unexcused(number):
    return Some(number, "unexcused")


def stay(number, standing):
    """Whose standing frees them from coming, and who did not come."""
    return Some(number, standing, standing)


def probationary(number, attendance="present", standing=""):
    return Some(number, attendance, standing, "probationary")


def guests(number, attendance="present", grade="official"):
    return Some(number, attendance, "", grade, is_guest=True)


class Roll(NamedTuple):
    source: str
    people: tuple[Some, ...]
    sums: tuple[int, int, int]  # members on the roll, expected, present
    share: str
    is_met: bool
    vote: tuple[int, int, int, int]  # base, voters present, more than half, two thirds
    day: dt.date = NEW


EXEMPT, AWAY, DUTY, OUT = "exempt", "away", "special_duty", "suspended"
ROLLS = {
    # --- the vectors of the field ---
    "vector A: enough came, but one without a reason stayed away": Roll(
        "42-HD",
        (come(60), excused(3), unexcused(1), stay(2, EXEMPT), stay(1, AWAY)),
        (67, 64, 60),
        "93,75%",
        False,
        (64, 60, 33, 43),
    ),
    "vector B: one of two exempt members came": Roll(
        "42-HD",
        (come(17), come(1, EXEMPT), stay(1, EXEMPT), excused(1)),
        (20, 19, 18),
        "94,74%",
        True,
        (19, 18, 10, 13),
    ),
    "vector C: seventeen official, one exempt, two excused": Roll(
        "votes",
        (come(14), excused(2), stay(1, EXEMPT)),
        (17, 16, 14),
        "87,5%",
        False,
        (16, 14, 9, 11),
    ),
    "vector C on the day of the old guideline: over 85 per cent": Roll(
        "12-HD",
        (come(14), excused(2), stay(1, EXEMPT)),
        (17, 16, 14),
        "87,5%",
        True,
        (16, 14, 9, 11),
        OLD,
    ),
    # --- the target ---
    "everybody came": Roll("42-HD", (come(12),), (12, 12, 12), "100%", True, (12, 12, 7, 8)),
    "exactly ninety per cent is enough": Roll(
        "42-HD", (come(9), excused(1)), (10, 10, 9), "90%", True, (10, 9, 6, 7)
    ),
    "just under ninety per cent is not": Roll(
        "42-HD", (come(17), excused(2)), (19, 19, 17), "89,47%", False, (19, 17, 10, 13)
    ),
    "ninety per cent with one unexcused fails all the same": Roll(
        "42-HD", (come(9), unexcused(1)), (10, 10, 9), "90%", False, (10, 9, 6, 7)
    ),
    "one unexcused among very many fails": Roll(
        "42-HD", (come(40), unexcused(1)), (41, 41, 40), "97,56%", False, (41, 40, 21, 28)
    ),
    "exactly 85 per cent was not enough before": Roll(
        "12-HD", (come(17), excused(3)), (20, 20, 17), "85%", False, (20, 17, 11, 14), OLD
    ),
    "just over 85 per cent was enough before": Roll(
        "12-HD", (come(6), excused(1)), (7, 7, 6), "85,71%", True, (7, 6, 4, 5), OLD
    ),
    "the same roll is not enough today": Roll(
        "42-HD", (come(6), excused(1)), (7, 7, 6), "85,71%", False, (7, 6, 4, 5)
    ),
    "an unexcused absence failed before, too": Roll(
        "12-HD", (come(19), unexcused(1)), (20, 20, 19), "95%", False, (20, 19, 11, 14), OLD
    ),
    # --- excused members stay in both numbers ---
    "all absent ones are excused": Roll(
        "42-HD", (come(10), excused(5)), (15, 15, 10), "66,67%", False, (15, 10, 8, 10)
    ),
    "only two came": Roll("42-HD", (come(2), excused(6)), (8, 8, 2), "25%", False, (8, 2, 5, 6)),
    # --- exempt ---
    "all exempt members stayed at home": Roll(
        "standing", (come(8), stay(4, EXEMPT)), (12, 8, 8), "100%", True, (8, 8, 5, 6)
    ),
    "all exempt members came": Roll(
        "standing", (come(8), come(4, EXEMPT)), (12, 12, 12), "100%", True, (12, 12, 7, 8)
    ),
    "an exempt member who comes votes": Roll(
        "standing", (come(3), come(1, EXEMPT)), (4, 4, 4), "100%", True, (4, 4, 3, 3)
    ),
    "more exempt members than others": Roll(
        "standing", (come(3), stay(9, EXEMPT)), (12, 3, 3), "100%", True, (3, 3, 2, 2)
    ),
    "an exempt probationer at home": Roll(
        "standing",
        (come(5), probationary(1, EXEMPT, EXEMPT)),
        (6, 5, 5),
        "100%",
        True,
        (5, 5, 3, 4),
    ),
    # --- temporarily away ---
    "away for a course, at the other branch": Roll(
        "standing", (come(9), stay(2, AWAY)), (11, 9, 9), "100%", True, (9, 9, 5, 6)
    ),
    "away, but here on this day": Roll(
        "standing",
        (come(9), come(1, AWAY), stay(1, AWAY)),
        (11, 10, 10),
        "100%",
        True,
        (10, 10, 6, 7),
    ),
    "away and exempt ones together": Roll(
        "standing",
        (come(9), stay(1, AWAY), stay(1, EXEMPT), excused(1)),
        (12, 10, 9),
        "90%",
        True,
        (10, 9, 6, 7),
    ),
    # --- special duty of the armed forces: out of the rate, not out of the base ---
    "on special duty": Roll(
        "42-HD", (come(9), stay(3, DUTY)), (12, 9, 9), "100%", True, (12, 9, 7, 8)
    ),
    "back from special duty": Roll(
        "42-HD", (come(9), come(1, DUTY), stay(2, DUTY)), (12, 10, 10), "100%", True, (12, 10, 7, 8)
    ),
    # --- suspended ---
    "a suspended member is in no number but the roll": Roll(
        "standing", (come(8), stay(1, OUT)), (9, 8, 8), "100%", True, (8, 8, 5, 6)
    ),
    "a suspended probationer": Roll(
        "standing", (come(8), probationary(1, OUT, OUT)), (9, 8, 8), "100%", True, (8, 8, 5, 6)
    ),
    # --- probationary: on the roll and in the rate, without a vote ---
    "probationers count on the roll and not in a vote": Roll(
        "charter", (come(9), probationary(3)), (12, 12, 12), "100%", True, (9, 9, 5, 6)
    ),
    "only a probationer stayed away, with a reason": Roll(
        "42-HD", (come(9), probationary(1, "excused")), (10, 10, 9), "90%", True, (9, 9, 5, 6)
    ),
    "only a probationer stayed away, without one": Roll(
        "42-HD",
        (come(19), probationary(1, "unexcused")),
        (20, 20, 19),
        "95%",
        False,
        (19, 19, 10, 13),
    ),
    "more probationers than official members": Roll(
        "charter", (come(3), probationary(5)), (8, 8, 8), "100%", True, (3, 3, 2, 2)
    ),
    # --- members of other branches, here for a time ---
    "temporary guests stand outside the rate and the vote": Roll(
        "standing", (come(9), excused(1), guests(4)), (10, 10, 9), "90%", True, (10, 9, 6, 7)
    ),
    "a temporary guest without a reason is the other branch's matter": Roll(
        "standing", (come(10), guests(1, "unexcused")), (10, 10, 10), "100%", True, (10, 10, 6, 7)
    ),
    "a probationary guest": Roll(
        "standing",
        (come(4), guests(1, grade="probationary")),
        (4, 4, 4),
        "100%",
        True,
        (4, 4, 3, 3),
    ),
    # --- small and odd branches ---
    "the smallest branch": Roll("charter", (come(3),), (3, 3, 3), "100%", True, (3, 3, 2, 2)),
    "two of three": Roll("42-HD", (come(2), excused(1)), (3, 3, 2), "66,67%", False, (3, 2, 2, 2)),
    "a branch of two": Roll("charter", (come(2),), (2, 2, 2), "100%", True, (2, 2, 2, 2)),
    "a branch of one": Roll("charter", (come(1),), (1, 1, 1), "100%", True, (1, 1, 1, 1)),
    "nobody on the roll": Roll("42-HD", (), (0, 0, 0), "–", False, (0, 0, 1, 0)),
    "only guests": Roll("42-HD", (guests(3),), (0, 0, 0), "–", False, (0, 0, 1, 0)),
    "all members exempt, none came": Roll(
        "standing", (stay(3, EXEMPT),), (3, 0, 0), "–", False, (0, 0, 1, 0)
    ),
    "nobody came": Roll("42-HD", (excused(5),), (5, 5, 0), "0%", False, (5, 0, 3, 4)),
    "one of every kind": Roll(
        "42-HD",
        (
            come(5),
            come(1, EXEMPT),
            come(1, AWAY),
            excused(1),
            unexcused(1),
            stay(1, EXEMPT),
            stay(1, AWAY),
            stay(1, DUTY),
            stay(1, OUT),
            probationary(1),
            guests(1),
        ),
        (14, 10, 8),
        "80%",
        False,
        (10, 7, 6, 7),
    ),
    "a branch of three hundred": Roll(
        "42-HD", (come(275), excused(25)), (300, 300, 275), "91,67%", True, (300, 275, 151, 200)
    ),
}


class Vote(NamedTuple):
    source: str
    base: int
    present: int
    threshold: str
    votes: tuple[int, int, int]  # for, against, no opinion
    is_carried: bool
    form: str = "hands"


HALF, THIRDS = "majority", "two_thirds"
VOTES = {
    "vector C: eight of fourteen present": Vote("votes", 16, 14, HALF, (8, 6, 0), False),
    "vector C: nine of sixteen": Vote("votes", 16, 14, HALF, (9, 5, 0), True),
    "vector C: ten are not two thirds of sixteen": Vote("votes", 16, 14, THIRDS, (10, 4, 0), False),
    "vector C: eleven are": Vote("votes", 16, 14, THIRDS, (11, 3, 0), True),
    "a tie is no majority": Vote("charter", 10, 10, HALF, (5, 5, 0), False),
    "one more than half": Vote("charter", 10, 10, HALF, (6, 4, 0), True),
    "half of an odd number, rounded up": Vote("charter", 11, 11, HALF, (6, 5, 0), True),
    "half of an odd number, rounded down": Vote("charter", 11, 11, HALF, (5, 4, 2), False),
    "all present agree and are too few": Vote("votes", 12, 6, HALF, (6, 0, 0), False),
    "all present agree and are just enough": Vote("votes", 12, 7, HALF, (7, 0, 0), True),
    "no opinion counts like against": Vote("votes", 9, 9, HALF, (4, 0, 5), False),
    "nobody against, many without an opinion": Vote("votes", 9, 9, HALF, (5, 0, 4), True),
    "nobody raised a hand": Vote("votes", 9, 9, HALF, (0, 0, 9), False),
    "all against": Vote("charter", 9, 9, HALF, (0, 9, 0), False),
    "all agree": Vote("charter", 9, 9, HALF, (9, 0, 0), True, "card"),
    "two thirds of nine, exactly": Vote("charter", 9, 9, THIRDS, (6, 3, 0), True),
    "one less than two thirds of nine": Vote("charter", 9, 9, THIRDS, (5, 4, 0), False),
    "two thirds of ten are seven": Vote("charter", 10, 10, THIRDS, (7, 3, 0), True),
    "66,67 per cent of ten would be six": Vote("charter", 10, 10, THIRDS, (6, 4, 0), False),
    "two thirds of eleven are eight": Vote("charter", 11, 11, THIRDS, (8, 3, 0), True),
    "seven of eleven are not": Vote("charter", 11, 11, THIRDS, (7, 4, 0), False),
    "a majority, but not two thirds": Vote("charter", 12, 12, THIRDS, (7, 5, 0), False),
    "two thirds of those present are not those of the branch": Vote(
        "votes", 15, 9, THIRDS, (9, 0, 0), False
    ),
    "secret, two slips invalid: they are for nothing": Vote(
        "votes", 12, 12, HALF, (6, 4, 0), False, "secret"
    ),
    "secret, two slips invalid, enough all the same": Vote(
        "votes", 12, 12, HALF, (7, 3, 0), True, "secret"
    ),
    "secret, every slip invalid": Vote("votes", 5, 5, HALF, (0, 0, 0), False, "secret"),
    "secret, two thirds with an invalid slip": Vote(
        "charter", 12, 12, THIRDS, (8, 3, 0), True, "secret"
    ),
    "three members, two agree": Vote("charter", 3, 3, HALF, (2, 1, 0), True),
    "three members, one agrees": Vote("charter", 3, 3, HALF, (1, 0, 2), False),
    "two members disagree": Vote("charter", 2, 2, HALF, (1, 1, 0), False),
    "two members agree": Vote("charter", 2, 2, THIRDS, (2, 0, 0), True),
    "three hundred, 150": Vote("charter", 300, 275, HALF, (150, 125, 0), False),
    "three hundred, 151": Vote("charter", 300, 275, HALF, (151, 124, 0), True),
    "three hundred, 199 of two hundred": Vote("charter", 300, 275, THIRDS, (199, 76, 0), False),
    "three hundred, 200": Vote("charter", 300, 275, THIRDS, (200, 75, 0), True),
}
