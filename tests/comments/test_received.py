import pytest
from django.urls import reverse

from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def test_it_says_what_happens_next_and_leads_back(client):
    article = make_article()
    make_comment(article, "Lời kín", author_name="Người kín")
    response = client.get(reverse("comments:received", args=[article.pk]))
    html = response.content.decode()
    assert "Ý kiến đã được gửi và đang chờ duyệt" in html
    assert article.get_absolute_url() in html
    assert "kín" not in html
    assert not response.cookies


def test_without_an_article_it_is_404(client):
    draft = make_article(published=False)
    assert client.get(reverse("comments:received", args=[draft.pk])).status_code == 404


def test_it_is_read_only_and_cheap(client, django_assert_max_num_queries):
    article = make_article()
    address = reverse("comments:received", args=[article.pk])
    assert client.post(address).status_code == 405
    with django_assert_max_num_queries(3):
        client.get(address)
