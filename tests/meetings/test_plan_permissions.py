"""Every role at every page of plans: 404 outside the scope, 403 with a reason inside it."""

import pytest
from django.urls import reverse

from tests.factories import hand_down, make_year_plan
from tests.test_permissions import KEEPERS, ROLES, SEERS

pytestmark = pytest.mark.django_db

OVERSEERS = {"working_group", "organisation_board", "administrator"}
WRITERS = KEEPERS | {"administrator"}
# Pages of one plan: name → method, who may, and what they see then.
PAGES = {
    "year_plan": ("get", SEERS, 200),
    "submit_plan": ("post", WRITERS, 302),
    "reopen_plan": ("get", WRITERS, 200),
    "approve_plan": ("post", OVERSEERS, 302),
    "return_plan": ("get", OVERSEERS, 200),
}


def ask(client, method, page, *args):
    return getattr(client, method)(reverse(f"meetings:{page}", args=args))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_plan(client, request, branch, secretary, members, role, page):
    plan = make_year_plan(branch, secretary, state="submitted")
    client.force_login(request.getfixturevalue(role))
    method, may, done = PAGES[page]
    response = ask(client, method, page, plan.pk)
    assert response.status_code == (done if role in may else 403 if role in SEERS else 404)
    assert ask(client, method, page, 10**9).status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_writing_a_plan(client, request, branch, secretary, members, role):
    plan = make_year_plan(branch, secretary, state="returned")
    client.force_login(request.getfixturevalue(role))
    response = ask(client, "post", "year_plan", plan.pk)
    refused = 422  # an empty sheet; but who may not write never comes so far
    assert response.status_code == (refused if role in WRITERS else 403 if role in SEERS else 404)


@pytest.mark.parametrize("role", ROLES)
def test_a_plan_that_was_never_sent_is_its_branch_s(client, request, branch, secretary, role):
    plan = make_year_plan(branch, secretary)
    client.force_login(request.getfixturevalue(role))
    response = ask(client, "get", "year_plan", plan.pk)
    assert response.status_code == (200 if role in WRITERS else 404)
    if role in OVERSEERS - WRITERS:
        assert "Nước sạch" not in ask(client, "get", "branch", branch.pk).content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["secretary", "deputy", "working_group"])
def test_a_foreign_plan_is_the_same_as_none(
    client, request, foreign_branch, foreign_secretary, role, page
):
    plan = make_year_plan(foreign_branch, foreign_secretary, state="submitted")
    client.force_login(request.getfixturevalue(role))
    method = PAGES[page][0]
    foreign, nothing = ask(client, method, page, plan.pk), ask(client, method, page, 10**9)
    assert foreign.status_code == nothing.status_code == 404
    assert foreign.content == nothing.content


@pytest.mark.parametrize("role", ROLES)
def test_beginning_a_plan(client, request, branch, role):
    client.force_login(request.getfixturevalue(role))
    response = ask(client, "get", "plan_new", branch.pk)
    assert response.status_code == (200 if role in WRITERS else 403 if role in SEERS else 404)


@pytest.mark.parametrize("page", ["plans_waiting", "handed_topics"])
@pytest.mark.parametrize("role", ROLES)
def test_the_lists_of_the_committee(client, request, branch, role, page):
    client.force_login(request.getfixturevalue(role))
    response = ask(client, "get", page)
    assert response.status_code == (200 if role in OVERSEERS else 403)


@pytest.mark.parametrize("role", ROLES)
def test_withdrawing_a_topic(client, request, commune, branch, organisation_board, role):
    handed = hand_down(commune, organisation_board)
    client.force_login(request.getfixturevalue(role))
    response = ask(client, "post", "withdraw_handed_topic", handed.pk)
    assert response.status_code == (302 if role in OVERSEERS else 403 if role in SEERS else 404)
    assert ask(client, "post", "withdraw_handed_topic", 10**9).status_code == 404


@pytest.mark.parametrize("page", ["year_plan", "plans_waiting", "handed_topics"])
def test_nothing_of_it_stays_in_a_cache(client, branch, secretary, administrator, page):
    plan = make_year_plan(branch, secretary)
    client.force_login(administrator)
    args = [plan.pk] if page == "year_plan" else []
    assert "no-store" in ask(client, "get", page, *args)["Cache-Control"]
    client.logout()
    assert ask(client, "get", page, *args).status_code == 302
