import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from tests.factories import make_article, make_photo, make_section

pytestmark = pytest.mark.django_db
URL = reverse("articles:front")


def hours_ago(hours):
    return timezone.now() - dt.timedelta(hours=hours)


def test_it_shows_the_newest_articles_with_sections(page):
    economy = make_section("Kinh tế", position=2)
    make_article("Chuyện cũ nhất", section=economy, publish_at=hours_ago(9))
    for number in range(6):
        make_article(f"Tin thứ {number}", publish_at=hours_ago(number + 1))
    html = page(URL)
    assert "Tin thứ 0" in html
    assert "Tin mới" in html
    assert 'aria-current="page">Trang nhất' in html
    assert "Chuyện cũ nhất" in html


def test_the_newest_article_with_a_picture_leads(page):
    make_article("Tin không ảnh", publish_at=hours_ago(1))
    make_article("Tin có ảnh", publish_at=hours_ago(2), photo=make_photo())
    html = page(URL)
    lead = html[html.index('class="lead"') : html.index('class="second"')]
    assert "Tin có ảnh" in lead
    assert 'type="image/webp"' in lead
    assert 'width="640" height="400"' in lead


def test_drafts_withdrawn_and_scheduled_articles_are_not_there(page):
    make_article("Bản nháp kín", published=False)
    make_article("Bài hẹn giờ", publish_at=timezone.now() + dt.timedelta(hours=1))
    withdrawn = make_article("Bài đã gỡ")
    Article.objects.filter(pk=withdrawn.pk).update(state=Article.State.WITHDRAWN)
    html = page(URL)
    assert "Bản nháp kín" not in html
    assert "Bài hẹn giờ" not in html
    assert "Bài đã gỡ" not in html


def test_an_article_on_top_is_not_repeated_in_its_section(page):
    make_article("Bài duy nhất")
    assert page(URL).count("Bài duy nhất") == 1


def test_an_empty_paper_says_so(page):
    assert "Chưa có bài nào được đăng" in page(URL)


def test_it_sets_no_cookie_and_is_the_same_for_everybody(editor):
    make_article()
    first, second, signed_in = Client(), Client(), Client()
    signed_in.force_login(editor)
    answers = [client.get(URL) for client in (first, second, signed_in)]
    assert len({answer.content for answer in answers}) == 1
    for answer in answers:
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer.headers["ETag"]
        assert answer.headers["Cache-Control"] == "public, no-cache"


def test_an_unchanged_page_is_not_sent_again(client):
    tag = client.get(URL).headers["ETag"]
    assert client.get(URL, headers={"If-None-Match": tag}).status_code == 304


def test_it_is_read_only(client):
    assert client.post(URL).status_code == 405


def test_its_cost_does_not_grow(client, django_assert_max_num_queries):
    sections = [make_section(f"Mục {number}", position=number) for number in range(5)]
    for number in range(40):
        make_article(
            f"Tin {number}", section=sections[number % 5], publish_at=hours_ago(number + 1)
        )
    with django_assert_max_num_queries(6):
        client.get(URL)
