"""/tai-khoan/: signing in and out, lost passwords, and what happens to those who guess."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from accounts.models import User
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/tai-khoan/login/"
RESET = "/tai-khoan/password/reset/"
NEW = "một mật khẩu thật mới 9"


def sign_in(client, user, password=PASSWORD, **kw):
    return client.post(SIGN_IN, {"login": user.username, "password": password}, **kw)


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def owner(secretary):
    secretary.email = "bithu@example.com"
    secretary.full_name = "Lê Thị Bí Thư"
    secretary.save()
    return secretary


def asked_for_link(client, email="bithu@example.com", **kw):
    client.post(RESET, {"email": email}, **kw)
    return re.search(r"https?://\S+", mail.outbox[-1].body)[0]


# --- The door -------------------------------------------------------------------------------------


def test_the_page_says_for_whom_it_is(client):
    html = client.get(SIGN_IN).content.decode()
    assert "Dành cho cán bộ của cổng thông tin" in html
    assert "/tai-khoan/signup/" not in html
    assert 'autocomplete="current-password"' in html
    assert "placeholder" not in html


def test_name_and_password_open_it(client, secretary):
    assert sign_in(client, secretary).headers["Location"] == "/noi-bo/vao/"
    assert signed_in(client)


def test_the_newsroom_ends_up_in_the_admin(client, editor):
    response = sign_in(client, editor, follow=True)
    assert response.redirect_chain[-1][0] == "/admin/"


def test_letters_of_either_size_and_spaces_around_are_forgiven(client, secretary):
    client.post(SIGN_IN, {"login": " BiThu ", "password": PASSWORD})
    assert signed_in(client)


def test_a_wrong_password_gets_a_vietnamese_sentence_and_keeps_the_name(client, secretary):
    html = sign_in(client, secretary, "sai bét").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in html
    assert 'value="bithu"' in html
    assert "sai bét" not in html
    assert not signed_in(client)


def test_an_unknown_name_gets_the_same_sentence(client, secretary):
    response = client.post(SIGN_IN, {"login": "khongco", "password": PASSWORD})
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in response.content.decode()


def test_empty_fields_are_named(client):
    html = client.post(SIGN_IN, {"login": "", "password": ""}).content.decode()
    assert "Hãy nhập tên đăng nhập." in html
    assert "Hãy nhập mật khẩu." in html


def test_a_closed_account_is_told_so(client, secretary):
    User.objects.filter(pk=secretary.pk).update(is_active=False)
    response = sign_in(client, secretary, follow=True)
    assert response.redirect_chain[-1][0] == "/tai-khoan/inactive/"
    assert "Tài khoản này đã khóa" in response.content.decode()
    assert not signed_in(client)


def test_closing_an_account_ends_its_visit(client, secretary):
    sign_in(client, secretary)
    User.objects.filter(pk=secretary.pk).update(is_active=False)
    assert client.get("/noi-bo/").headers["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("wanted", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_nobody_is_led_away(client, secretary, wanted):
    form = {"login": "bithu", "password": PASSWORD, "next": wanted}
    assert client.post(SIGN_IN, form).headers["Location"] == "/noi-bo/vao/"


def test_what_was_asked_for_opens_afterwards(client, secretary, branch):
    wanted = f"/noi-bo/chi-bo/{branch.pk}/"
    assert f'value="{wanted}"' in client.get(SIGN_IN, {"next": wanted}).content.decode()
    form = {"login": "bithu", "password": PASSWORD, "next": wanted}
    assert client.post(SIGN_IN, form).headers["Location"] == wanted


def test_the_session_gets_another_key(client, secretary):
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "1"
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, secretary)
    assert client.session.session_key != before


def test_the_visit_ends_with_the_browser(client, secretary):
    cookie = sign_in(client, secretary).cookies["sessionid"]
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert cookie["httponly"]


def test_signing_out_ends_it(client, secretary):
    sign_in(client, secretary)
    key = client.session.session_key
    assert client.get("/tai-khoan/logout/").status_code == 200
    assert signed_in(client)
    assert client.post("/tai-khoan/logout/").headers["Location"] == "/"
    client.cookies["sessionid"] = key
    assert client.get("/noi-bo/").headers["Location"].startswith(SIGN_IN)


def test_these_pages_are_in_nobodys_cache(client):
    assert "no-store" in client.get(SIGN_IN).headers["Cache-Control"]


# --- What stays shut ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part",
    ["email/", "confirm-email/", "confirm-email/abc/", "password/set/", "login/code/confirm/"],
)
def test_pages_that_make_no_sense_here_do_not_exist(client, secretary, part):
    client.force_login(secretary)
    assert client.get(f"/tai-khoan/{part}").status_code == 404


def test_the_closed_sign_up_says_who_opens_accounts(client):
    html = client.get("/tai-khoan/signup/").content.decode()
    assert "Tài khoản do quản trị viên cấp" in html


# --- Those who guess ------------------------------------------------------------------------------


def test_after_five_wrong_passwords_the_right_one_waits_too(client, secretary):
    for _each in range(5):
        sign_in(client, secretary, "sai")
    html = sign_in(client, secretary).content.decode()
    assert "Đã thử sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại." in html
    assert not signed_in(client)


def test_another_host_header_or_way_of_writing_gives_no_fresh_count(client, secretary):
    for number in range(5):
        form = {"login": "BITHU" if number % 2 else " bithu", "password": "sai"}
        client.post(SIGN_IN, form, headers={"host": f"localhost:{9000 + number}"})
    html = sign_in(client, secretary, headers={"host": "127.0.0.1"}).content.decode()
    assert "Đã thử sai quá nhiều lần." in html


def test_others_are_not_locked_out_with_the_one(client, secretary, deputy):
    for _each in range(6):
        sign_in(client, secretary, "sai")
    sign_in(client, deputy)
    assert signed_in(client)


def test_twenty_wrong_ones_from_one_network_are_enough(client, deputy):
    for number in range(20):
        client.post(SIGN_IN, {"login": f"ai{number}", "password": "sai"})
    assert "Đã thử sai quá nhiều lần." in sign_in(client, deputy).content.decode()
    sign_in(client, deputy, REMOTE_ADDR="203.0.113.9")
    assert signed_in(client)


def test_behind_the_proxy_its_own_entry_counts(client, deputy, settings):
    settings.BEHIND_PROXY = True
    for number in range(20):
        client.post(
            SIGN_IN,
            {"login": f"ai{number}", "password": "sai"},
            headers={"x-forwarded-for": f"10.0.{number}.1, 198.51.100.7"},
        )
    forged = {"x-forwarded-for": "192.0.2.200, 198.51.100.7"}
    assert "quá nhiều lần" in sign_in(client, deputy, headers=forged).content.decode()
    sign_in(client, deputy, headers={"x-forwarded-for": "203.0.113.9"})
    assert signed_in(client)


def test_good_sign_ins_do_not_count(client, secretary):
    for _each in range(8):
        sign_in(client, secretary)
        assert signed_in(client)
        client.post("/tai-khoan/logout/")


def test_a_storm_gets_a_page_in_vietnamese(client, secretary):
    for _each in range(30):
        response = client.post(SIGN_IN, {"login": "", "password": ""})
    response = client.post(SIGN_IN, {"login": "", "password": ""})
    assert response.status_code == 429
    assert "Hãy đợi một phút rồi thử lại." in response.content.decode()


# --- Changing the password ------------------------------------------------------------------------


def test_a_changed_password_signs_out_and_writes_to_its_owner(client, owner):
    sign_in(client, owner)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    response = client.post("/tai-khoan/password/change/", form, follow=True)
    assert response.redirect_chain[-1][0] == "/tai-khoan/login/?next=/noi-bo/vao/"
    assert "Đã đổi mật khẩu. Hãy đăng nhập bằng mật khẩu mới." in response.content.decode()
    assert not signed_in(client)
    (letter,) = mail.outbox
    assert letter.to == ["bithu@example.com"]
    assert "Mật khẩu tài khoản của bạn vừa được đổi." in letter.body
    assert "127.0.0.1" not in letter.body
    sign_in(client, owner, NEW)
    assert signed_in(client)


@pytest.mark.parametrize(
    ("old", "first", "second", "sentence"),
    [
        ("sai", NEW, NEW, "Mật khẩu hiện tại chưa đúng."),
        (PASSWORD, "ngắn", "ngắn", "Mật khẩu quá ngắn. Cần ít nhất 12 ký tự."),
        (PASSWORD, NEW, NEW + "x", "Hai lần nhập mật khẩu chưa giống nhau."),
        (PASSWORD, "Lê Thị Bí Thư", "Lê Thị Bí Thư", "Mật khẩu quá giống với họ và tên."),
        (PASSWORD, "", "", "Hãy nhập mật khẩu mới."),
    ],
)
def test_a_refused_change_says_why(client, owner, old, first, second, sentence):
    client.force_login(owner)
    form = {"oldpassword": old, "password1": first, "password2": second}
    assert sentence in client.post("/tai-khoan/password/change/", form).content.decode()
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_the_admin_leads_to_the_one_form(client, administrator):
    client.force_login(administrator)
    response = client.get("/admin/password_change/")
    assert response.headers["Location"] == "/tai-khoan/password/change/"


# --- The lost password ----------------------------------------------------------------------------


def test_the_mail_is_vietnamese_and_leads_to_the_portals_own_address(client, owner, settings):
    settings.SITE_URL = "https://cong.example.vn"
    link = asked_for_link(client, headers={"host": "127.0.0.1:8000"})
    (letter,) = mail.outbox
    assert letter.to == ["bithu@example.com"]
    assert letter.subject.startswith(f"[{settings.SITE_NAME}] Đặt mật khẩu mới")
    assert "Kính gửi Lê Thị Bí Thư" in letter.body
    assert "“bithu”" in letter.body
    assert link.startswith("https://cong.example.vn/tai-khoan/password/reset/key/")
    assert "127.0.0.1" not in letter.body


def test_the_link_works_once(client, owner):
    link = asked_for_link(client)
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0]
    assert "set-password" in address
    response = client.post(address, {"password1": NEW, "password2": NEW}, follow=True)
    assert "Đã đổi mật khẩu" in response.content.decode()
    assert "vừa được đặt lại" in mail.outbox[-1].body
    owner.refresh_from_db()
    assert owner.check_password(NEW)
    assert not signed_in(client)
    again = client.get(link, follow=True).content.decode()
    assert "Liên kết này không dùng được nữa" in again


def test_the_link_grows_old(client, owner, settings):
    link = asked_for_link(client)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "không dùng được nữa" in client.get(link, follow=True).content.decode()


def test_a_weak_new_password_is_refused(client, owner):
    address = client.get(asked_for_link(client), follow=True).redirect_chain[-1][0]
    html = client.post(address, {"password1": "123", "password2": "123"}).content.decode()
    assert "Mật khẩu quá ngắn." in html


def test_a_stranger_learns_nothing_and_nobody_gets_a_mail(client, owner):
    known = client.post(RESET, {"email": "bithu@example.com"}, follow=True)
    mail.outbox.clear()
    unknown = client.post(RESET, {"email": "ai@example.com"}, follow=True)
    assert mail.outbox == []
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content


def test_a_closed_account_gets_no_link(client, owner):
    User.objects.filter(pk=owner.pk).update(is_active=False)
    client.post(RESET, {"email": "bithu@example.com"})
    assert mail.outbox == []


def test_no_more_than_five_links_a_minute(client, owner):
    for _each in range(5):
        client.post(RESET, {"email": "bithu@example.com"})
    assert client.post(RESET, {"email": "bithu@example.com"}).status_code == 429
    assert len(mail.outbox) == 5


def test_a_mail_server_that_is_down_does_not_undo_the_change(client, owner, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 9
    client.force_login(owner)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/tai-khoan/password/change/", form).status_code == 302
    owner.refresh_from_db()
    assert owner.check_password(NEW)
    assert "was not sent" in caplog.text
    assert "bithu" not in caplog.text


def test_the_address_was_not_confirmed_and_need_not_be(client, owner):
    asked_for_link(client)
    assert not EmailAddress.objects.filter(user=owner, verified=True).exists()
