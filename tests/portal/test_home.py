"""/noi-bo/vao/: where a person lands after signing in."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["reporter", "editor", "moderator", "administrator"])
def test_the_newsroom_lands_in_the_admin(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/noi-bo/vao/").headers["Location"] == "/admin/"


@pytest.mark.parametrize("who", ["secretary", "deputy", "working_group", "organisation_board"])
def test_everybody_else_lands_in_the_internal_zone(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/noi-bo/vao/").headers["Location"] == "/noi-bo/"


def test_a_passer_by_is_asked_to_sign_in(client):
    response = client.get("/noi-bo/vao/")
    assert response.headers["Location"] == "/tai-khoan/login/?next=/noi-bo/vao/"


def test_only_reading(client, secretary):
    client.force_login(secretary)
    assert client.post("/noi-bo/vao/").status_code == 405


def test_the_sign_in_form_leads_there(client, secretary):
    from tests.factories import PASSWORD

    form = {"login": secretary.username, "password": PASSWORD}
    response = client.post("/tai-khoan/login/", form)
    assert response.headers["Location"] == "/noi-bo/vao/"
