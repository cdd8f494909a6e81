"""What a role reaches: from day to day, a unit or all below, the newsroom or the meeting book."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import actions
from accounts.models import AuditEntry, Role, RoleGrant, User
from organisation import permissions
from organisation.models import Unit
from tests.factories import grant, make_user

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


def reach(user, *roles):
    return set(Unit.objects.visible_to(user, *roles).values_list("name", flat=True))


# --- Days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (0, None, True),
        (-10, None, True),
        (-10, 0, True),  # the last day is included
        (0, 0, True),
        (-10, -1, False),
        (1, None, False),
        (1, 10, False),
    ],
)
def test_a_grant_holds_from_its_first_to_its_last_day(stranger, branch, today, first, last, holds):
    ends_on = None if last is None else today + last * DAY
    grant(stranger, Role.SECRETARY, branch, starts_on=today + first * DAY, ends_on=ends_on)
    assert reach(stranger) == ({"Chi bộ Trường Thử"} if holds else set())


def test_a_last_day_before_the_first_is_refused(stranger, branch, today):
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(stranger, Role.SECRETARY, branch, starts_on=today, ends_on=today - DAY)


def test_the_same_open_role_twice_is_refused(secretary, branch):
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(secretary, Role.SECRETARY, branch)


def test_an_ended_role_may_be_given_again(stranger, branch, today):
    grant(stranger, Role.SECRETARY, branch, ends_on=today - DAY)
    grant(stranger, Role.SECRETARY, branch, starts_on=today)
    assert reach(stranger) == {"Chi bộ Trường Thử"}


# --- Reach ----------------------------------------------------------------------------------------


def test_a_grant_reaches_the_units_below_and_none_beside(working_group, branch, foreign_branch):
    assert reach(working_group) == {"Đảng bộ xã Đầu", "Chi bộ Trường Thử"}


def test_without_the_units_below_it_reaches_one(stranger, commune, branch):
    grant(stranger, Role.WORKING_GROUP, commune, with_units_below=False)
    assert reach(stranger) == {"Đảng bộ xã Đầu"}


def test_several_grants_add_up_and_list_nothing_twice(stranger, commune, branch, foreign_branch):
    grant(stranger, Role.WORKING_GROUP, commune)
    grant(stranger, Role.SECRETARY, branch)
    grant(stranger, Role.SECRETARY, foreign_branch)
    names = list(Unit.objects.visible_to(stranger).values_list("name", flat=True))
    assert sorted(names) == sorted(["Đảng bộ xã Đầu", "Chi bộ Trường Thử", "Chi bộ thôn Khác"])


@pytest.mark.parametrize("who", ["reporter", "editor", "moderator"])
def test_the_newsroom_never_opens_the_meeting_book(request, who, branch):
    user = request.getfixturevalue(who)
    assert reach(user) == set()
    assert not permissions.holds(user, Role.SECRETARY, unit=branch)


def test_the_meeting_book_never_opens_the_newsroom(secretary, branch):
    assert not permissions.holds(secretary, Role.EDITOR, Role.REPORTER, unit=branch)
    assert permissions.holds(secretary, Role.SECRETARY, unit=branch)


def test_a_role_is_asked_for_by_name(secretary, branch):
    assert reach(secretary, Role.DEPUTY_SECRETARY) == set()
    assert reach(secretary, Role.SECRETARY) == {"Chi bộ Trường Thử"}


def test_the_role_of_the_unit_above_counts_below(working_group, branch, foreign_branch):
    assert permissions.holds(working_group, Role.WORKING_GROUP, unit=branch)
    assert not permissions.holds(working_group, Role.WORKING_GROUP, unit=foreign_branch)


def test_nobody_and_closed_accounts_see_nothing(secretary, branch):
    assert not Unit.objects.visible_to(AnonymousUser()).exists()
    User.objects.filter(pk=secretary.pk).update(is_active=False)
    assert reach(User.objects.get(pk=secretary.pk)) == set()


def test_the_administrator_sees_all(administrator, branch, foreign_branch):
    assert len(reach(administrator)) == Unit.objects.count()


def test_one_query_answers(secretary, branch, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(Unit.objects.visible_to(secretary))


# --- Giving and taking ----------------------------------------------------------------------------


def test_giving_a_role_leaves_a_line(administrator, stranger, branch, today):
    row = RoleGrant(user=stranger, role=Role.SECRETARY, unit=branch, starts_on=today)
    actions.grant_role(row, by=administrator)
    entry = AuditEntry.objects.get(verb="role.granted")
    assert entry.actor == administrator
    assert entry.label == "khach: Bí thư chi bộ, Chi bộ Trường Thử"
    assert entry.facts["starts_on"] == today.isoformat()
    assert not stranger.is_staff


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.MODERATOR])
def test_a_role_of_the_newsroom_opens_the_admin(administrator, district, today, role):
    user = make_user("nguoimoi")
    row = RoleGrant(user=user, role=role, unit=district, starts_on=today)
    actions.grant_role(row, by=administrator)
    user.refresh_from_db()
    assert user.is_staff


def test_ending_and_taking_a_role_leave_lines(administrator, secretary, branch, today):
    row = secretary.grants.get()
    row.ends_on = today - DAY
    actions.change_grant(row, by=administrator)
    assert reach(secretary) == set()
    assert AuditEntry.objects.get(verb="role.changed").facts["ends_on"] == row.ends_on.isoformat()
    actions.withdraw_role(row, by=administrator)
    assert not RoleGrant.objects.exists()
    assert AuditEntry.objects.get(verb="role.withdrawn").target.startswith("accounts.rolegrant:")
