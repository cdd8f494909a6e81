"""The committee takes a topic back that it handed down."""

import pytest
from django.urls import reverse

from tests.factories import hand_down

pytestmark = pytest.mark.django_db


def post(client, handed):
    address = reverse("meetings:withdraw_handed_topic", args=[handed.pk])
    response = client.post(address, follow=True)
    handed.refresh_from_db()
    return response


def test_no_branch_is_asked_any_more(client, commune, branch, working_group):
    handed = hand_down(commune, working_group)
    client.force_login(working_group)
    assert "Đã thu hồi" in post(client, handed).content.decode()
    assert handed.withdrawn_by == working_group


def test_twice_is_once(client, commune, branch, working_group, organisation_board):
    handed = hand_down(commune, working_group)
    client.force_login(working_group)
    post(client, handed)
    client.force_login(organisation_board)
    assert "đã được thu hồi" in post(client, handed).content.decode()
    assert handed.withdrawn_by == working_group


def test_what_came_from_above_is_not_taken_back_below(
    client, district, branch, working_group, organisation_board
):
    handed = hand_down(district, organisation_board)
    client.force_login(working_group)
    page = client.get(reverse("meetings:handed_topics")).content.decode()
    assert handed.topic in page
    assert reverse("meetings:withdraw_handed_topic", args=[handed.pk]) not in page
    assert post(client, handed).status_code == 403
    assert handed.is_standing
