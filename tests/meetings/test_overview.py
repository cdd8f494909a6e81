"""The board's quarter: who met, with how many."""

import pytest

from tests.factories import call_roll, make_member, make_session, make_unit

pytestmark = pytest.mark.django_db
URL = "/noi-bo/quy/2026/4/"


@pytest.fixture
def finished(session, secretary):
    """A submitted session: 11 of 12 came."""
    from meetings import actions

    call_roll(session, secretary, excused=1)
    actions.record_discussion(
        session, [], summary="", conclusion="Đồng ý.", version=session.version, by=secretary
    )
    session.refresh_from_db()
    actions.submit_session(session, version=session.version, by=secretary)
    return session


def test_it_shows_which_branches_met_and_how_many_came(
    client, organisation_board, finished, foreign_branch
):
    client.force_login(organisation_board)
    page = client.get(URL).content.decode()
    assert "1/2 = 50%" in page
    assert "11/12 = 91,67%" in page
    assert finished.topic in page
    assert page.index("Chưa ghi buổi nào trong quý") < page.index(foreign_branch.name)


def test_a_working_group_sees_its_own_branches_only(
    client, working_group, finished, foreign_session
):
    client.force_login(working_group)
    page = client.get(URL).content.decode()
    assert finished.topic in page
    assert foreign_session.unit_name not in page


def test_a_record_counts_as_held_from_the_roll_call_and_in_the_sum_once_submitted(
    client, organisation_board, session, secretary
):
    client.force_login(organisation_board)
    assert client.get(URL).context["report"].held == 0
    call_roll(session, secretary)
    report = client.get(URL).context["report"]
    assert (report.held, report.expected) == (1, 0)


def test_the_quarter_keeps_names_and_branches_of_its_days(
    client, organisation_board, finished, administrator
):
    import datetime as dt

    from organisation import actions
    from organisation.models import Unit

    unit = finished.unit
    actions.rename_unit(unit, "Chi bộ Sau Này", from_day=dt.date(2027, 1, 1), by=administrator)
    Unit.objects.filter(pk=unit.pk).update(dissolved_on=dt.date(2026, 11, 1))
    client.force_login(organisation_board)
    page = client.get(URL).content.decode()
    assert "Chi bộ Trường Thử" in page
    assert "Chi bộ Sau Này" not in page
    assert "11/12 = 91,67%" in page


@pytest.mark.parametrize(
    "address", ["2026/5", "2026/0", "1999/1", "2099/1", "99999/1", "2026/x", "2026/-1"]
)
def test_an_unknown_quarter_is_not_found(client, organisation_board, address):
    client.force_login(organisation_board)
    assert client.get(f"/noi-bo/quy/{address}/").status_code == 404


def test_a_quarter_before_all_branches_is_empty(client, organisation_board, branch):
    client.force_login(organisation_board)
    response = client.get("/noi-bo/quy/2010/1/")
    assert response.status_code == 200
    assert "chưa có chi bộ nào" in response.content.decode()


def test_đ_stands_beside_d(client, organisation_board, district):
    for name in ("Đảng bộ xã Vân", "Đảng bộ xã Đồng", "Đảng bộ xã Cẩm"):
        committee = make_unit(name, district, "grassroots-committee")
        make_unit("Chi bộ Một", committee, sector="rural")
    client.force_login(organisation_board)
    blocks = client.get(URL).context["report"].blocks
    assert [block.name[-4:].strip() for block in blocks] == ["Cẩm", "Đồng", "Vân"]


def test_it_costs_the_same_for_many_branches(
    client, organisation_board, commune, secretary, django_assert_max_num_queries
):
    for number in range(6):
        unit = make_unit(f"Chi bộ {number}", commune, sector="rural")
        for name in ("Lê An", "Lê Bình"):
            make_member(unit, name)
        make_session(unit, by=secretary)
    client.force_login(organisation_board)
    with django_assert_max_num_queries(8):
        client.get(URL)
