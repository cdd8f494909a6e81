"""A signed resolution is declared void; its number is never given out again."""

import pytest
from django.urls import reverse

from tests.factories import call_roll, make_resolution, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def resolution(session, secretary):
    call_roll(session, secretary)
    return sign(make_resolution(session, secretary), secretary)


def post(client, resolution, reason):
    resolution.session.refresh_from_db()
    url = reverse("meetings:void_resolution", args=[resolution.pk])
    response = client.post(url, {"version": resolution.session.version, "reason": reason})
    resolution.refresh_from_db()
    return response


def test_the_next_one_takes_the_next_number(client, resolution, session, secretary):
    client.force_login(secretary)
    assert post(client, resolution, "Ghi nhầm nội dung").status_code == 302
    assert (resolution.state, resolution.symbol) == ("void", "01-NQ/CB")
    assert sign(make_resolution(session, secretary), secretary).symbol == "02-NQ/CB"
    page = client.get(reverse("meetings:resolutions", args=[session.pk])).content.decode()
    assert "Ghi nhầm nội dung" in page


def test_the_minutes_say_that_it_is_void(client, resolution, session, secretary):
    client.force_login(secretary)
    post(client, resolution, "Ghi nhầm nội dung")
    url = reverse("meetings:paper_view", args=[session.pk, "bien-ban"])
    assert "số 01-NQ/CB" in client.get(url).content.decode()
    assert "(đã hủy bỏ):" in client.get(url).content.decode()


def test_without_a_reason_it_stands(client, resolution, secretary):
    client.force_login(secretary)
    assert post(client, resolution, " ").status_code == 422
    assert resolution.state == "signed"


def test_what_has_no_number_is_not_declared_void(client, session, secretary):
    call_roll(session, secretary)
    adopted = make_resolution(session, secretary)
    client.force_login(secretary)
    assert post(client, adopted, "Nhầm").status_code == 422
    assert adopted.state == "adopted"


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, resolution, role, status):
    client.force_login(request.getfixturevalue(role))
    assert post(client, resolution, "Nhầm").status_code == status
