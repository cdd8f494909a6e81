"""Publishing the sums of a quarter."""

import pytest

from accounts.models import AuditEntry
from branch_portal.lib.dates import Quarter
from meetings import reports
from meetings.models import QuarterFigures
from tests.factories import call_roll, make_member, make_session, submit

pytestmark = pytest.mark.django_db
URL = "/noi-bo/quy/2026/4/cong-bo/"
QUARTER = Quarter(2026, 4)


@pytest.fixture
def submitted(session, secretary, foreign_branch):
    call_roll(session, secretary, excused=1)
    return submit(session, secretary)


@pytest.fixture
def seen(submitted, district):
    return reports.figures(district, QUARTER)


def test_the_board_publishes_what_it_sees(client, organisation_board, seen):
    client.force_login(organisation_board)
    page = client.get(URL).content.decode()
    assert "1/2 = 50%" in page
    assert "11/12 = 91,67%" in page
    assert client.post(URL, seen).status_code == 302
    figures = QuarterFigures.objects.get()
    assert (figures.branches_met, figures.branches, figures.sessions) == (1, 2, 1)
    assert (figures.present, figures.expected) == (11, 12)
    assert AuditEntry.objects.first().verb == "figures.published"


def test_they_are_frozen_until_published_again(
    client, organisation_board, seen, foreign_branch, foreign_session, foreign_secretary
):
    client.force_login(organisation_board)
    client.post(URL, seen)
    submit(foreign_session, foreign_secretary)
    assert QuarterFigures.objects.get().branches_met == 1
    page = client.get(URL).content.decode()
    assert "Bản đã công bố: 1/2 chi bộ" in page
    assert "2/2 = 100%" in page
    client.post(URL, reports.figures(foreign_branch.parent.parent, QUARTER))
    figures = QuarterFigures.objects.get()
    assert (figures.branches_met, figures.version) == (2, 2)


def test_figures_that_changed_meanwhile_are_not_published(client, organisation_board, seen):
    client.force_login(organisation_board)
    response = client.post(URL, seen | {"present": seen["present"] - 1})
    assert response.status_code == 422
    assert "Số liệu đã thay đổi" in response.content.decode()
    assert not QuarterFigures.objects.exists()


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 40, "1,5"])
def test_nonsense_publishes_nothing(client, organisation_board, seen, nonsense):
    client.force_login(organisation_board)
    assert client.post(URL, seen | {"expected": nonsense}).status_code == 422
    assert not QuarterFigures.objects.exists()


def test_open_records_are_not_counted(client, organisation_board, session, secretary, district):
    call_roll(session, secretary)
    assert reports.figures(district, QUARTER)["branches_met"] == 0
    client.force_login(organisation_board)
    response = client.post(URL, reports.figures(district, QUARTER))
    assert "chưa có biên bản nào được gửi" in response.content.decode()
    assert not QuarterFigures.objects.exists()


def test_a_board_below_the_top_does_not_speak_for_all(client, commune, submitted):
    from accounts.models import Role
    from tests.factories import grant, make_user

    board = make_user("banxa")
    grant(board, Role.ORGANISATION_BOARD, commune)
    client.force_login(board)
    response = client.get(URL)
    assert response.status_code == 403
    assert "cấp ủy cao nhất" in response.content.decode()


@pytest.mark.parametrize("address", ["2026/5", "2026/0", "1999/1", "2099/1", "99999/1"])
def test_an_unknown_quarter_is_not_found(client, organisation_board, address):
    client.force_login(organisation_board)
    assert client.get(f"/noi-bo/quy/{address}/cong-bo/").status_code == 404


def test_it_costs_the_same_for_many_branches(
    client, organisation_board, commune, secretary, django_assert_max_num_queries
):
    from tests.factories import make_unit

    for number in range(5):
        unit = make_unit(f"Chi bộ {number}", commune, sector="rural")
        for name in ("Lê An", "Lê Bình"):
            make_member(unit, name)
        make_session(unit, by=secretary)
    client.force_login(organisation_board)
    with django_assert_max_num_queries(9):
        client.get(URL)
