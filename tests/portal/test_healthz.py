"""/healthz: does the process answer."""

import pytest


def test_the_process_answers_without_touching_the_database(client):
    # No `db` mark here: a query would be refused.
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_nothing_about_it_is_kept_or_personal(client):
    response = client.get("/healthz")
    assert "no-store" in response["Cache-Control"]
    assert "Vary" not in response
    assert not response.cookies


def test_probes_inside_an_https_site_are_not_sent_elsewhere(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(("method", "status"), [("head", 200), ("post", 405), ("delete", 405)])
def test_other_methods(client, method, status):
    assert getattr(client, method)("/healthz").status_code == status
