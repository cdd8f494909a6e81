import json

import pytest
from django.urls import reverse

from articles.models import Article
from tests.articles.test_autosave import keep, typed
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db
URL = reverse("articles:preview", args=["thu"])


def test_it_shows_the_working_copy_as_readers_would_see_it(client, reporter):
    photo = make_photo()
    client.force_login(reporter)
    photos = json.dumps([{"photo": photo.pk, "caption": "Chú thích riêng", "alt": "Sân"}])
    body = f'<h2>Mục</h2><p>Đoạn <a href="/tin/{make_article("Bài kia").pk}/">kia</a>.</p>'
    keep(client, fields=typed(headline="Chưa lưu", body=body, photos=photos, tag_names="Thẻ mới"))
    response = client.get(URL)
    html = response.content.decode()
    assert "<h1>Chưa lưu</h1>" in html
    assert "Chú thích riêng" in html
    assert "Thẻ mới" in html
    assert "bai-kia/" in html
    assert "noindex" in html
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert Article.objects.count() == 1


def test_related_articles_stand_in_the_order_in_which_they_were_chosen(client, reporter):
    chosen = [make_article(f"Bài {number}") for number in range(8)][::-1]
    client.force_login(reporter)
    keep(client, fields=typed(related=json.dumps([row.pk for row in chosen])))
    assert list(client.get(URL).context["related"]) == chosen[:6]


def test_half_a_form_is_no_trouble(client, reporter):
    client.force_login(reporter)
    keep(client, fields=json.dumps({"headline": "Mới có tít", "publish_at_0": "31/02/2022"}))
    assert "Mới có tít" in client.get(URL).content.decode()


def test_scripts_stay_out_of_it(client, reporter):
    client.force_login(reporter)
    keep(client, fields=typed(headline="<script>1</script>", body="<p>a<script>alert(1)</script>"))
    html = client.get(URL).content.decode()
    assert "alert(1)" not in html
    assert "<script>1" not in html


def test_it_is_its_writers_alone(client, reporter, editor, stranger):
    client.force_login(reporter)
    keep(client, fields=typed())
    for other in (editor, stranger):
        client.force_login(other)
        assert client.get(URL).status_code == 404


def test_it_only_reads(client, reporter):
    client.force_login(reporter)
    keep(client, fields=typed())
    assert client.post(URL).status_code == 405
