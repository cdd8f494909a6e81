"""The first page of the internal zone."""

import pytest

from accounts.models import Role
from tests.factories import grant

pytestmark = pytest.mark.django_db


def test_a_secretary_lands_on_her_branch(client, secretary, branch):
    client.force_login(secretary)
    assert client.get("/noi-bo/")["Location"] == f"/noi-bo/chi-bo/{branch.pk}/"


def test_the_board_lands_on_the_current_quarter(client, organisation_board, branch):
    client.force_login(organisation_board)
    assert client.get("/noi-bo/")["Location"].startswith("/noi-bo/quy/20")


def test_a_secretary_of_two_branches_chooses(client, secretary, branch, foreign_branch):
    grant(secretary, Role.SECRETARY, foreign_branch)
    client.force_login(secretary)
    page = client.get("/noi-bo/").content.decode()
    assert branch.name in page
    assert foreign_branch.name in page


def test_somebody_without_work_is_told_why(client, stranger):
    client.force_login(stranger)
    response = client.get("/noi-bo/")
    assert response.status_code == 403
    assert "chưa được giao việc ở chi bộ nào" in response.content.decode()


def test_it_only_reads(client, secretary):
    client.force_login(secretary)
    assert client.post("/noi-bo/").status_code == 405


def test_it_is_cheap(client, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    with django_assert_max_num_queries(5):
        client.get("/noi-bo/")
