import datetime as dt
import json
import re
from base64 import b64decode
from html import unescape
from urllib.parse import quote, unquote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Series
from tests.comments.posting import timeless
from tests.factories import make_article, make_comment, make_photo, make_section

pytestmark = pytest.mark.django_db


def day(number):
    return dt.datetime(2022, 1, number, 1, 30, tzinfo=dt.UTC)


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
    assert '<p class="by"><a href="/tac-gia/thu-nhan/" rel="author">Thu Nhàn</a></p>' in html
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
    assert timeless(one.content.decode()) == timeless(other.content.decode())
    assert not one.cookies
    assert not other.cookies
    assert "Cookie" not in one.headers.get("Vary", "")
    scripts = re.findall(r"<script[^>]*>", one.content.decode())
    assert all(re.search(r"src=|application/ld\+json", script) for script in scripts)
    assert all(re.search(r"defer|module|ld\+json", script) for script in scripts)
    assert b"csrfmiddlewaretoken" not in one.content


def test_related_articles_stand_in_the_order_in_which_they_were_chosen(client):
    old = make_article("Bài cũ", publish_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    others = [make_article(f"Bài {number}") for number in range(8)]
    chosen = [old, *others]
    article = make_article("Chính", related=[row.pk for row in chosen])
    shown = client.get(article.get_absolute_url()).context["related"]
    assert [row.headline for row in shown] == [row.headline for row in chosen[:6]]


def test_its_cost_does_not_grow(client, warm, django_assert_max_num_queries):
    article = make_article(tags=["A một", "B hai", "C ba"], photo=make_photo())
    for number in range(15):
        make_article(f"Tin {number}", tags=["A một", "B hai"])
        make_comment(article, f"Ý kiến {number}", state="approved")
    warm(make_article("Trang khác").get_absolute_url())  # for the parts that all pages share
    with django_assert_max_num_queries(6):
        client.get(article.get_absolute_url())
    with django_assert_max_num_queries(
        1
    ):  # somebody's comment was approved: only those are asked for
        client.get(article.get_absolute_url())


def test_the_parts_of_a_series_cost_nothing_more(client, warm, django_assert_max_num_queries):
    series = Series.objects.create(name="Mười ngày ở bản", slug="muoi-ngay")
    parts = [
        make_article(f"Kỳ {number}", series=series.pk, publish_at=day(number), photo=make_photo())
        for number in range(1, 6)
    ]
    address = parts[2].get_absolute_url()
    warm(make_article("Trang khác").get_absolute_url())
    with django_assert_max_num_queries(6):
        page = client.get(address).context
    assert (page["before"].headline, page["after"].headline) == ("Kỳ 2", "Kỳ 4")


def test_parts_of_one_moment_are_read_one_after_the_other(client):
    series = Series.objects.create(name="Cùng lúc", slug="cung-luc")
    parts = [make_article(f"Kỳ {number}", series=series.pk) for number in (1, 2, 3)]
    around = [client.get(part.get_absolute_url()).context for part in parts]
    assert [row["before"] and row["before"].headline for row in around] == [None, "Kỳ 1", "Kỳ 2"]
    assert [row["after"] and row["after"].headline for row in around] == ["Kỳ 2", "Kỳ 3", None]


def test_a_part_that_readers_may_not_see_yet_is_no_next_part(client):
    series = Series.objects.create(name="Loạt", slug="loat")
    first = make_article("Kỳ 1", series=series.pk)
    make_article("Kỳ 2", series=series.pk, publish_at=timezone.now() + dt.timedelta(days=1))
    assert client.get(first.get_absolute_url()).context["after"] is None


def test_articles_of_the_same_tags_and_words_follow_those_that_were_chosen(client):
    chosen = make_article("Chuyện khác hẳn", section=make_section("Văn hóa"))
    both = make_article("Hai chủ đề chung", tags=["Giữ nước", "Vụ xuân"], publish_at=day(1))
    named = make_article("Nạo vét kênh nội đồng", tags=["Giữ nước"], publish_at=day(2))
    one = make_article("Một chủ đề chung", tags=["Giữ nước"], publish_at=day(3))
    article = make_article(
        "Thôn Hạ nạo vét kênh nội đồng",
        tags=["Giữ nước", "Vụ xuân"],
        related=[chosen.pk],
        section=make_section("Kinh tế"),
    )
    shown = client.get(article.get_absolute_url()).context["related"]
    assert [row.headline for row in shown] == [row.headline for row in (chosen, named, both, one)]


def test_related_articles_are_those_that_readers_may_see(client):
    article = make_article("Bài này", tags=["Giữ nước"])
    hidden = make_article("Bài đã gỡ", tags=["Giữ nước"], related=[article.pk])
    Article.objects.filter(pk=hidden.pk).update(state=Article.State.WITHDRAWN)
    make_article("Bài hẹn giờ", tags=["Giữ nước"], publish_at=timezone.now() + dt.timedelta(1))
    assert client.get(article.get_absolute_url()).context["related"] == []


def test_many_photos_stand_in_a_grid_and_lead_to_the_large_picture(page):
    photos = [make_photo((20 * number, 80, 80), alt=f"Ảnh {number}") for number in range(5)]
    rows = [{"photo": row.pk, "caption": f"Cảnh {row.pk}", "alt": row.alt} for row in photos]
    html = page(make_article(photos=rows).get_absolute_url())
    gallery = html[html.index('class="gallery"') :].split("</section>")[0]
    assert gallery.count("<figure") == 4
    assert f'<a href="{photos[1].file.url}">' in gallery
    assert f"Cảnh {photos[4].pk}" in gallery


def test_it_is_handed_on_by_plain_links(page):
    article = make_article("Ăn & ở tại bản?")
    html = unescape(page(article.get_absolute_url()))
    url = settings.SITE_URL + article.get_absolute_url()
    zalo = re.search(r"https://button-share\.zalo\.me/share_external\?d=([\w%]+)", html)[1]
    assert "%3D" not in zalo
    assert json.loads(b64decode(unquote(zalo))) == {"url": url}
    assert f"https://www.facebook.com/sharer/sharer.php?u={quote(url, safe='')}" in html
    assert "mailto:?subject=%C4%82n%20%26%20%E1%BB%9F" in html


def test_on_paper_it_says_where_it_came_from(page):
    article = make_article()
    assert f"{settings.SITE_URL}{article.get_absolute_url()}</p>" in page(
        article.get_absolute_url()
    )


def test_two_authors_have_a_page_each(page):
    lines = [{"name": "Thu Nhàn", "user": None}, {"name": "Hà Vân", "user": None}]
    html = page(make_article(by_lines=lines).get_absolute_url())
    by_line = html[html.index('class="by"') :].split("</p>")[0]
    assert 'href="/tac-gia/thu-nhan/"' in by_line
    assert 'href="/tac-gia/ha-van/"' in by_line


def test_it_is_read_only(client):
    assert client.post(make_article().get_absolute_url()).status_code == 405
