"""/admin/accounts/: the administrator opens accounts, gives roles and reads the log."""

import datetime as dt

import pytest
import zeal
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail

from accounts import audit
from accounts.models import AuditEntry, Role, User
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
USERS = "/admin/accounts/user/"
LOG = "/admin/accounts/auditentry/"
FIRST = "mật khẩu đầu tiên 1"


@pytest.fixture(autouse=True)
def _few_lookups():
    """A form looks up each unit that was chosen in it: a handful, however many units there are."""
    with zeal.zeal_ignore([{"model": "organisation.Unit", "field": "get()"}]):
        yield


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


def formset(*rows, initial=0):
    """The inline rows of role grants as a browser sends them."""
    data = {
        "grants-TOTAL_FORMS": len(rows),
        "grants-INITIAL_FORMS": initial,
        "grants-MIN_NUM_FORMS": 0,
        "grants-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        data |= {f"grants-{number}-{name}": value for name, value in row.items()}
    return data


def account(user, **changes):
    data = {"username": user.username, "full_name": user.full_name, "email": user.email}
    data |= {flag: "on" for flag in ("is_active", "is_staff") if getattr(user, flag)}
    data |= changes
    return {name: value for name, value in data.items() if value is not None}


# --- Opening --------------------------------------------------------------------------------------


def open_account(desk, *grants, **changes):
    data = {
        "username": "nguoimoi",
        "full_name": "  Đỗ  Thị Mới ",
        "email": "moi@example.com",
        "password1": FIRST,
        "password2": FIRST,
    } | changes
    return desk.post(f"{USERS}add/", data | formset(*grants))


def test_an_account_is_opened_with_a_role(desk, administrator, branch):
    role = {"role": "secretary", "unit": branch.pk, "starts_on": "01/02/2026"}
    assert open_account(desk, role).status_code == 302
    user = User.objects.get(username="nguoimoi")
    assert user.full_name == "Đỗ Thị Mới"
    assert user.check_password(FIRST)
    assert user.grants.get().starts_on == dt.date(2026, 2, 1)
    assert not user.is_staff
    assert AuditEntry.objects.get(verb="account.opened").actor == administrator
    assert AuditEntry.objects.filter(verb="role.granted").count() == 1


def test_the_new_person_gets_in(desk, client, branch):
    open_account(desk, {"role": "secretary", "unit": branch.pk, "starts_on": "01/02/2026"})
    client.logout()
    client.post("/tai-khoan/login/", {"login": "nguoimoi", "password": FIRST})
    assert client.get("/noi-bo/", follow=True).status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"password1": "ngắn", "password2": "ngắn"}, "Mật khẩu quá ngắn."),
        ({"password2": "khác hẳn câu kia"}, "Hai lần nhập mật khẩu chưa giống nhau."),
        ({"username": "quantri"}, "Tên đăng nhập này đã có người dùng."),
        ({"email": "không phải"}, "email"),
    ],
)
def test_a_refused_account_says_why(desk, changes, sentence):
    response = open_account(desk, **changes)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not User.objects.filter(username="nguoimoi").exists()


# --- Changing -------------------------------------------------------------------------------------


def test_closing_an_account_is_a_tick_and_a_line(desk, stranger):
    data = account(stranger, is_active=None) | formset()
    assert desk.post(f"{USERS}{stranger.pk}/change/", data).status_code == 302
    stranger.refresh_from_db()
    assert not stranger.is_active
    assert AuditEntry.objects.get(verb="account.changed").facts == {"fields": ["is_active"]}


def test_saving_without_a_change_leaves_no_line(desk, stranger):
    before = AuditEntry.objects.count()
    desk.post(f"{USERS}{stranger.pk}/change/", account(stranger) | formset())
    assert AuditEntry.objects.count() == before


def test_an_old_address_can_no_longer_ask_for_a_password(desk, client, stranger):
    stranger.email = "cu@example.com"
    stranger.save()
    client.post("/tai-khoan/password/reset/", {"email": "cu@example.com"})
    assert EmailAddress.objects.filter(user=stranger).exists()
    data = account(stranger, email="moi@example.com") | formset()
    desk.post(f"{USERS}{stranger.pk}/change/", data)
    mail.outbox.clear()
    client.logout()
    client.post("/tai-khoan/password/reset/", {"email": "cu@example.com"})
    assert mail.outbox == []


def test_a_role_is_ended_in_the_row(desk, secretary, branch):
    row = secretary.grants.get()
    data = {
        "id": row.pk,
        "user": secretary.pk,
        "role": row.role,
        "unit": branch.pk,
        "with_units_below": "on",
        "starts_on": "01/06/2015",
        "ends_on": "31/12/2025",
    }
    address = f"{USERS}{secretary.pk}/change/"
    assert desk.post(address, account(secretary) | formset(data, initial=1)).status_code == 302
    row.refresh_from_db()
    assert row.ends_on == dt.date(2025, 12, 31)
    assert AuditEntry.objects.filter(verb="role.changed").count() == 1
    wrong = data | {"ends_on": "01/01/2000"}
    html = desk.post(address, account(secretary) | formset(wrong, initial=1)).content.decode()
    assert "Ngày cuối lại trước ngày đầu." in html


def test_the_same_role_twice_is_refused_beside_the_row(desk, stranger, branch):
    role = {"role": "secretary", "unit": branch.pk, "starts_on": "01/02/2026", "ends_on": ""}
    ended = role | {"ends_on": "01/03/2026"}
    later = role | {"starts_on": "02/03/2026"}
    address = f"{USERS}{stranger.pk}/change/"
    html = desk.post(address, account(stranger) | formset(role, role)).content.decode()
    assert "Người này đã có vai trò này ở đơn vị này." in html
    touching = later | {"starts_on": "01/03/2026"}
    assert desk.post(address, account(stranger) | formset(ended, touching)).status_code == 200
    assert desk.post(address, account(stranger) | formset(ended, later)).status_code == 302
    assert stranger.grants.count() == 2


def test_a_role_is_taken_away_in_the_row(desk, secretary, branch):
    row = secretary.grants.get()
    data = {
        "id": row.pk,
        "user": secretary.pk,
        "role": row.role,
        "unit": branch.pk,
        "starts_on": "01/06/2015",
        "DELETE": "on",
    }
    desk.post(f"{USERS}{secretary.pk}/change/", account(secretary) | formset(data, initial=1))
    assert not secretary.grants.exists()
    assert AuditEntry.objects.filter(verb="role.withdrawn").count() == 1


def test_a_password_is_set_through_the_form_and_leaves_a_line(desk, stranger):
    data = {"password1": FIRST, "password2": FIRST, "usable_password": "true"}
    address = f"{USERS}{stranger.pk}/password/"
    assert desk.get(address).status_code == 200
    assert desk.post(address, data).status_code == 302
    stranger.refresh_from_db()
    assert stranger.check_password(FIRST)
    assert AuditEntry.objects.filter(verb="account.password_set").count() == 1
    assert desk.post(address, data | {"password2": "x"}).status_code == 200
    assert AuditEntry.objects.filter(verb="account.password_set").count() == 1


def test_nobody_locks_themselves_out(desk, administrator):
    data = account(administrator, is_active=None) | formset()
    desk.post(f"{USERS}{administrator.pk}/change/", data)
    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.is_superuser


def test_a_lost_telephone(desk, client, secretary):
    TOTP.activate(secretary, generate_totp_secret())
    data = {"action": "remove_second_factor", "_selected_action": [secretary.pk]}
    html = desk.post(USERS, data, follow=True).content.decode()
    assert "Đã gỡ xác thực hai bước của 1 tài khoản." in html
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.filter(verb="account.second_factor_removed").count() == 1
    client.logout()
    response = client.post("/tai-khoan/login/", {"login": "bithu", "password": PASSWORD})
    assert response.headers["Location"] == "/noi-bo/vao/"


def test_accounts_are_never_deleted(desk, stranger):
    assert desk.post(f"{USERS}{stranger.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in desk.get(USERS).content.decode()


# --- The list -------------------------------------------------------------------------------------


def test_the_list_shows_roles_of_today(desk, secretary, editor):
    html = desk.get(USERS).content.decode()
    assert "Bí thư chi bộ, Chi bộ Trường Thử" in html
    assert "Biên tập viên, Đảng bộ huyện Thử" in html
    secretary.grants.update(ends_on=dt.date(2020, 1, 1))
    assert "Bí thư chi bộ, Chi bộ Trường Thử" not in desk.get(USERS).content.decode()


@pytest.mark.parametrize("query", ["do thi binh", "Đỗ Thị", "bithu", "binh@example"])
def test_people_are_found_without_marks(desk, secretary, editor, query):
    secretary.full_name, secretary.email = "Đỗ Thị Bình", "binh@example.com"
    secretary.save()
    html = desk.get(USERS, {"q": query}).content.decode()
    assert "Đỗ Thị Bình" in html
    assert ">bientap<" not in html


def test_the_list_costs_the_same_with_more_people(desk, branch, django_assert_max_num_queries):
    from tests.factories import grant, make_user

    for number in range(12):
        grant(make_user(f"nguoi{number}"), Role.SECRETARY, branch)
    with django_assert_max_num_queries(9):
        desk.get(USERS)


# --- The log --------------------------------------------------------------------------------------


def test_the_log_reads_like_sentences(desk, administrator, branch):
    audit.record("unit.renamed", branch, by=administrator, old="Chi bộ Cũ")
    html = desk.get(LOG).content.decode()
    assert "đổi tên đơn vị" in html
    assert "Chi bộ Trường Thử" in html
    entry = AuditEntry.objects.get(verb="unit.renamed")
    assert "old: Chi bộ Cũ" in desk.get(f"{LOG}{entry.pk}/change/").content.decode()


def test_the_log_is_filtered_by_deed_and_searched_by_name(desk, administrator, branch, commune):
    audit.record("unit.renamed", branch, by=administrator)
    audit.record("unit.moved", commune, by=administrator)
    html = desk.get(LOG, {"verb": "unit.moved"}).content.decode()
    assert 'class="field-label">Đảng bộ xã Đầu<' in html
    assert 'class="field-label">Chi bộ Trường Thử<' not in html
    html = desk.get(LOG, {"q": "Trường Thử"}).content.decode()
    assert 'class="field-label">Chi bộ Trường Thử<' in html
    assert 'class="field-label">Đảng bộ xã Đầu<' not in html


def test_nobody_writes_in_the_log(desk, administrator, branch):
    entry = audit.record("unit.renamed", branch, by=administrator)
    assert desk.get(f"{LOG}add/").status_code == 403
    assert desk.post(f"{LOG}{entry.pk}/change/", {"label": "khác"}).status_code == 403
    assert desk.post(f"{LOG}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert AuditEntry.objects.get(pk=entry.pk).label == "Chi bộ Trường Thử"


# --- Others ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["reporter", "editor", "moderator"])
@pytest.mark.parametrize("address", [USERS, f"{USERS}add/", LOG])
def test_the_newsroom_has_no_business_here(client, request, who, address):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address).status_code == 403
    assert "/admin/accounts/" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("part", ["auth/group/", "account/emailaddress/", "mfa/authenticator/"])
def test_tables_of_the_libraries_have_no_page(desk, part):
    assert desk.get(f"/admin/{part}").status_code == 404
