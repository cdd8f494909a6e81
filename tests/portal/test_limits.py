"""lib/limits: networks are told apart for a day, by names that lead back to nobody."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone

from branch_portal.lib.http import client_address, is_from_our_page
from branch_portal.lib.limits import count, network_tag


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("203.0.113.7", "203.0.113.250"),
        ("::ffff:203.0.113.7", "203.0.113.9"),
        ("2001:db8:1:200::1", "2001:db8:1:2ff:ffff::9"),
        ("unknown", ""),
    ],
)
def test_a_network_has_one_tag(one, other):
    assert network_tag(one) == network_tag(other)


def test_networks_have_different_tags():
    addresses = ["203.0.113.7", "203.0.114.7", "2001:db8:1:200::1", "2001:db8:1:300::1", "x"]
    assert len({network_tag(address) for address in addresses}) == len(addresses)


def test_tomorrow_nobody_can_link_the_tags(monkeypatch):
    today = network_tag("203.0.113.7")
    assert network_tag("203.0.113.7") == today
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    assert network_tag("203.0.113.7") != today


def test_the_key_is_in_the_cache_alone(settings):
    tag = network_tag("203.0.113.7")
    cache.clear()
    assert network_tag("203.0.113.7") != tag
    assert "203.0.113" not in str(cache._cache)


def test_tries_are_counted_in_a_span(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 7200.0)
    assert [count("x", "a", seconds=60) for _try in range(3)] == [(1, 60), (2, 60), (3, 60)]
    assert count("x", "b", seconds=60) == (1, 60)
    monkeypatch.setattr("time.time", lambda: 7259.5)
    assert count("x", "a", seconds=60) == (4, 1)
    monkeypatch.setattr("time.time", lambda: 7260.0)
    assert count("x", "a", seconds=60) == (1, 60)


def test_who_asks_is_said_by_our_proxy_and_nobody_else(settings):
    forged = {"X-Forwarded-For": "198.51.100.1, 192.0.2.9", "X-Real-IP": "198.51.100.2"}
    request = RequestFactory().get("/", headers=forged, REMOTE_ADDR="2001:db8::7")
    assert client_address(request) == "2001:db8::7"
    settings.BEHIND_PROXY = True
    assert client_address(request) == "192.0.2.9"


@pytest.mark.parametrize(
    ("headers", "verdict"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "nonsense"}, False),
        ({"Sec-Fetch-Site": "none"}, None),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://testserver:8000"}, False),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "http://testserver.example"}, False),
        ({"Origin": "null", "Referer": "http://testserver/"}, None),
        ({"Referer": "http://testserver/tin/1/"}, True),
        ({"Referer": "http://testserver@example.com/"}, False),
        ({"Referer": "http://example.com/?http://testserver/"}, False),
        ({"Referer": "http://["}, None),
        ({"Referer": "/tin/1/"}, None),
        ({}, None),
    ],
)
def test_where_a_form_was_sent_from(headers, verdict):
    assert is_from_our_page(RequestFactory().post("/", headers=headers)) is verdict
