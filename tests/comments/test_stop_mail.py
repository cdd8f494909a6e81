import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import actions
from comments.mail import token
from comments.models import Comment, DataRequest, Mail, NoMail
from tests.comments.letters import ADDRESS, make_reader

pytestmark = pytest.mark.django_db


def path(row, purpose="comment"):
    return reverse("comments:stop_mail", args=[token(purpose, row)])


def test_looking_stops_nothing(client):
    comment = make_reader()
    response = client.get(path(comment))
    assert response.status_code == 200
    assert "Ngừng gửi thư" in response.text
    assert Comment.objects.get().wants_mail
    assert not NoMail.objects.exists()
    assert not response.cookies


def test_a_mail_program_stops_it_with_one_post_from_anywhere():
    comment = make_reader()
    make_reader(comment.article)
    client = Client(enforce_csrf_checks=True, headers={"Origin": "https://mail.example.com"})
    response = client.post(path(comment), {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert not Comment.objects.filter(wants_mail=True).exists()
    assert not NoMail.objects.exists()  # the address was theirs: they may ask for mail again


def test_the_link_never_ends(client, monkeypatch):
    import time

    comment, now = make_reader(), time.time()
    link = path(comment)
    monkeypatch.setattr("time.time", lambda: now + 10 * 365 * 86400)
    assert client.post(link).status_code == 200
    assert not Comment.objects.get().wants_mail


def test_what_waits_to_be_sent_is_not_sent_any_more(client, moderator):
    comment = make_reader()
    actions.approve(comment, version=1, by=moderator)
    comment.refresh_from_db()
    actions.tell_decision(comment)
    client.post(path(comment))
    assert not Mail.objects.exists()


def test_whoever_never_confirmed_is_asked_nothing_for_a_month(client):
    comment = make_reader(confirmed=False)
    client.post(path(comment))
    again = make_reader(comment.article, confirmed=False)
    assert not actions.ask_to_confirm(again)
    left = NoMail.objects.get().until - timezone.now()
    assert dt.timedelta(days=29) < left <= dt.timedelta(days=30)
    actions.ask_about_data(kind="erase", email=ADDRESS)
    assert DataRequest.objects.exists()  # a right is not stopped by it


def test_from_a_mail_about_a_request_it_stops_those_too(client):
    make_reader()
    actions.ask_about_data(kind="erase", email=ADDRESS)
    client.post(path(DataRequest.objects.get(), "request"))
    Mail.objects.all().delete()
    actions.ask_about_data(kind="erase", email=ADDRESS)
    assert not Mail.objects.exists()


@pytest.mark.parametrize("secret", ["x", "a:b:c", "WzEyXQ:1:x"])
def test_a_forged_link_is_told_from_a_real_one(client, secret):
    comment = make_reader()
    assert client.post(reverse("comments:stop_mail", args=[secret])).status_code == 410
    comment.refresh_from_db()
    assert comment.wants_mail
