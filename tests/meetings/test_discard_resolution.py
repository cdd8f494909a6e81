"""A vote that was not carried may be taken back while the record is open."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from meetings.models import Resolution
from tests.factories import call_roll, make_resolution, sign

pytestmark = pytest.mark.django_db


def discard(client, resolution):
    resolution.session.refresh_from_db()
    url = reverse("meetings:discard_resolution", args=[resolution.pk])
    return client.post(url, {"version": resolution.session.version}, follow=True)


def test_a_failed_vote_is_taken_back_and_the_roll_is_free_again(client, session, secretary):
    call_roll(session, secretary)
    failed = make_resolution(session, secretary, votes_for=2)
    client.force_login(secretary)
    discard(client, failed)
    assert not Resolution.objects.exists()
    assert AuditEntry.objects.first().verb == "resolution.discarded"
    assert call_roll(session, secretary, excused=1).present == 11


def test_an_adopted_one_goes_as_long_as_it_has_no_number(client, session, secretary):
    call_roll(session, secretary)
    adopted = make_resolution(session, secretary)
    client.force_login(secretary)
    discard(client, adopted)
    assert not Resolution.objects.exists()


def test_a_signed_one_has_its_number_and_stays(client, session, secretary):
    call_roll(session, secretary)
    signed = sign(make_resolution(session, secretary), secretary)
    client.force_login(secretary)
    assert "đã có số" in discard(client, signed).content.decode()
    assert Resolution.objects.get().symbol == "01-NQ/CB"


@pytest.mark.parametrize(
    ("role", "status"),
    [("foreign_secretary", 404), ("organisation_board", 403), ("editor", 404), ("stranger", 404)],
)
def test_nobody_else_may(client, request, session, secretary, role, status):
    call_roll(session, secretary)
    failed = make_resolution(session, secretary, votes_for=2)
    client.force_login(request.getfixturevalue(role))
    assert discard(client, failed).status_code == status
    assert Resolution.objects.exists()


def test_it_takes_a_post(client, session, secretary):
    call_roll(session, secretary)
    failed = make_resolution(session, secretary, votes_for=2)
    client.force_login(secretary)
    url = reverse("meetings:discard_resolution", args=[failed.pk])
    assert client.get(url).status_code == 405
