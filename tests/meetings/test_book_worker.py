"""The script that keeps the steps of an open record on a device."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_it_is_a_script_for_those_who_are_signed_in(client, secretary):
    assert client.get(reverse("meetings:book_worker")).status_code == 302
    client.force_login(secretary)
    response = client.get(reverse("meetings:book_worker"))
    assert response["Content-Type"].startswith("text/javascript")
    assert "no-store" in response["Cache-Control"]
    assert "diem-danh" in response.content.decode()
