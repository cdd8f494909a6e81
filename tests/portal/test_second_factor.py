"""Outside the demo world nobody enters the admin or the internal zone with a password alone."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_DEMANDED = True


def inside(response, address):
    return response.status_code == 200 and response.request["PATH_INFO"].startswith(address)


@pytest.mark.parametrize("address", ["/noi-bo/", "/noi-bo/vao/"])
def test_a_secretary_without_one_is_led_to_set_it_up(client, secretary, address):
    client.force_login(secretary)
    assert client.get(address).headers["Location"] == "/tai-khoan/2fa/"


def test_an_editor_without_one_is_led_to_set_it_up(client, editor):
    client.force_login(editor)
    assert client.get("/admin/").headers["Location"] == "/tai-khoan/2fa/"
    assert client.post("/toa-soan/anh/").headers["Location"] == "/tai-khoan/2fa/"


def test_the_set_up_page_itself_opens(client, secretary):
    client.force_login(secretary)
    assert client.get("/tai-khoan/2fa/").status_code == 200


def test_with_one_the_doors_open(client, secretary, administrator):
    for user, address in [(secretary, "/noi-bo/"), (administrator, "/admin/")]:
        TOTP.activate(user, generate_totp_secret())
        client.force_login(user)
        assert inside(client.get(address, follow=True), address)


def test_public_pages_ask_for_nothing(client, secretary):
    client.force_login(secretary)
    assert client.get("/").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_a_passer_by_is_asked_to_sign_in_first(client):
    assert client.get("/noi-bo/").headers["Location"].startswith("/tai-khoan/login/")


def test_the_demo_world_does_not_ask(client, secretary, settings):
    settings.SECOND_FACTOR_DEMANDED = False
    client.force_login(secretary)
    assert inside(client.get("/noi-bo/", follow=True), "/noi-bo/")
