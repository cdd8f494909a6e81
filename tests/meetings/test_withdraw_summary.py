"""Taking a summary off the public site."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from tests.factories import make_summary, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def summary(session, secretary, organisation_board):
    return make_summary(submit(session, secretary), organisation_board)


@pytest.fixture
def url(session):
    return reverse("meetings:withdraw_summary", args=[session.pk])


def test_it_vanishes_everywhere_at_once(client, url, summary, organisation_board):
    pages = [
        summary.get_absolute_url(),
        f"/sinh-hoat-chuyen-de/chi-bo/{summary.unit_id}/",
        summary.group.get_absolute_url(),
        "/sinh-hoat-chuyen-de/quy/2026-4/",
    ]
    assert [client.get(page).status_code for page in pages] == [200] * 4
    client.force_login(organisation_board)
    assert client.post(url).status_code == 302
    client.logout()
    assert [client.get(page).status_code for page in pages] == [410, 404, 404, 404]
    assert summary.title not in client.get(pages[0]).content.decode()
    assert summary.title not in client.get("/sinh-hoat-chuyen-de/").content.decode()
    assert AuditEntry.objects.first().verb == "summary.withdrawn"


def test_a_second_time_is_told_so(client, url, summary, organisation_board):
    client.force_login(organisation_board)
    client.post(url)
    page = client.post(url, follow=True).content.decode()
    assert "đã được gỡ từ trước" in page
    assert AuditEntry.objects.filter(verb="summary.withdrawn").count() == 1


def test_the_record_says_that_it_was_taken_off(client, url, summary, organisation_board):
    client.force_login(organisation_board)
    page = client.post(url, follow=True).content.decode()
    assert "Đã gỡ" in page
    assert "Mở trang công khai" not in page


def test_it_takes_a_post_and_a_summary(client, url, session, organisation_board):
    client.force_login(organisation_board)
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 404
