import datetime as dt

import pytest
from django.core import mail
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import reverse

from comments import actions
from comments.actions import _mailing
from comments.mail import token
from comments.models import Comment, Mail
from comments.rules import keeping
from tests.comments.letters import ADDRESS, link, make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_reader(confirmed=False)


def mailed(comment):
    actions.ask_to_confirm(comment)
    _mailing.send_due()
    return link(mail.outbox[-1].body)


def is_confirmed(comment):
    comment.refresh_from_db()
    return comment.email_confirmed_at is not None


def test_looking_at_the_mailed_link_changes_nothing(client, comment):
    path = mailed(comment)
    for _time in range(3):
        response = client.get(path)
        assert response.status_code == 200
        client.head(path)
    assert '<button type="submit">Đúng, đây là địa chỉ của tôi</button>' in response.text
    assert not is_confirmed(comment)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    for private in (ADDRESS, comment.text, comment.author_name, comment.email_tag):
        assert private not in path + response.text


def test_pressing_the_button_confirms_without_cookie_or_javascript(comment):
    client, path = Client(enforce_csrf_checks=True), mailed(comment)
    response = client.post(path)
    assert "địa chỉ đã được xác nhận" in response.text
    assert is_confirmed(comment)
    assert not client.cookies
    assert client.post(path).status_code == 200  # twice is once


def test_the_link_lives_a_day_from_its_sending(client, comment, monkeypatch):
    path = mailed(comment)
    late = TimestampSigner.timestamp
    hour = dt.timedelta(hours=1)
    for age, status in ((keeping.LINK - hour, 200), (keeping.LINK + hour, 410)):
        monkeypatch.setattr("time.time", _clock(age))
        assert client.get(path).status_code == status
    assert client.post(path).status_code == 410
    monkeypatch.undo()
    assert late is TimestampSigner.timestamp
    assert not is_confirmed(comment)


def _clock(ahead):
    import time

    now = time.time()
    return lambda: now + ahead.total_seconds()


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "x", str.upper])
def test_a_forged_link_opens_nothing(client, comment, change):
    secret = change(token("confirm", comment))
    response = client.post(reverse("comments:confirm_address", args=[secret]))
    assert response.status_code == 410
    assert not is_confirmed(comment)


def test_a_link_for_one_thing_is_none_for_another(client, comment):
    secret = token("comment", comment)
    assert client.post(reverse("comments:confirm_address", args=[secret])).status_code == 410
    assert not is_confirmed(comment)


def test_one_click_confirms_what_waits_under_the_address_and_nothing_else(client, comment):
    again = make_reader(comment.article, confirmed=False)
    other = make_reader(comment.article, confirmed=False, email="khac@example.vn")
    nameless = make_reader(comment.article, confirmed=False, email="")
    client.post(mailed(comment))
    assert is_confirmed(again)
    assert not is_confirmed(other)
    assert not is_confirmed(nameless)


def test_what_was_decided_in_the_meantime_is_told(client, comment, moderator):
    path = mailed(comment)
    actions.approve(comment, version=1, by=moderator)
    client.post(path)
    assert Mail.objects.filter(kind=Mail.Kind.DECIDED).count() == 1


def test_who_stopped_the_mail_cannot_confirm_any_more(client, comment):
    path = mailed(comment)
    Comment.objects.update(wants_mail=False)
    assert client.post(path).status_code == 410
