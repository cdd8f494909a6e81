"""/ngoai-tuyen/: what a reader without a network sees of a page never read before."""

import pytest

pytestmark = pytest.mark.django_db


def test_it_says_what_to_do(client):
    response = client.get("/ngoai-tuyen/")
    assert response.status_code == 200
    html = response.content.decode()
    assert "Hiện không có mạng" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html


def test_it_is_the_same_for_everybody_and_costs_little(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        response = client.get("/ngoai-tuyen/")
    assert not response.cookies
    assert client.post("/ngoai-tuyen/").status_code == 405
