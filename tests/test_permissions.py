"""Every role at every internal page: 404 outside the scope, 403 with a reason inside it."""

import pytest
from django.urls import reverse

from meetings.models import PublicSummary
from tests.factories import (
    call_roll,
    make_announcement,
    make_plan,
    make_summary,
    make_task,
    submit,
)

pytestmark = pytest.mark.django_db

ROLES = [
    "reporter",
    "editor",
    "moderator",
    "secretary",
    "deputy",
    "foreign_secretary",
    "working_group",
    "organisation_board",
    "administrator",
    "stranger",
]
# Pages of one record or branch: name → method.
READ = {"session": "get", "minutes": "get"}
KEEP = {
    "session_edit": "get",
    "attendance": "get",
    "discussion": "get",
    "resolutions": "get",
    "tasks": "get",
    "submit_session": "post",
}
KEEPERS = {"secretary", "deputy"}
SEERS = KEEPERS | {"working_group", "organisation_board", "administrator"}


def expected(role, page):
    """What the design says: outside 404, inside without the duty 403, else the page."""
    if role not in SEERS:
        return 404
    if (page in KEEP or page == "minutes") and role not in KEEPERS | {"administrator"}:
        return 403  # minutes of an open record are the branch's own
    return 302 if page == "submit_session" else 200


def ask(client, method, page, pk):
    return getattr(client, method)(reverse(f"meetings:{page}", args=[pk]))


@pytest.mark.parametrize("page", [*READ, *KEEP])
@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_record(client, request, session, secretary, role, page):
    call_roll(session, secretary)
    client.force_login(request.getfixturevalue(role))
    response = ask(client, (READ | KEEP)[page], page, session.pk)
    assert response.status_code == expected(role, page)


@pytest.mark.parametrize("page", [*READ, *KEEP])
@pytest.mark.parametrize("role", ["secretary", "deputy", "working_group"])
def test_a_foreign_record_is_the_same_as_none(client, request, foreign_session, role, page):
    client.force_login(request.getfixturevalue(role))
    foreign = ask(client, (READ | KEEP)[page], page, foreign_session.pk)
    nothing = ask(client, (READ | KEEP)[page], page, 10**9)
    assert foreign.status_code == nothing.status_code == 404
    assert foreign.content == nothing.content


@pytest.mark.parametrize("role", ROLES)
def test_page_of_a_branch(client, request, branch, role):
    client.force_login(request.getfixturevalue(role))
    response = ask(client, "get", "branch", branch.pk)
    assert response.status_code == (200 if role in SEERS else 404)


@pytest.mark.parametrize("page", ["session_new", "prepare_session"])
@pytest.mark.parametrize("role", ROLES)
def test_opening_a_record(client, request, branch, role, page):
    client.force_login(request.getfixturevalue(role))
    response = ask(client, "get", page, branch.pk)
    may = role in KEEPERS | {"administrator"}
    assert response.status_code == (200 if may else 403 if role in SEERS else 404)


PLANNING = {
    "session_plan": "get",
    "session_hold": "get",
    "postpone_session": "get",
    "cancel_session": "get",
    "schedule_session": "post",
}


@pytest.mark.parametrize("page", PLANNING)
@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_plan(client, request, branch, secretary, members, role, page):
    plan = make_plan(branch, secretary)
    client.force_login(request.getfixturevalue(role))
    response = ask(client, PLANNING[page], page, plan.pk)
    done = 302 if page == "schedule_session" else 200
    may = role in KEEPERS | {"administrator"}
    assert response.status_code == (done if may else 403 if role in SEERS else 404)
    assert ask(client, PLANNING[page], page, 10**9).status_code == 404


@pytest.mark.parametrize("page", ["accept_session", "return_session"])
@pytest.mark.parametrize("role", ROLES)
def test_judging_a_record(client, request, session, secretary, role, page):
    submit(session, secretary)
    client.force_login(request.getfixturevalue(role))
    response = ask(client, "get" if page == "return_session" else "post", page, session.pk)
    may = role in {"working_group", "organisation_board", "administrator"}
    done = 200 if page == "return_session" else 302
    assert response.status_code == (done if may else 403 if role in SEERS else 404)


BOARD = {"organisation_board", "administrator"}


@pytest.mark.parametrize("page", ["publish_summary", "withdraw_summary"])
@pytest.mark.parametrize("role", ROLES)
def test_publishing_a_summary(client, request, session, secretary, organisation_board, role, page):
    make_summary(submit(session, secretary), organisation_board)
    client.force_login(request.getfixturevalue(role))
    response = ask(client, "get" if page == "publish_summary" else "post", page, session.pk)
    done = 200 if page == "publish_summary" else 302
    assert response.status_code == (done if role in BOARD else 403 if role in SEERS else 404)
    assert PublicSummary.objects.published().exists() == (done == 200 or role not in BOARD)


@pytest.mark.parametrize("page", ["publish_summary", "withdraw_summary"])
@pytest.mark.parametrize("role", ["secretary", "working_group"])
def test_a_foreign_summary_is_the_same_as_none(
    client, request, foreign_session, foreign_secretary, organisation_board, role, page
):
    make_summary(submit(foreign_session, foreign_secretary), organisation_board)
    client.force_login(request.getfixturevalue(role))
    method = "get" if page == "publish_summary" else "post"
    assert ask(client, method, page, foreign_session.pk).status_code == 404
    assert ask(client, method, page, 10**9).status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_announcing_a_session(client, request, branch, role):
    client.force_login(request.getfixturevalue(role))
    response = ask(client, "get", "announce_session", branch.pk)
    assert response.status_code == (200 if role in BOARD else 403 if role in SEERS else 404)


@pytest.mark.parametrize("role", ROLES)
def test_withdrawing_an_announcement(client, request, branch, organisation_board, role):
    announcement = make_announcement(branch, organisation_board)
    client.force_login(request.getfixturevalue(role))
    response = ask(client, "post", "withdraw_announcement", announcement.pk)
    assert response.status_code == (302 if role in BOARD else 403 if role in SEERS else 404)


@pytest.mark.parametrize("page", ["publish_figures", "withdraw_figures"])
@pytest.mark.parametrize("role", ROLES)
def test_publishing_figures(client, request, session, role, page):
    client.force_login(request.getfixturevalue(role))
    method = "get" if page == "publish_figures" else "post"
    response = getattr(client, method)(reverse(f"meetings:{page}", args=[2026, 4]))
    nothing_yet = 200 if page == "publish_figures" else 404
    assert response.status_code == (nothing_yet if role in BOARD else 403)


@pytest.mark.parametrize("role", ROLES)
def test_the_overview(client, request, branch, role):
    client.force_login(request.getfixturevalue(role))
    response = client.get("/noi-bo/quy/2026/4/")
    may = role in {"working_group", "organisation_board", "administrator"}
    assert response.status_code == (200 if may else 403)


@pytest.mark.parametrize("role", ROLES)
def test_finishing_a_task(client, request, session, secretary, role):
    task = make_task(session, secretary)
    client.force_login(request.getfixturevalue(role))
    response = client.post(reverse("meetings:finish_task", args=[task.pk]))
    may = role in KEEPERS | {"administrator"}
    assert response.status_code == (302 if may else 403 if role in SEERS else 404)


@pytest.mark.parametrize("page", ["/noi-bo/", "/noi-bo/quy/2026/4/", "/noi-bo/vao/"])
def test_a_reader_is_asked_to_sign_in(client, db, page):
    response = client.get(page)
    assert response.status_code == 302
    assert response["Location"].startswith("/tai-khoan/login/")


def test_the_reason_stands_on_the_page_of_refusal(client, session, organisation_board):
    client.force_login(organisation_board)
    response = ask(client, "get", "attendance", session.pk)
    assert "Chỉ bí thư hoặc phó bí thư" in response.content.decode()


@pytest.mark.parametrize("page", [*READ, "attendance"])
def test_nothing_internal_stays_in_a_cache(client, session, secretary, page):
    call_roll(session, secretary)
    client.force_login(secretary)
    assert "no-store" in ask(client, "get", page, session.pk)["Cache-Control"]
