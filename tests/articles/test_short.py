import pytest

from articles import actions
from articles.models import Article, Snapshot
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_the_number_alone_leads_to_the_article(client):
    article = make_article()
    response = client.get(f"/tin/{article.pk}/")
    assert response.status_code == 302
    assert response["Location"] == article.get_absolute_url()


def test_a_link_inside_an_article_survives_a_new_headline(client):
    target = make_article("Tít cũ")
    source = make_article(body=f'<p>Xem <a href="{target.get_absolute_url()}">bài trước</a>.</p>')
    words = Snapshot.newest(target)
    words.headline = "Tít hoàn toàn mới"
    actions.save_article(target, words, by=None)
    actions.publish_article(target, by=None, checked=False)
    assert f'href="/tin/{target.pk}/"' in Article.objects.get(pk=source.pk).body
    html = client.get(source.get_absolute_url()).content.decode()
    assert f'href="/tin/{target.pk}/tit-hoan-toan-moi/"' in html


def test_a_draft_is_not_there(client):
    assert client.get(f"/tin/{make_article(published=False).pk}/").status_code == 404


def test_its_cost(client, django_assert_max_num_queries):
    article = make_article()
    with django_assert_max_num_queries(1):
        client.get(f"/tin/{article.pk}/")
