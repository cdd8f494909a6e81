"""/sw.js: the script that keeps what was read; tests/e2e/test_offline.py tries what it does."""

import re

import pytest

from branch_portal.middleware import STAFF_PREFIXES

ADDRESS = "/sw.js"


def test_it_is_a_script_for_the_whole_site(client, settings):
    settings.OFFLINE_READING = True
    response = client.get(ADDRESS)
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "no-cache" in response.headers["Cache-Control"]
    assert "worker-src 'self'" in response.headers["Content-Security-Policy"]
    assert not response.cookies


def test_it_leaves_everything_alone_that_is_not_public(client, settings):
    settings.OFFLINE_READING = True
    script = client.get(ADDRESS).content.decode()
    closed = re.search(r"CLOSED = \[(.*?)\]", script)[1]
    for prefix in (*STAFF_PREFIXES, "/y-kien/", "/xem-thu/", "/tim-kiem/"):
        assert f'"{prefix}"' in closed


def test_switched_off_it_takes_its_leave(client, settings):
    settings.OFFLINE_READING = False
    script = client.get(ADDRESS).content.decode()
    assert "registration.unregister()" in script
    assert "respondWith" not in script


@pytest.mark.django_db
@pytest.mark.parametrize("is_on", [True, False])
def test_pages_start_it_only_where_it_is_wanted(client, settings, is_on):
    settings.OFFLINE_READING = is_on
    assert (b"js/offline.js" in client.get("/").content) == is_on


def test_it_is_read_only(client):
    assert client.post(ADDRESS).status_code == 405
