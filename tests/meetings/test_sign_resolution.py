"""A resolution takes its number when it is signed."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from organisation.models import CommitteeTerm
from tests.factories import call_roll, make_resolution, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def resolution(session, secretary):
    call_roll(session, secretary)
    return make_resolution(session, secretary)


def url(resolution):
    return reverse("meetings:sign_resolution", args=[resolution.pk])


def post(client, resolution, name="Bùi Thị An", **form):
    session = resolution.session
    session.refresh_from_db()
    signer = session.roll.get(member_name=name).pk
    data = {"version": session.version, "signer": signer, "signed_on": "05/10/2026"} | form
    response = client.post(url(resolution), data)
    resolution.refresh_from_db()
    return response


def test_the_secretary_signs_and_the_symbol_is_frozen(client, resolution, secretary):
    client.force_login(secretary)
    page = client.get(url(resolution)).content.decode()
    assert "selected>Bùi Thị An" in page, "who was in the chair is proposed"
    assert post(client, resolution).status_code == 302
    assert (resolution.state, resolution.symbol) == ("signed", "01-NQ/CB")
    assert (resolution.signer_name, resolution.signer_post) == ("Bùi Thị An", "secretary")
    assert AuditEntry.objects.filter(verb="resolution.signed", facts={"number": 1}).exists()


def test_twice_is_once(client, resolution, secretary):
    client.force_login(secretary)
    post(client, resolution)
    assert post(client, resolution).status_code == 422
    assert resolution.number == 1


def test_the_number_is_of_the_term_in_which_it_is_signed(client, resolution, secretary, branch):
    CommitteeTerm.objects.create(unit=branch, name="2026–2031", starts_on="2026-10-04")
    sign(make_resolution(resolution.session, secretary), secretary)
    client.force_login(secretary)
    post(client, resolution)
    assert resolution.series.term.name == "2026–2031"
    assert resolution.number == 1


@pytest.mark.parametrize("day", ["02/10/2026", "01/01/2999", "31/02/2026", ""])
def test_the_day_lies_between_the_session_and_today(client, resolution, secretary, day):
    client.force_login(secretary)
    response = post(client, resolution, signed_on=day)
    assert response.status_code == 422
    assert response.context["form"].errors["signed_on"]
    assert resolution.state == "adopted"


def test_a_member_without_the_post_does_not_sign(client, resolution, secretary):
    client.force_login(secretary)
    response = post(client, resolution, name="Kiều Oanh")
    assert "Bí thư, phó bí thư chi bộ hoặc người chủ trì" in response.content.decode()
    assert resolution.number is None


def test_what_failed_is_not_signed(client, session, secretary):
    call_roll(session, secretary)
    failed = make_resolution(session, secretary, votes_for=2)
    client.force_login(secretary)
    assert post(client, failed).status_code == 422
    assert failed.number is None


def test_today_is_a_day_to_sign(client, resolution, secretary):
    client.force_login(secretary)
    assert timezone.localdate() >= dt.date(2026, 10, 3)
    assert post(client, resolution, signed_on=f"{timezone.localdate():%d/%m/%Y}").status_code == 302


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, resolution, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(url(resolution)).status_code == status
    assert client.post(url(resolution), {}).status_code == status
