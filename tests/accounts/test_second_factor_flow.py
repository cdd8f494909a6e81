"""/tai-khoan/2fa/: setting up the second step, using it, losing the telephone."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail

from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
ACTIVATE = "/tai-khoan/2fa/totp/activate/"
STEP = "/tai-khoan/2fa/authenticate/"


@pytest.fixture(autouse=True)
def _clock_stands_still(monkeypatch):
    """A code must not turn over between its computing and its checking."""
    now = time.time() // 30 * 30 + 15
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now)


@pytest.fixture
def owner(secretary):
    secretary.email = "bithu@example.com"
    secretary.save()
    return secretary


def code(secret, ahead=0):
    """What an app would show now, or `ahead` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def sign_in(client, **kw):
    return client.post("/tai-khoan/login/", {"login": "bithu", "password": PASSWORD}, **kw)


def confirm(client, address):
    """Open a page that asks for the password once more."""
    asked = client.get(address)
    assert asked.headers["Location"].startswith("/tai-khoan/reauthenticate/")
    return client.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)


def switch_on(client):
    sign_in(client)
    html = confirm(client, ACTIVATE).content.decode()
    secret = re.search(r'<code class="key">(\w+)</code>', html)[1]
    response = client.post(ACTIVATE, {"code": code(secret)}, follow=True)
    return secret, response


def signed_in(client):
    return "_auth_user_id" in client.session


def test_the_square_is_a_picture_inside_its_page_and_only_there(client, owner):
    sign_in(client)
    page = confirm(client, ACTIVATE)
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert "img-src 'self' data:" in page.headers["Content-Security-Policy"]
    for address in ("/tai-khoan/2fa/", "/tai-khoan/password/change/", "/noi-bo/"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "data:" not in policy
        assert "unsafe" not in policy


def test_the_app_shows_the_user_name_and_the_portal(client, owner, settings):
    sign_in(client)
    html = confirm(client, ACTIVATE).content.decode()
    assert "otpauth://totp/bithu?secret=" in html
    assert "bithu@example" not in html


def test_it_is_switched_on_with_a_code_and_gives_spare_ones(client, owner, monkeypatch):
    # The test's own transaction is never committed: what waits for that happens at once, inside the
    # request whose address the mail needs (so not after it, as captured callbacks would).
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, **kw: function())
    _secret, response = switch_on(client)
    html = response.content.decode()
    assert response.redirect_chain[-1][0] == "/tai-khoan/2fa/recovery-codes/"
    assert "Đã bật xác thực hai bước." in html
    assert len(re.findall(r"<li><code>\d{8}</code></li>", html)) == 10
    assert "vừa được bật xác thực hai bước" in mail.outbox[-1].body


def test_a_wrong_first_code_keeps_the_square(client, owner):
    sign_in(client)
    html = confirm(client, ACTIVATE).content.decode()
    secret = re.search(r'class="key">(\w+)<', html)[1]
    html = client.post(ACTIVATE, {"code": "12"}).content.decode()
    assert "Mã chưa đúng hoặc đã hết hạn." in html
    assert secret in html
    assert not Authenticator.objects.exists()


def test_afterwards_the_password_alone_opens_nothing(client, owner):
    secret, _response = switch_on(client)
    client.logout()
    assert sign_in(client).headers["Location"] == STEP
    assert not signed_in(client)
    assert client.get("/noi-bo/").headers["Location"].startswith("/tai-khoan/login/")
    response = client.post(STEP, {"code": code(secret)})
    assert response.headers["Location"] == "/noi-bo/vao/"
    assert signed_in(client)


def test_a_wrong_code_gets_a_sentence(client, owner):
    switch_on(client)
    client.logout()
    sign_in(client)
    html = client.post(STEP, {"code": "000"}).content.decode()
    assert "Mã chưa đúng hoặc đã hết hạn." in html
    assert not signed_in(client)
    assert "Hãy nhập mã." in client.post(STEP, {"code": ""}).content.decode()


def test_five_wrong_codes_and_even_the_right_one_waits(client, owner):
    secret, _response = switch_on(client)
    client.logout()
    sign_in(client)
    for _each in range(5):
        client.post(STEP, {"code": "000"})
    html = client.post(STEP, {"code": code(secret)}).content.decode()
    assert "Hãy đợi 15 phút" in html
    assert not signed_in(client)


@pytest.mark.parametrize("ahead", [-1, 1])
def test_a_telephone_half_a_minute_off_is_forgiven(client, owner, ahead):
    secret, _response = switch_on(client)
    client.logout()
    sign_in(client)
    client.post(STEP, {"code": code(secret, ahead)})
    assert signed_in(client)


@pytest.mark.parametrize("ahead", [-2, 2])
def test_a_whole_minute_is_not(client, owner, ahead):
    secret, _response = switch_on(client)
    client.logout()
    sign_in(client)
    client.post(STEP, {"code": code(secret, ahead)})
    assert not signed_in(client)


def test_a_code_opens_once_however_it_is_written(client, owner):
    from django.core.cache import cache

    secret, _response = switch_on(client)
    client.logout()
    sign_in(client)
    shown = code(secret)
    client.post(STEP, {"code": shown})
    assert signed_in(client)
    client.logout()
    # After half a minute the library itself has forgotten it, but with the tolerance it counts on.
    cache.delete(f"allauth.mfa.totp.used?user={owner.pk}&code={shown}")
    sign_in(client)
    client.post(STEP, {"code": f"{shown[:3]} {shown[3:]}"})
    assert not signed_in(client)


def test_a_spare_code_opens_once(client, owner):
    _secret, response = switch_on(client)
    spare = re.search(r"<li><code>(\d{8})</code></li>", response.content.decode())[1]
    client.logout()
    sign_in(client)
    client.post(STEP, {"code": spare})
    assert signed_in(client)
    assert "Còn 9 mã dự phòng" in client.get("/tai-khoan/2fa/").content.decode()
    client.logout()
    sign_in(client)
    client.post(STEP, {"code": spare})
    assert not signed_in(client)


def test_spare_codes_can_be_taken_along(client, owner):
    switch_on(client)
    file = client.get("/tai-khoan/2fa/recovery-codes/download/")
    assert file.headers["Content-Type"].startswith("text/plain")
    assert "Mã dự phòng để đăng nhập." in file.content.decode()
    assert len(re.findall(r"^\d{8}$", file.content.decode(), re.M)) == 10


def test_new_spare_codes_replace_the_old_ones(client, owner):
    _secret, response = switch_on(client)
    old = set(re.findall(r"<code>(\d{8})</code>", response.content.decode()))
    response = client.post("/tai-khoan/2fa/recovery-codes/generate/", follow=True)
    new = set(re.findall(r"<code>(\d{8})</code>", response.content.decode()))
    assert len(new) == 10
    assert not new & old


def test_it_can_be_switched_off_again(client, owner):
    switch_on(client)
    address = "/tai-khoan/2fa/totp/deactivate/"
    response = client.post(address, follow=True)
    assert "Đã tắt xác thực hai bước." in response.content.decode()
    assert not Authenticator.objects.exists()
    assert "vừa bị tắt" in mail.outbox[-1].body


def test_the_waiting_half_can_turn_back(client, owner):
    switch_on(client)
    client.logout()
    sign_in(client)
    response = client.post("/tai-khoan/logout/", {"next": "/tai-khoan/login/"})
    assert response.headers["Location"] == "/tai-khoan/login/"
    assert client.get("/tai-khoan/login/").status_code == 200


def test_passkeys_have_no_pages(client, owner):
    client.force_login(owner)
    assert client.get("/tai-khoan/2fa/webauthn/").status_code == 404


def test_where_it_is_demanded_its_set_up_is_the_first_page(client, owner, settings):
    settings.SECOND_FACTOR_DEMANDED = True
    response = sign_in(client, follow=True)
    assert response.redirect_chain[-1][0] == "/tai-khoan/2fa/"
    assert "Chưa bật" in response.content.decode()
    switch_on(client)
    response = client.get("/noi-bo/", follow=True)
    assert response.request["PATH_INFO"].startswith("/noi-bo/")
    assert response.status_code == 200
