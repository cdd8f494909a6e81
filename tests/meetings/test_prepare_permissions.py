"""Every role at every page of a session's preparation: 404 outside the scope, 403 inside it."""

import pytest
from django.urls import reverse

from meetings import actions
from meetings.models import Invitation, SessionFile
from tests.factories import make_plan
from tests.meetings.prepared_parts import address, keep_file
from tests.test_permissions import KEEPERS, ROLES, SEERS

pytestmark = pytest.mark.django_db
WRITERS = KEEPERS | {"administrator"}
# Pages of one session: name → method, who may, what they see.
PAGES = {
    "agenda": ("get", WRITERS, 200),
    "session_files": ("get", WRITERS, 200),
    "invitations": ("get", WRITERS, 200),
    "invitation_text": ("get", WRITERS, 200),
    "session_calendar": ("get", SEERS, 200),
    "mark_materials": ("post", WRITERS, 302),
    "revoke_invitations": ("post", WRITERS, 302),
}
FORMS = {
    "agenda": {"row-TOTAL_FORMS": 1, "row-INITIAL_FORMS": 0, "row-0-text": "Một"},
    "session_files": {},
    "invitations": {},
}


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary)


@pytest.fixture
def file(client, plan, secretary):
    client.force_login(secretary)
    return keep_file(client, plan)


def expected(role, may, done):
    return done if role in may else 403 if role in SEERS else 404


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_session(client, request, plan, role, page):
    client.force_login(request.getfixturevalue(role))
    method, may, done = PAGES[page]
    ask = getattr(client, method)
    response = ask(address(page, plan.pk), {"version": plan.version})
    assert response.status_code == expected(role, may, done)
    assert ask(address(page, 10**9)).status_code == 404


@pytest.mark.parametrize("page", FORMS)
@pytest.mark.parametrize("role", ROLES)
def test_forged_posts(client, request, plan, role, page):
    client.force_login(request.getfixturevalue(role))
    response = client.post(address(page, plan.pk), FORMS[page] | {"version": plan.version})
    if role not in WRITERS:
        assert response.status_code == (403 if role in SEERS else 404)
        plan.refresh_from_db()
        assert plan.version == 2
        assert not plan.agenda.exists()
        assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_reading_a_file(client, request, file, role):
    client.force_login(request.getfixturevalue(role))
    response = client.get(address("session_file", file.pk))
    assert response.status_code == (200 if role in SEERS else 404)


@pytest.mark.parametrize("role", ROLES)
def test_taking_a_file_away(client, request, plan, file, role):
    client.force_login(request.getfixturevalue(role))
    data = {"version": plan.version}
    response = client.post(address("remove_session_file", file.pk), data)
    assert response.status_code == expected(role, WRITERS, 302)
    assert SessionFile.objects.exists() == (role not in WRITERS)


@pytest.mark.parametrize("role", ROLES)
def test_the_page_of_calendars(client, request, branch, role):
    client.force_login(request.getfixturevalue(role))
    may = SEERS | {"foreign_secretary"}
    assert client.get(address("calendars")).status_code == (200 if role in may else 403)


@pytest.mark.parametrize("page", PAGES)
def test_a_foreign_session_is_the_same_as_none(
    client, secretary, foreign_branch, foreign_secretary, page
):
    plan = make_plan(foreign_branch, foreign_secretary)
    client.force_login(secretary)
    ask = getattr(client, PAGES[page][0])
    foreign, nothing = ask(address(page, plan.pk)), ask(address(page, 10**9))
    assert foreign.status_code == nothing.status_code == 404
    assert foreign.content == nothing.content


@pytest.mark.parametrize("page", [*PAGES, "calendars"])
def test_a_reader_is_asked_to_sign_in(client, plan, page):
    url = address(page) if page == "calendars" else address(page, plan.pk)
    assert client.get(url)["Location"].startswith("/tai-khoan/login/")


@pytest.mark.parametrize("page", [page for page in PAGES if PAGES[page][0] == "get"])
def test_nothing_stays_in_a_cache(client, plan, secretary, page):
    client.force_login(secretary)
    assert "no-store" in client.get(address(page, plan.pk))["Cache-Control"]


def test_answers_are_for_the_branch_alone(client, plan, secretary, working_group):
    made = actions.make_invitations(plan, version=plan.version, by=secretary)
    actions.answer_invitation(made[3][0], "no", "illness", "Đau lưng", by=None)
    client.force_login(working_group)
    page = client.get(reverse("meetings:session", args=[plan.pk])).content.decode()
    assert "Đau lưng" not in page
    assert made[3][0].member_name not in page
