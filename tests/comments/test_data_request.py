import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from comments.models import DataRequest, Mail
from tests.comments.letters import ADDRESS, make_reader

pytestmark = pytest.mark.django_db
PATH = "/y-kien/quyen-du-lieu/"


def words(**changed):
    return {"kind": "erase", "email": ADDRESS, "words": "Xin xóa."} | changed


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(client):
    make_reader()
    known, unknown = (client.post(PATH, words(email=email)) for email in (ADDRESS, "la@example.vn"))
    assert known.status_code == unknown.status_code == 303
    assert known.headers["Location"] == reverse("comments:data_request_sent")
    volatile = {"Date", "Expires"}
    assert {k: v for k, v in known.items() if k not in volatile} == {
        k: v for k, v in unknown.items() if k not in volatile
    }
    assert known.content == unknown.content
    assert not known.cookies
    row = DataRequest.objects.get()
    assert (row.state, row.kind, row.words) == ("unproved", "erase", "Xin xóa.")
    assert ADDRESS.encode() not in bytes(row.email_cipher)
    assert Mail.objects.count() == 1


def test_nobody_can_have_us_write_to_strangers(client):
    client.post(PATH, words(email="nguoi.la@example.vn"))
    assert not Mail.objects.exists()
    assert not DataRequest.objects.exists()


def test_the_mail_is_sent_at_once_and_holds_no_words_of_theirs(
    client, django_capture_on_commit_callbacks
):
    make_reader()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PATH, words())
    (message,) = mail.outbox
    assert message.to == [ADDRESS]
    assert "/y-kien/thu/yeu-cau/" in message.body
    assert "Xin xóa" not in message.body
    assert ADDRESS not in message.body


def test_it_needs_no_cookie():
    client = Client(enforce_csrf_checks=True)
    assert not client.get(PATH).cookies
    assert client.post(PATH, words()).status_code == 303
    assert not client.cookies


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("kind", "", "Hãy chọn việc bạn muốn."),
        ("kind", "toancong", "toancong"),
        ("email", "", "Hãy ghi địa chỉ"),
        ("email", "không phải", "Địa chỉ email chưa đúng"),
        ("email", "a@example.vn\nBcc: b@example.vn", "Địa chỉ email chưa đúng"),
        ("email", "a\x00@example.vn", ""),
        ("words", "x" * 2001, "2"),
    ],
)
def test_bad_input_is_said_and_kept(client, field, value, sentence):
    response = client.post(PATH, words(**{field: value}))
    assert response.status_code == 422
    assert sentence in response.text
    assert "Yêu cầu của bạn chưa được gửi" in response.text
    assert not DataRequest.objects.exists()
    if field != "words":
        assert "Xin xóa.</textarea>" in response.text


def test_a_request_from_another_site_is_refused(client):
    make_reader()
    response = client.post(PATH, words(), headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert not DataRequest.objects.exists()


def test_a_loop_sends_one_mail_for_each_kind_and_stops_at_the_network(client):
    make_reader()
    answers = [client.post(PATH, words()).status_code for _time in range(8)]
    assert answers == [303] * 5 + [429] * 3
    assert Mail.objects.count() == DataRequest.objects.count() == 1
    response = client.post(PATH, words())
    assert int(response.headers["Retry-After"]) > 0
    assert re.search(r"Mời thử lại sau \d+ phút", response.text)
    assert "Xin xóa.</textarea>" in response.text
