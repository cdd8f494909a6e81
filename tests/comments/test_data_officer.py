"""The data officer's pages in the admin."""

import datetime as dt
import json

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import AuditEntry
from comments.actions import _mailing
from comments.models import Comment, DataRequest
from tests.comments.letters import ADDRESS, make_reader, make_request
from tests.factories import grant, make_article, make_comment, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/datarequest/"
FIND = f"{LIST}tim/"


@pytest.fixture
def officer(district):
    user = make_user("dulieu", full_name="Lê Thị Dữ", is_staff=True)
    grant(user, "data_officer", district)
    return user


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer)
    return client


def page(request):
    return f"{LIST}{request.pk}/change/"


def address_of(comment):
    return f"{LIST}y-kien/{comment.pk}/dia-chi/"


def post(client, request, deed, **words):
    request.refresh_from_db()
    form = {"deed": deed, "version": request.version, "words": "", "name": ""} | words
    return client.post(page(request), form)


def test_an_address_is_shown_once_and_the_look_is_written_down(at_work, officer):
    comment = make_reader()
    response = at_work.post(address_of(comment))
    assert ADDRESS in response.text
    assert "no-store" in response.headers["Cache-Control"]
    entry = AuditEntry.objects.get(verb="comment.address_shown")
    assert entry.actor == officer
    assert entry.target.endswith(f":{comment.pk}")
    assert "bimat" not in f"{entry.label} {entry.facts}"
    assert at_work.get(address_of(comment)).status_code == 405


def test_where_there_is_none_it_says_so(at_work):
    response = at_work.post(address_of(make_comment(make_article())))
    assert "không còn nữa" in response.text
    assert not AuditEntry.objects.filter(verb="comment.address_shown").exists()


def test_a_lost_key_is_said(at_work, settings):
    comment = make_reader()
    settings.ADDRESS_KEYS = ["A" * 43 + "="]
    assert "không ai đọc được nữa" in at_work.post(address_of(comment)).text


@pytest.mark.parametrize("who", ["moderator", "editor", "administrator"])
def test_nobody_else_sees_an_address(client, request, who):
    comment = make_reader()
    row = make_request()
    client.force_login(request.getfixturevalue(who))
    assert client.post(address_of(comment)).status_code == 403
    assert client.post(FIND, {"email": ADDRESS}).status_code == 403
    assert client.get(LIST).status_code == 403
    assert client.get(page(row)).status_code == 403
    assert client.post(f"{LIST}y-kien/{comment.pk}/xoa/", {"sure": "on"}).status_code == 403
    assert client.post(page(row), {"deed": "address"}).status_code == 403


def test_the_button_stands_on_the_card_for_the_officer_alone(client, moderator, officer, district):
    card = f"/admin/comments/comment/{make_reader().pk}/change/"
    client.force_login(moderator)
    assert "Hiện địa chỉ" not in client.get(card).text
    grant(officer, "moderator", district)
    client.force_login(officer)
    html = client.get(card).text
    assert "Hiện địa chỉ" in html
    assert ADDRESS not in html


def test_comments_are_found_by_an_address_in_any_spelling(at_work):
    mine = make_reader()
    other = make_reader(mine.article, email="khac@example.vn")
    response = at_work.post(FIND, {"email": "BiMat.Rieng+tin@example.VN"})
    assert mine.code in response.text
    assert other.code not in response.text
    assert "1 ý kiến" in response.text
    entry = AuditEntry.objects.get(verb="comment.sender_sought")
    assert entry.facts == {"found": 1}
    assert "bimat" not in entry.label


def test_a_search_for_nonsense_is_refused_and_none_stands_in_an_address_bar(at_work):
    assert at_work.post(FIND, {"email": "không"}).status_code == 422
    make_reader()
    assert "0 ý kiến" not in at_work.get(FIND, {"email": ADDRESS}).text
    assert ADDRESS not in at_work.get(FIND, {"email": ADDRESS}).text
    assert not AuditEntry.objects.filter(verb="comment.sender_sought").exists()


def test_who_has_only_a_code_is_helped_too(at_work):
    comment = make_comment(make_article(), "Không ghi địa chỉ.")
    html = at_work.post(FIND, {"code": comment.code.lower()}).text
    path = f"{LIST}y-kien/{comment.pk}/xoa/"
    assert path in html
    assert "Không ghi địa chỉ." in at_work.get(path).text
    assert at_work.post(path).status_code == 422
    assert Comment.objects.get().text
    assert at_work.post(path, {"sure": "on"}).status_code == 302
    assert Comment.objects.get().state == "erased"
    assert AuditEntry.objects.filter(verb="comment.erased").count() == 1
    assert at_work.post(path, {"sure": "on"}).status_code == 302


@pytest.mark.parametrize("form", [{}, {"email": ADDRESS, "code": "ABCDEFGHJK"}])
def test_a_search_is_by_one_of_the_two(at_work, form):
    assert at_work.post(FIND, form).status_code == 422


def test_the_list_stands_in_the_order_of_the_dates_and_marks_what_is_late(at_work):
    make_reader()
    make_reader(email="khac@example.vn")
    late, fresh = make_request(), make_request(email="khac@example.vn")
    DataRequest.objects.filter(pk=late.pk).update(
        answer_due_on=timezone.localdate() - dt.timedelta(days=3)
    )
    from comments import actions

    actions.ask_about_data(kind="export", email=ADDRESS, words="Chưa xác nhận")
    html = at_work.get(LIST).text
    assert html.index(f"{page(late)}") < html.index(f"{page(fresh)}")
    assert html.count("(quá hạn)") == 1
    assert "Chưa xác nhận</" not in html
    assert ADDRESS not in html


def test_the_list_costs_the_same_however_long(at_work, django_assert_max_num_queries):
    for number in range(30):
        DataRequest.objects.create(kind="erase", state="received", words=f"{number}")
    with django_assert_max_num_queries(9):
        at_work.get(LIST)


def test_everything_that_is_kept_is_downloaded(at_work, moderator):
    comment = make_reader(text="<b>Lời</b> của tôi", author_name="Tươi <i>")
    from comments import actions

    actions.escalate(comment, version=1, note="Ghi chú kín", by=moderator)
    request = make_request("export", words="Cho tôi xem.")
    response = post(at_work, request, "export_json")
    found = json.loads(response.content)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert found["comments"][0]["text"] == "<b>Lời</b> của tôi"
    assert found["comments"][0]["name"] == "Tươi <i>"
    assert found["comments"][0]["decisions"][0]["state"] == "escalated"
    assert found["requests"][0]["words"] == "Cho tôi xem."
    for not_theirs in ("Ghi chú kín", str(moderator), comment.email_tag):
        assert not_theirs not in response.text
    html = post(at_work, request, "export_html")
    assert "&lt;b&gt;Lời&lt;/b&gt; của tôi" in html.text
    assert "<b>Lời" not in html.text
    assert AuditEntry.objects.filter(verb="request.exported").count() == 2
    request.refresh_from_db()
    assert request.state == "received"


def test_erasing_is_asked_for_twice(at_work):
    make_reader()
    request = make_request()
    response = post(at_work, request, "erase")
    assert response.status_code == 422
    assert "không thể hoàn lại" in response.text
    assert Comment.objects.get().text
    response = post(at_work, request, "erase", sure="on", words="Đã xóa xong.")
    assert response.status_code == 302
    assert Comment.objects.get().state == "erased"
    mail.outbox.clear()
    _mailing.send_due()
    (message,) = [message for message in mail.outbox if message.to == [ADDRESS]]
    assert "Đã xóa xong." in message.body


def test_an_answer_is_mailed_and_the_request_stays_open(at_work):
    make_reader()
    request = make_request("correct", words="Sai tên tôi.")
    assert post(at_work, request, "answer").status_code == 422
    assert post(at_work, request, "answer", words="Chúng tôi đang xem.").status_code == 302
    request.refresh_from_db()
    assert (request.state, request.closed_at) == ("answered", None)
    assert post(at_work, request, "refuse", words="Không đủ căn cứ.").status_code == 302
    request.refresh_from_db()
    assert (request.state, request.words, request.email_cipher) == ("refused", "", None)
    mail.outbox.clear()
    _mailing.send_due()
    bodies = [message.body for message in mail.outbox if message.to == [ADDRESS]]
    assert "Không đủ căn cứ." in bodies[-1]
    assert "Sai tên tôi." not in "".join(bodies)
    html = at_work.get(page(request)).text
    assert "đã được xóa" in html
    assert "<textarea" not in html


@pytest.mark.parametrize(
    ("deed", "words", "state"),
    [
        ("close", {}, "done"),
        ("correct", {"name": "Vũ Thị Tươi"}, "done"),
        ("withdraw", {"sure": "on"}, "done"),
        ("withdraw_hide", {"sure": "on"}, "done"),
        ("withdraw", {}, "received"),
        ("correct", {"name": ""}, "received"),
        ("correct", {"name": "x" * 61}, "received"),
        ("correct", {"name": "Công an huyện"}, "received"),
        ("nonsense", {}, "received"),
        ("", {}, "received"),
    ],
)
def test_each_button_does_its_deed_or_says_why_not(at_work, deed, words, state):
    make_reader(state="approved")
    request = make_request("withdraw")
    response = post(at_work, request, deed, **words)
    assert response.status_code == (302 if state == "done" else 422)
    request.refresh_from_db()
    assert request.state == state


@pytest.mark.parametrize("version", ["", "x", "-1", "99", "9" * 30])
def test_a_stale_page_does_nothing(at_work, version):
    make_reader()
    request = make_request()
    form = {"deed": "erase", "sure": "on", "version": version}
    assert at_work.post(page(request), form).status_code == 422
    assert Comment.objects.get().text


def test_the_address_of_a_request_is_shown_the_same_way(at_work):
    make_reader()
    request = make_request()
    assert ADDRESS not in at_work.get(page(request)).text
    assert ADDRESS in post(at_work, request, "address").text
    assert AuditEntry.objects.filter(verb="comment.address_shown").count() == 1


@pytest.mark.parametrize("what", ["add/", "{pk}/delete/", "999/change/", "x/change/"])
def test_nothing_is_added_or_deleted(at_work, what):
    make_reader()
    path = LIST + what.format(pk=make_request().pk)
    assert at_work.get(path).status_code in (403, 404)
