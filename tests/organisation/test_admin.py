"""/admin/organisation/: units and members, for administrators; /admin/meetings/: the rule sets."""

import datetime as dt

import pytest
import zeal
from django.utils import timezone

from accounts.models import AuditEntry
from meetings.models import RuleSet
from organisation.models import Member, Unit, UnitType
from tests.factories import appoint, make_member, make_unit

pytestmark = pytest.mark.django_db
UNITS = "/admin/organisation/unit/"
MEMBERS = "/admin/organisation/member/"
RULES = "/admin/meetings/ruleset/"


@pytest.fixture(autouse=True)
def _few_lookups():
    """A form looks up each unit that was chosen in it: a handful, however many units there are."""
    with zeal.zeal_ignore([{"model": "organisation.Unit", "field": "get()"}]):
        yield


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


def unit_form(unit, **changes):
    data = {
        "name": unit.name,
        "type": unit.type_id,
        "parent": unit.parent_id or "",
        "sector": unit.sector,
        "code": unit.code or "",
        "established_on": f"{unit.established_on:%d/%m/%Y}",
        "dissolved_on": "",
        "renamed_on": "",
    }
    return data | changes


def change(desk, unit, **changes):
    return desk.post(f"{UNITS}{unit.pk}/change/", unit_form(unit, **changes))


# --- Units ----------------------------------------------------------------------------------------


def new_unit(desk, commune, **changes):
    data = {
        "name": "Chi bộ thôn Mới",
        "type": UnitType.objects.get(code="subordinate-branch").pk,
        "parent": commune.pk,
        "sector": "rural",
        "code": "38.168.053.000.001",
        "established_on": "01/02/2026",
        "term": "2025–2030",
    } | changes
    return desk.post(f"{UNITS}add/", data)


def test_a_unit_is_established_with_all_that_belongs_to_it(desk, commune, working_group):
    assert new_unit(desk, commune).status_code == 302
    unit = Unit.objects.get(name="Chi bộ thôn Mới")
    assert unit.established_on == dt.date(2026, 2, 1)
    assert unit.code == "38.168.053.000.001"
    assert unit.terms.get().name == "2025–2030"
    assert unit.names.count() == 1
    assert unit in Unit.objects.visible_to(working_group)
    assert AuditEntry.objects.filter(verb="unit.established").latest("pk").label == unit.name


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "bắt buộc"),
        ({"term": ""}, "bắt buộc"),
        ({"code": "38-1"}, "Theo mẫu 38.168.053.000.001."),
        ({"established_on": "31/02/2026"}, "ngày"),
    ],
)
def test_a_refused_unit_says_why_and_stores_nothing(desk, commune, changes, sentence):
    before = Unit.objects.count()
    response = new_unit(desk, commune, **changes)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert sentence in response.content.decode()
    assert Unit.objects.count() == before


def test_renaming_needs_a_day(desk, branch):
    html = change(desk, branch, name="Chi bộ Trường Mới").content.decode()
    assert "Hãy ghi ngày tên mới bắt đầu có hiệu lực." in html
    change(desk, branch, name="Chi bộ Trường Mới", renamed_on="01/07/2025")
    unit = Unit.objects.get(pk=branch.pk)
    assert unit.name == "Chi bộ Trường Mới"
    assert unit.names.on(dt.date(2025, 6, 30))[unit.pk] == "Chi bộ Trường Thử"


def test_a_new_name_does_not_begin_tomorrow_or_before_the_unit(desk, branch):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    late = change(desk, branch, name="Tên Mới", renamed_on=f"{tomorrow:%d/%m/%Y}")
    assert "Ngày này chưa tới." in late.content.decode()
    early = change(desk, branch, name="Tên Mới", renamed_on="01/01/1990")
    assert "Ngày đó đơn vị chưa thành lập." in early.content.decode()
    assert not Unit.objects.filter(name="Tên Mới").exists()


def test_moving_takes_the_rights_along(desk, branch, foreign_branch, working_group):
    assert change(desk, branch, parent=foreign_branch.parent_id).status_code == 302
    assert branch not in Unit.objects.visible_to(working_group)
    assert AuditEntry.objects.filter(verb="unit.moved").count() == 1


def test_a_circle_is_refused_beside_the_field(desk, commune, branch):
    html = change(desk, commune, parent=branch.pk).content.decode()
    assert "Một đơn vị không thể trực thuộc chính nó" in html
    html = change(desk, branch, parent="").content.decode()
    assert "phải chọn một cấp trên khác" in html


def test_a_correction_touches_nothing_else(desk, branch):
    assert change(desk, branch, sector="rural", dissolved_on="01/07/2026").status_code == 302
    unit = Unit.objects.get(pk=branch.pk)
    assert (unit.sector, unit.dissolved_on) == ("rural", dt.date(2026, 7, 1))
    assert unit.names.count() == 1
    assert not AuditEntry.objects.filter(verb__in=["unit.moved", "unit.renamed"]).exists()
    before = AuditEntry.objects.count()
    change(desk, unit, dissolved_on="01/07/2026")
    assert AuditEntry.objects.count() == before


def test_units_are_found_without_marks_and_walked_downwards(desk, commune, branch, foreign_branch):
    html = desk.get(UNITS, {"q": "truong thu"}).content.decode()
    assert "Chi bộ Trường Thử" in html
    assert "Chi bộ thôn Khác" not in html
    html = desk.get(UNITS).content.decode()
    assert f"?parent__id__exact={commune.pk}" in html
    html = desk.get(UNITS, {"parent__id__exact": commune.pk}).content.decode()
    assert ">Chi bộ Trường Thử</a>" in html
    assert ">Chi bộ thôn Khác</a>" not in html


def test_the_list_costs_the_same_with_more_units(desk, commune, django_assert_max_num_queries):
    for number in range(15):
        make_unit(f"Chi bộ {number}", commune)
    with django_assert_max_num_queries(9):
        desk.get(UNITS)


def test_units_are_never_deleted(desk, branch):
    assert desk.post(f"{UNITS}{branch.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_type_of_unit_is_saved_with_a_line(desk, district):
    kind = UnitType.objects.first()
    data = {"code": kind.code, "name": "Tên khác của loại", "valid_from": "", "valid_to": ""}
    desk.post(f"/admin/organisation/unittype/{kind.pk}/change/", data)
    assert UnitType.objects.get(pk=kind.pk).name == "Tên khác của loại"
    assert AuditEntry.objects.filter(verb="unit_type.saved").count() == 1


# --- Members --------------------------------------------------------------------------------------


def spans(**rows):
    """The three inline tables as a browser sends them; rows by table."""
    data = {}
    for table in ("memberships", "standings", "appointments"):
        given = rows.get(table, [])
        data |= {
            f"{table}-TOTAL_FORMS": len(given),
            f"{table}-INITIAL_FORMS": sum("id" in row for row in given),
            f"{table}-MIN_NUM_FORMS": 0,
            f"{table}-MAX_NUM_FORMS": 1000,
        }
        for number, row in enumerate(given):
            data |= {f"{table}-{number}-{name}": value for name, value in row.items()}
    return data


def test_a_member_is_registered_with_home_and_standing(desk, branch):
    home = {"unit": branch.pk, "kind": "home", "starts_on": "01/06/2020", "ends_on": ""}
    standing = {"kind": "official", "starts_on": "01/06/2021", "ends_on": ""}
    rows = spans(memberships=[home], standings=[standing])
    response = desk.post(f"{MEMBERS}add/", {"full_name": " Đỗ  Thị Mới "} | rows)
    assert response.status_code == 302
    member = Member.objects.on_roll(branch, dt.date(2026, 1, 1)).get()
    assert member.full_name == "Đỗ Thị Mới"
    assert member.standings.get().starts_on == dt.date(2021, 6, 1)
    verbs = AuditEntry.objects.filter(label="Đỗ Thị Mới").values_list("verb", flat=True)
    assert sorted(verbs) == ["member.changed", "member.changed", "member.registered"]


def homes(member, *rows):
    """The home of the factory and further rows: (unit, first day, last day)."""
    old = {"id": member.memberships.get().pk, "member": member.pk, "kind": "home"}
    new = {"id": "", "member": member.pk, "kind": "home"}
    return [
        (old if number == 0 else new)
        | {"unit": unit.pk, "starts_on": starts_on, "ends_on": ends_on}
        for number, (unit, starts_on, ends_on) in enumerate(rows)
    ]


def keep(desk, member, *rows):
    data = {"full_name": member.full_name} | spans(memberships=homes(member, *rows))
    data["memberships-INITIAL_FORMS"] = 1
    return desk.post(f"{MEMBERS}{member.pk}/change/", data)


@pytest.mark.parametrize("last", ["", "02/01/2026"])
def test_a_second_home_at_the_same_time_is_refused(desk, branch, foreign_branch, last):
    member = make_member(branch)
    response = keep(desk, member, (branch, "01/06/2015", last), (foreign_branch, "01/01/2026", ""))
    assert response.status_code == 200
    assert "Mỗi đảng viên chỉ sinh hoạt chính thức ở một chi bộ." in response.content.decode()
    assert member.memberships.count() == 1


def test_a_member_changes_house_in_one_go(desk, branch, foreign_branch):
    member = make_member(branch)
    response = keep(
        desk, member, (branch, "01/06/2015", "01/01/2026"), (foreign_branch, "01/01/2026", "")
    )
    assert response.status_code == 302
    assert list(Member.objects.on_roll(foreign_branch, dt.date(2026, 1, 1))) == [member]
    assert not Member.objects.on_roll(branch, dt.date(2026, 1, 1)).exists()


def test_the_same_standing_and_post_twice_are_refused(desk, branch):
    member = make_member(branch)
    standing = {"kind": "exempt", "starts_on": "01/01/2026", "ends_on": ""}
    post = {"unit": branch.pk, "post": "secretary", "starts_on": "01/01/2026", "ends_on": ""}
    rows = spans(standings=[standing, standing], appointments=[post, post])
    html = desk.post(
        f"{MEMBERS}{member.pk}/change/", {"full_name": member.full_name} | rows
    ).content.decode()
    assert "Đảng viên đã ở tình trạng này vào ngày đó." in html
    assert "Đảng viên đã giữ chức vụ này vào ngày đó." in html
    assert not member.appointments.exists()


def test_a_second_secretary_is_refused_beside_the_row(desk, branch):
    appoint(make_member(branch, "Người Một"), branch)
    member = make_member(branch, "Người Hai")
    post = {"unit": branch.pk, "post": "secretary", "starts_on": "01/01/2026", "ends_on": ""}
    data = {"full_name": member.full_name} | spans(appointments=[post])
    html = desk.post(f"{MEMBERS}{member.pk}/change/", data).content.decode()
    assert "Mỗi đơn vị chỉ có một bí thư tại một thời điểm." in html


@pytest.mark.parametrize("query", ["do thi an", "Đỗ Thị", "an do"])
def test_members_are_found_without_marks(desk, branch, query):
    make_member(branch, "Đỗ Thị An")
    make_member(branch, "Lê Văn Bình")
    html = desk.get(MEMBERS, {"q": query}).content.decode()
    assert "Đỗ Thị An" in html
    assert "Chi bộ Trường Thử" in html
    assert "Lê Văn Bình" not in html


def test_members_are_listed_by_given_name(desk, branch):
    for name in ("Bùi Ân", "Vũ An", "Đỗ Ánh"):
        make_member(branch, name)
    html = desk.get(MEMBERS).content.decode()
    assert html.index("Vũ An") < html.index("Đỗ Ánh") < html.index("Bùi Ân")


def test_the_list_of_members_costs_the_same(desk, branch, django_assert_max_num_queries):
    for number in range(20):
        make_member(branch, f"Người Số{'a' * number}")
    with django_assert_max_num_queries(9):
        desk.get(MEMBERS)


def test_members_are_never_deleted(desk, branch):
    member = make_member(branch)
    assert desk.post(f"{MEMBERS}{member.pk}/delete/", {"post": "yes"}).status_code == 403


# --- Rule sets ------------------------------------------------------------------------------------


def rules(**changes):
    data = {
        "name": "Hướng dẫn thử",
        "valid_from": "01/01/2027",
        "attendance_target": "90,5",
        "least_minutes": "90",
        "least_minutes_combined": "120",
        "sessions_per_quarter": "1",
        "papers_days_before": "1",
        "record_days_after": "2",
        "leaves_out_exempt": "on",
    }
    return data | changes


def test_a_rule_set_is_written_with_a_line(desk, db):
    assert desk.post(f"{RULES}add/", rules()).status_code == 302
    saved = RuleSet.objects.get(valid_from=dt.date(2027, 1, 1))
    assert str(saved.attendance_target) == "90.50"
    assert AuditEntry.objects.filter(verb="rule_set.saved").count() == 1


def test_rules_by_which_a_session_was_counted_stand(desk, session):
    address = f"{RULES}{session.rule_set_id}/change/"
    assert desk.get(address).status_code == 200
    assert desk.post(address, rules()).status_code == 403


def test_records_are_not_kept_in_the_admin(desk):
    assert desk.get("/admin/meetings/thematicsession/").status_code == 404


# --- Others ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["reporter", "editor", "moderator"])
@pytest.mark.parametrize("address", [UNITS, MEMBERS, RULES, f"{MEMBERS}add/"])
def test_the_newsroom_sees_no_member_and_no_unit(client, request, branch, who, address):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address).status_code == 403
    html = client.get("/admin/").content.decode()
    assert "/admin/organisation/" not in html
    assert "/admin/meetings/" not in html


def test_secretaries_do_not_enter_the_admin(client, secretary):
    client.force_login(secretary)
    assert client.get(MEMBERS, follow=True).status_code == 403


@pytest.mark.parametrize("who", ["reporter", "secretary"])
def test_nobody_else_looks_units_up(client, request, branch, who):
    client.force_login(request.getfixturevalue(who))
    query = {"app_label": "accounts", "model_name": "rolegrant", "field_name": "unit"}
    assert client.get("/admin/autocomplete/", query).status_code in (302, 403)
