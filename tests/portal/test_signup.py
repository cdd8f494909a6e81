"""Accounts are opened by the administrator: nobody opens one for themselves."""

import pytest

from accounts.models import User

pytestmark = pytest.mark.django_db
FORM = {
    "username": "nguoila",
    "email": "nguoila@example.com",
    "password1": "mật khẩu thử 123",
    "password2": "mật khẩu thử 123",
}


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_form_is_closed(client, method):
    response = getattr(client, method)("/tai-khoan/signup/", FORM)
    assert b'name="password1"' not in response.content
    assert not User.objects.filter(username="nguoila").exists()
    assert "_auth_user_id" not in client.session


def test_no_sign_in_page_offers_it(client):
    assert b"/tai-khoan/signup/" not in client.get("/tai-khoan/login/").content
