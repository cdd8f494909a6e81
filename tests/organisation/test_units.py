"""The tree of units: closure, dated names, terms, and what the database refuses."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from branch_portal.lib.verdicts import RuleBroken
from organisation import actions
from organisation.models import CommitteeTerm, Membership, Unit, UnitClosure, UnitType
from tests.factories import LONG_AGO, appoint, make_member, make_unit

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def links():
    """The closure as (above, below, steps), by names."""
    rows = UnitClosure.objects.values_list("ancestor__name", "descendant__name", "distance")
    return set(rows)


def expected_links():
    """What the closure must be, computed from the parents alone."""
    rows = set()
    for unit in Unit.objects.all():
        above, steps = unit, 0
        while above is not None:
            rows.add((above.name, unit.name, steps))
            above, steps = above.parent, steps + 1
    return rows


# --- Establishing ---------------------------------------------------------------------------------


def test_a_new_unit_has_its_place_name_and_term(commune, secretary):
    unit = actions.establish_unit(
        "  Chi bộ   thôn Mới ",
        UnitType.objects.get(code="subordinate-branch"),
        parent=commune,
        established_on=dt.date(2026, 3, 1),
        term="2025–2030",
        sector="rural",
        by=secretary,
    )
    assert unit.name == "Chi bộ thôn Mới"
    assert links() == expected_links()
    assert unit.names.get().starts_on == dt.date(2026, 3, 1)
    assert unit.terms.get().name == "2025–2030"
    assert AuditEntry.objects.filter(verb="unit.established", actor=secretary).count() == 1


def test_a_unit_without_a_name_is_refused_and_leaves_nothing(commune, secretary):
    units = Unit.objects.count()
    with pytest.raises(ValidationError):
        make_unit("   ", commune)
    assert Unit.objects.count() == units
    assert links() == expected_links()


def test_the_closure_is_the_tree(branch, foreign_branch):
    assert links() == expected_links()
    assert ("Đảng bộ huyện Thử", "Chi bộ Trường Thử", 2) in links()


def test_below_means_itself_and_all_under_it(district, commune, branch, foreign_branch):
    assert set(Unit.objects.below(commune)) == {commune, branch}
    assert Unit.objects.below(district).count() == Unit.objects.count()
    assert list(Unit.objects.below(branch)) == [branch]


# --- Moving ---------------------------------------------------------------------------------------


def test_a_unit_moves_with_all_below_it(district, commune, branch, foreign_branch, administrator):
    actions.move_unit(commune, foreign_branch.parent, by=administrator)
    commune.refresh_from_db()
    assert commune.parent == foreign_branch.parent
    assert links() == expected_links()
    assert ("Đảng bộ huyện Thử", "Chi bộ Trường Thử", 3) in links()
    assert AuditEntry.objects.get(verb="unit.moved").facts == {"parent": "Đảng bộ xã Khác"}


def test_rights_follow_the_move(working_group, branch, foreign_branch, administrator):
    assert branch in Unit.objects.visible_to(working_group)
    actions.move_unit(branch, foreign_branch.parent, by=administrator)
    assert branch not in Unit.objects.visible_to(working_group)


def test_moving_there_and_back_changes_nothing(commune, branch, foreign_branch, administrator):
    before = links()
    actions.move_unit(branch, foreign_branch.parent, by=administrator)
    assert links() == expected_links()
    actions.move_unit(branch, commune, by=administrator)
    assert links() == before


@pytest.mark.parametrize("target", ["commune", "branch"])
def test_a_unit_never_stands_under_itself(commune, branch, administrator, request, target):
    before = links()
    with pytest.raises(RuleBroken, match="trực thuộc chính nó"):
        actions.move_unit(commune, request.getfixturevalue(target), by=administrator)
    assert links() == before
    commune.refresh_from_db()
    assert commune.parent.name == "Đảng bộ huyện Thử"


# --- Names and terms ------------------------------------------------------------------------------


def test_papers_of_earlier_days_keep_the_old_name(branch, administrator):
    day = dt.date(2025, 7, 1)
    renamed = actions.rename_unit(branch, "Chi bộ Trường Mới", from_day=day, by=administrator)
    assert renamed.name == "Chi bộ Trường Mới"
    assert renamed.search_folded == "chi bo truong moi"
    assert renamed.names.on(day - DAY)[renamed.pk] == "Chi bộ Trường Thử"
    assert renamed.names.on(day)[renamed.pk] == "Chi bộ Trường Mới"
    assert renamed.names.on(day + 1000 * DAY)[renamed.pk] == "Chi bộ Trường Mới"
    assert links() == expected_links()
    facts = AuditEntry.objects.get(verb="unit.renamed").facts
    assert facts == {"old": "Chi bộ Trường Thử", "from_day": "2025-07-01"}


def test_an_older_name_told_later_does_not_become_todays(branch, administrator):
    actions.rename_unit(branch, "Tên Ba", from_day=dt.date(2025, 7, 1), by=administrator)
    unit = actions.rename_unit(branch, "Tên Hai", from_day=dt.date(2020, 1, 1), by=administrator)
    assert unit.name == "Tên Ba"
    assert unit.names.on(dt.date(2021, 5, 5))[unit.pk] == "Tên Hai"
    assert unit.names.on(dt.date(2019, 5, 5))[unit.pk] == "Chi bộ Trường Thử"


def test_the_same_day_twice_corrects_the_name(branch, administrator):
    day = dt.date(2025, 7, 1)
    actions.rename_unit(branch, "Chi bộ Trường Mớ", from_day=day, by=administrator)
    actions.rename_unit(branch, "Chi bộ Trường Mới", from_day=day, by=administrator)
    assert branch.names.count() == 2
    assert branch.names.on(day)[branch.pk] == "Chi bộ Trường Mới"


def test_before_its_first_day_a_unit_has_no_name(branch):
    assert branch.names.on(LONG_AGO - DAY) == {}


def test_documents_are_numbered_in_the_term_of_their_day(branch):
    CommitteeTerm.objects.create(unit=branch, name="2025–2030", starts_on=dt.date(2025, 6, 15))
    assert branch.term_on(dt.date(2025, 6, 14)).name == "2020–2025"
    assert branch.term_on(dt.date(2025, 6, 15)).name == "2025–2030"
    assert branch.term_on(LONG_AGO - DAY) is None


def test_a_unit_exists_from_its_first_day_up_to_its_dissolution(branch):
    branch.dissolved_on = dt.date(2025, 7, 1)
    branch.save()

    def exists(day):
        return Unit.objects.existing_within(day, day).filter(pk=branch.pk).exists()

    assert not exists(LONG_AGO - DAY)
    assert exists(LONG_AGO)
    assert exists(dt.date(2025, 6, 30))
    assert not exists(dt.date(2025, 7, 1))


# --- Correcting -----------------------------------------------------------------------------------


def test_a_correction_is_kept_and_named_in_the_log(branch, administrator):
    actions.amend_unit(branch, code="38.168.053.000.001", sector="rural", by=administrator)
    branch.refresh_from_db()
    assert branch.code == "38.168.053.000.001"
    assert branch.sector == "rural"
    assert AuditEntry.objects.get(verb="unit.amended").facts == {"fields": ["code", "sector"]}


@pytest.mark.parametrize("code", ["38", "38.168.053.000.00x", "38.168.053.000.001.1"])
def test_a_code_has_one_form(branch, administrator, code):
    with pytest.raises(ValidationError, match=r"38\.168\.053"):
        actions.amend_unit(branch, code=code, by=administrator)


# --- What the database itself refuses -------------------------------------------------------------


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_a_unit_is_not_its_own_parent(branch):
    refused(lambda: Unit.objects.filter(pk=branch.pk).update(parent=branch))


def test_a_unit_is_not_dissolved_before_it_began(branch):
    refused(lambda: Unit.objects.filter(pk=branch.pk).update(dissolved_on=LONG_AGO))


def test_a_code_belongs_to_one_unit(branch, commune):
    Unit.objects.filter(pk=branch.pk).update(code="38.168.053.000.001")
    refused(lambda: Unit.objects.filter(pk=commune.pk).update(code="38.168.053.000.001"))


def test_a_pair_of_the_closure_stands_once(branch, commune):
    refused(
        lambda: UnitClosure.objects.create(ancestor=commune, descendant=branch, distance=1),
    )
    refused(lambda: UnitClosure.objects.filter(distance=0).update(distance=1))


def test_one_name_a_day(branch):
    refused(lambda: branch.names.create(name="Khác", starts_on=LONG_AGO))


def test_a_member_has_one_open_home(branch, foreign_branch):
    member = make_member(branch)
    refused(lambda: member.memberships.create(unit=foreign_branch, starts_on=LONG_AGO))
    member.memberships.update(ends_on=dt.date(2026, 1, 1))
    member.memberships.create(unit=foreign_branch, starts_on=dt.date(2026, 1, 1))
    member.memberships.create(unit=branch, starts_on=LONG_AGO, kind=Membership.Kind.TEMPORARY)


def test_a_unit_has_one_secretary(branch, foreign_branch):
    first, second = make_member(branch, "Người Một"), make_member(branch, "Người Hai")
    appoint(first, branch)
    refused(lambda: appoint(second, branch))
    appoint(second, branch, "deputy_secretary")
    appoint(second, foreign_branch)


def test_a_span_ends_after_it_began(branch):
    member = make_member(branch)
    refused(lambda: member.memberships.update(ends_on=LONG_AGO))
    refused(lambda: member.standings.update(ends_on=LONG_AGO - DAY))


def test_the_same_open_standing_stands_once(branch):
    member = make_member(branch)
    refused(lambda: member.standings.create(kind="official", starts_on=dt.date(2026, 1, 1)))
