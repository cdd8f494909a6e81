"""Published summaries of one branch."""

import pytest

from tests.factories import make_summary, submit

pytestmark = pytest.mark.django_db


def test_only_its_own(
    client, session, secretary, foreign_session, foreign_secretary, organisation_board
):
    make_summary(submit(session, secretary), organisation_board, title="Việc trường")
    make_summary(submit(foreign_session, foreign_secretary), organisation_board, title="Việc thôn")
    page = client.get(f"/sinh-hoat-chuyen-de/chi-bo/{session.unit_id}/").content.decode()
    assert "Việc trường" in page
    assert "Đảng bộ xã Đầu" in page
    assert "Việc thôn" not in page


@pytest.mark.parametrize("pk", ["0", "9" * 30])
def test_a_branch_of_which_nothing_is_public_is_none(client, session, secretary, pk):
    submit(session, secretary)
    for key in (session.unit_id, pk):
        assert client.get(f"/sinh-hoat-chuyen-de/chi-bo/{key}/").status_code == 404


def test_it_costs_little(
    client, session, secretary, organisation_board, django_assert_max_num_queries
):
    make_summary(submit(session, secretary), organisation_board)
    with django_assert_max_num_queries(6):
        client.get(f"/sinh-hoat-chuyen-de/chi-bo/{session.unit_id}/")
