"""Taking an announced session off the public site."""

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import actions

pytestmark = pytest.mark.django_db


def test_it_vanishes_and_the_day_is_free_again(client, branch, organisation_board):
    today = timezone.localdate()
    announcement = actions.announce_session(
        branch, topic="Việc làng", day=today, by=organisation_board
    )
    url = reverse("meetings:withdraw_announcement", args=[announcement.pk])
    client.force_login(organisation_board)
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 302
    assert "đã được gỡ từ trước" in client.post(url, follow=True).content.decode()
    client.logout()
    assert "Việc làng" not in client.get("/sinh-hoat-chuyen-de/").content.decode()
    actions.announce_session(branch, topic="Việc khác", day=today, by=organisation_board)
