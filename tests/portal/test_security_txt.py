"""/.well-known/security.txt (RFC 9116)"""

import datetime as dt
import re

import pytest
from django.utils import timezone

ADDRESS = "/.well-known/security.txt"


def test_it_says_whom_to_tell_for_half_a_year(client, settings):
    settings.SECURITY_CONTACT = "mailto:an-ninh@bao.example.vn"
    response = client.get(ADDRESS)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = response.content.decode()
    assert "Contact: mailto:an-ninh@bao.example.vn\n" in text
    ends = dt.datetime.fromisoformat(re.search(r"^Expires: (.*)$", text, re.MULTILINE)[1])
    assert dt.timedelta(days=170) < ends - timezone.now() < dt.timedelta(days=365)


@pytest.mark.django_db
def test_without_an_address_there_is_none(client):
    assert client.get(ADDRESS).status_code == 404


def test_it_is_read_only(client):
    assert client.post(ADDRESS).status_code == 405
