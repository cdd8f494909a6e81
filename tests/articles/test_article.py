import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from tests.factories import make_article, make_comment, make_photo, make_section

pytestmark = pytest.mark.django_db


def test_it_reads_like_a_newspaper(page):
    article = make_article(
        "Sinh hoạt chuyên đề sát thực tiễn",
        tags=["Sinh hoạt chuyên đề"],
        photo=make_photo(caption="Buổi họp tháng Giêng", credit="Dương Hà"),
        kicker="Đảng bộ huyện",
    )
    html = page(article.get_absolute_url())
    assert article.get_absolute_url() == f"/tin/{article.pk}/sinh-hoat-chuyen-de-sat-thuc-tien/"
    assert "Thứ Hai, 10/01/2022" in html
    assert "Buổi họp tháng Giêng. <cite>Ảnh: Dương Hà</cite>" in html
    assert '<p class="by">Thu Nhàn</p>' in html
    assert '<a href="/chu-de/sinh-hoat-chuyen-de/" rel="tag">' in html
    assert "<p>Chi bộ có 67 đảng viên.</p>" in html
    assert "Đảng bộ huyện" in html


def test_a_day_before_midnight_in_london_is_the_next_day_in_hanoi(page):
    article = make_article(publish_at=dt.datetime(2022, 1, 9, 17, 30, tzinfo=dt.UTC))
    assert "Thứ Hai, 10/01/2022" in page(article.get_absolute_url())


def test_a_wrong_slug_leads_to_the_right_one(client):
    article = make_article()
    response = client.get(reverse("articles:article", args=[article.pk, "ten-cu"]))
    assert response.status_code == 301
    assert response.headers["Location"] == article.get_absolute_url()


def test_numbers_over_a_thousand_keep_their_addresses(page):
    row = Article(pk=1_234_567, section=make_section(), headline="Bài xa", state="published")
    row.publish_at = timezone.now()
    row.save(force_insert=True)
    article = Article.objects.get(pk=1_234_567)
    html = page(article.get_absolute_url())
    assert 'action="/y-kien/1234567/"' in html
    assert "1.234.567" not in html


@pytest.mark.parametrize("pk", ["0", "999", "99999999999999999999999"])
def test_what_is_not_there_is_404(client, pk):
    response = client.get(f"/tin/{pk}/bai/")
    assert response.status_code == 404
    assert "Không có trang này" in response.content.decode()


def test_nobody_reads_a_draft_here_not_even_its_writer(client, reporter):
    draft = make_article(published=False, by=reporter)
    client.force_login(reporter)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_scheduled_article_appears_by_itself(client):
    article = make_article(publish_at=timezone.now() + dt.timedelta(minutes=5))
    assert client.get(article.get_absolute_url()).status_code == 404
    Article.objects.update(publish_at=timezone.now())
    assert client.get(article.get_absolute_url()).status_code == 200


def test_hostile_words_are_shown_as_words(page):
    article = make_article("Giá < 5 & > 3 <script>", lead="<b>đậm</b>", author_name="<i>x</i>")
    html = page(article.get_absolute_url())
    assert "&lt;script&gt;" in html
    assert "<b>đậm</b>" not in html
    assert "<i>x</i>" not in html


def test_it_shows_the_other_news_and_not_itself(page):
    article = make_article("Bài này")
    make_article("Bài kia")
    html = page(article.get_absolute_url())
    news = html[html.index('class="newslist"') :]
    assert "Bài kia" in news
    assert "Bài này" not in news


def test_it_is_the_same_for_everybody_and_needs_no_script(editor):
    article = make_article(photo=make_photo())
    make_comment(article, state="approved")
    first, signed_in = Client(), Client()
    signed_in.force_login(editor)
    one, other = (client.get(article.get_absolute_url()) for client in (first, signed_in))
    assert one.content == other.content
    assert not one.cookies
    assert not other.cookies
    assert "Cookie" not in one.headers.get("Vary", "")
    assert b"<script" not in one.content
    assert b"csrfmiddlewaretoken" not in one.content


def test_related_articles_stand_in_the_order_in_which_they_were_chosen(client):
    old = make_article("Bài cũ", publish_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    others = [make_article(f"Bài {number}") for number in range(8)]
    chosen = [old, *others]
    article = make_article("Chính", related=[row.pk for row in chosen])
    shown = client.get(article.get_absolute_url()).context["related"]
    assert [row.headline for row in shown] == [row.headline for row in chosen[:6]]


def test_its_cost_does_not_grow(client, django_assert_max_num_queries):
    article = make_article(tags=["A một", "B hai", "C ba"], photo=make_photo())
    for number in range(15):
        make_article(f"Tin {number}")
        make_comment(article, f"Ý kiến {number}", state="approved")
    with django_assert_max_num_queries(8):
        client.get(article.get_absolute_url())


def test_it_is_read_only(client):
    assert client.post(make_article().get_absolute_url()).status_code == 405
