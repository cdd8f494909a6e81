"""Members: on the roll from day to day, in the order of Vietnamese names, seen only in scope."""

import datetime as dt
import random
import unicodedata

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import AuditEntry
from organisation import actions
from organisation.models import Appointment, Member, Membership, Standing
from tests.factories import LONG_AGO, make_member

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 1, 10)
LAST = dt.date(2026, 3, 10)
DAY = dt.timedelta(days=1)
# domain.md §7: by given name, then family name, then the middle; tones as a secondary difference.
ORDERED = [
    "Đặng Văn An",
    "Nguyễn Văn An",
    "Lê Thị Ánh",
    "Bùi Văn Ăn",
    "Bùi Văn Ân",
    "Trần Dũng",
    "Nguyễn Anh Đào",
    "Nguyễn Bá Đào",
    "Phạm Đạt",
    "Hoàng Em",
    "Vũ Thị Hòa",
    "Vũ Thị Hoàn",
    "Đinh Lý",
]


def roll(unit, day):
    return [member.full_name for member in Member.objects.on_roll(unit, day)]


@pytest.mark.parametrize(
    ("day", "is_on"),
    [(FIRST - DAY, False), (FIRST, True), (LAST - DAY, True), (LAST, False), (LAST + DAY, False)],
)
def test_on_the_roll_from_the_first_day_up_to_the_last(branch, day, is_on):
    member = make_member(branch, "Nguyễn Văn An", since=FIRST)
    member.memberships.update(ends_on=LAST)
    assert roll(branch, day) == (["Nguyễn Văn An"] if is_on else [])


def test_who_moves_house_is_on_one_roll_each_day(branch, foreign_branch):
    member = make_member(branch, "Nguyễn Văn An")
    member.memberships.update(ends_on=LAST)
    member.memberships.create(unit=foreign_branch, starts_on=LAST)
    for day in (LAST - DAY, LAST, LAST + DAY):
        at_home = roll(branch, day) + roll(foreign_branch, day)
        assert at_home == ["Nguyễn Văn An"]
    assert roll(foreign_branch, LAST) == ["Nguyễn Văn An"]


def test_the_order_of_vietnamese_names(branch):
    names = ORDERED.copy()
    random.Random(7).shuffle(names)
    for name in names:
        make_member(branch, name)
    assert roll(branch, FIRST) == ORDERED


def test_names_are_kept_as_typed_in_one_normal_form(branch):
    member = Member(full_name=unicodedata.normalize("NFD", "  Nguyễn  Thị Huệ\u200b "))
    member.clean()
    member.save()
    assert member.full_name == "Nguyễn Thị Huệ"
    assert member.search_folded == "nguyen thi hue"


def test_many_at_once_have_their_keys_too(branch):
    Member.objects.bulk_create(
        [Member(full_name="Đỗ Ánh").derive(), Member(full_name="Lê An").derive()]
    )
    assert [member.full_name for member in Member.objects.all()] == ["Lê An", "Đỗ Ánh"]


def test_guests_stand_beside_the_roll(branch, foreign_branch):
    make_member(branch, "Nguyễn Văn An")
    guest = make_member(foreign_branch, "Trần Thị Khách")
    guest.memberships.create(
        unit=branch, kind=Membership.Kind.TEMPORARY, starts_on=FIRST, ends_on=LAST
    )
    assert roll(branch, FIRST) == ["Nguyễn Văn An"]
    assert list(Member.objects.guests_of(branch, FIRST)) == [guest]
    assert not Member.objects.guests_of(branch, LAST).exists()
    assert roll(foreign_branch, FIRST) == ["Trần Thị Khách"]


def test_standings_and_posts_hold_from_day_to_day(branch):
    member = make_member(branch, "Nguyễn Văn An", since=FIRST)
    member.standings.update(ends_on=LAST)
    Appointment.objects.create(member=member, unit=branch, post="secretary", starts_on=LAST)
    assert Standing.objects.in_force(LAST - DAY).filter(member=member).exists()
    assert not Standing.objects.in_force(LAST).filter(member=member).exists()
    assert not Appointment.objects.in_force(LAST - DAY).exists()
    assert Appointment.objects.in_force(LAST).exists()


# --- Who sees whom --------------------------------------------------------------------------------


def test_members_are_seen_in_scope_only(secretary, branch, foreign_branch):
    own = make_member(branch, "Nguyễn Văn An")
    make_member(foreign_branch, "Người Ngoài")
    assert list(Member.objects.visible_to(secretary)) == [own]


def test_former_members_stay_visible_to_the_old_branch(secretary, branch, foreign_branch):
    member = make_member(branch, "Nguyễn Văn An")
    member.memberships.update(ends_on=LAST)
    member.memberships.create(unit=foreign_branch, starts_on=LAST)
    assert list(Member.objects.visible_to(secretary)) == [member]


def test_overseers_see_the_members_below(working_group, organisation_board, branch, foreign_branch):
    near, far = make_member(branch, "Người Gần"), make_member(foreign_branch, "Người Xa")
    assert set(Member.objects.visible_to(working_group)) == {near}
    assert set(Member.objects.visible_to(organisation_board)) == {near, far}


@pytest.mark.parametrize("who", ["reporter", "editor", "moderator", "stranger"])
def test_others_see_nobody(request, who, branch):
    make_member(branch)
    assert not Member.objects.visible_to(request.getfixturevalue(who)).exists()
    assert not Member.objects.visible_to(AnonymousUser()).exists()


# --- What the administrator does ------------------------------------------------------------------


def test_a_member_is_registered_and_placed(branch, administrator):
    member = actions.register_member(Member(full_name=" Đỗ  Thị Mới"), by=administrator)
    home = Membership(unit=branch, starts_on=LONG_AGO)
    actions.change_member(member, spans=[home], memberships=1, by=administrator)
    assert roll(branch, FIRST) == ["Đỗ Thị Mới"]
    verbs = AuditEntry.objects.filter(actor=administrator).values_list("verb", flat=True)
    assert set(verbs) == {"member.registered", "member.changed"}
    assert AuditEntry.objects.get(verb="member.changed").facts == {"memberships": 1}
