"""/admin/login/: the admin's own way in is closed; it leads to the one sign-in page."""

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.django_db


def test_the_admin_asks_for_the_one_sign_in(client):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/tai-khoan/login/?next=")
    assert response.status_code == 200


def test_what_was_asked_for_is_kept(client):
    wanted = "/admin/articles/article/?state=draft&q=a"
    response = client.get("/admin/login/", {"next": wanted})
    location = urlsplit(response.headers["Location"])
    assert location.path == "/tai-khoan/login/"
    assert parse_qs(location.query) == {"next": [wanted]}


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "https://example.com/",
        "//example.com/",
        "javascript:alert(1)",
        "\\\\example.com",
        "/\\a.b",
    ],
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_nobody_is_led_away(client, editor, wanted, signed_in):
    if signed_in:
        client.force_login(editor)
    location = urlsplit(client.get("/admin/login/", {"next": wanted}).headers["Location"])
    assert (location.scheme, location.netloc) == ("", "")
    assert location.path == "/admin/" or parse_qs(location.query) == {"next": ["/admin/"]}


def test_a_password_posted_here_opens_nothing(client, administrator):
    from tests.factories import PASSWORD

    form = {"username": administrator.username, "password": PASSWORD}
    response = client.post("/admin/login/", form)
    assert response.headers["Location"].startswith("/tai-khoan/login/")
    assert "_auth_user_id" not in client.session


def test_the_newsroom_goes_through(client, editor):
    client.force_login(editor)
    assert client.get("/admin/login/?next=/admin/").headers["Location"] == "/admin/"


def test_others_hear_why_not_instead_of_going_in_circles(client, secretary):
    client.force_login(secretary)
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert len(response.redirect_chain) == 1
