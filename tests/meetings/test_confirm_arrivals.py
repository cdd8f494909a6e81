"""The chair says who of those is really here."""

import pytest
from django.urls import reverse

from meetings import actions
from meetings.models import Arrival
from tests.factories import call_roll, make_resolution

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrived(session, secretary):
    """Two members said to be here, of whom one was marked as absent."""
    door = actions.open_check_in(session, 30, version=session.version, by=secretary)
    for name in ("Kiều Oanh", "Hoàng Nam"):
        actions.announce_arrival(door.code, name, by=None)
    session.roll.filter(member_name="Kiều Oanh").update(attendance="unexcused")
    return {one.entry.member_name: one for one in Arrival.objects.select_related("entry")}


def post(client, session, *arrivals, seen=None):
    session.refresh_from_db()
    url = reverse("meetings:confirm_arrivals", args=[session.pk])
    ticked = [arrival.pk for arrival in arrivals]
    seen = list(Arrival.objects.values_list("pk", flat=True)) if seen is None else seen
    data = {"version": session.version, "seen": seen, "arrival": ticked}
    return client.post(url, data, follow=True)


def test_whoever_is_confirmed_is_present(client, session, secretary, arrived):
    client.force_login(secretary)
    post(client, session, arrived["Kiều Oanh"])
    assert session.roll.get(member_name="Kiều Oanh").attendance == "present"
    decided = dict(Arrival.objects.values_list("entry__member_name", "is_confirmed"))
    assert decided == {"Kiều Oanh": True, "Hoàng Nam": False}


def test_who_comes_while_the_chair_reads_is_not_refused(client, session, secretary, arrived):
    client.force_login(secretary)
    shown = arrived["Hoàng Nam"]
    post(client, session, shown, seen=[shown.pk, "x", "99999999999999999999"])
    assert Arrival.objects.get(entry__member_name="Kiều Oanh").is_confirmed is None


def test_who_was_refused_may_say_so_again(client, session, secretary, arrived):
    client.force_login(secretary)
    post(client, session)
    actions.announce_arrival(session.check_in.code, "Kiều Oanh", by=None)
    again = Arrival.objects.get(entry__member_name="Kiều Oanh")
    assert (again.is_confirmed, again.decided_by) == (None, None)


def test_once_votes_are_counted_the_voters_stand(client, session, secretary, arrived):
    call_roll(session, secretary)
    make_resolution(session, secretary)
    client.force_login(secretary)
    page = post(client, session, arrived["Kiều Oanh"]).content.decode()
    assert "Đã có biểu quyết" in page
    assert session.roll.get(member_name="Kiều Oanh").attendance == "unexcused"


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, session, arrived, role, status):
    client.force_login(request.getfixturevalue(role))
    assert post(client, session).status_code == status
