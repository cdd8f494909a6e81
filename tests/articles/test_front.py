import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, FrontSlot, Reading, Series
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


def test_its_cost_does_not_grow(client, warm, django_assert_max_num_queries):
    sections = [make_section(f"Mục {number}", position=number) for number in range(5)]
    for number in range(40):
        make_article(
            f"Tin {number}", section=sections[number % 5], publish_at=hours_ago(number + 1)
        )
    for number in range(3):
        series = Series.objects.create(name=f"Loạt {number}", slug=f"loat-{number}")
        make_article(f"Kỳ của loạt {number}", series=series.pk, photo=make_photo())
        now = timezone.now()
        FrontSlot.objects.create(place="series", series=series, starts_at=now)
    pinned = Article.objects.first()
    FrontSlot.objects.create(place="pinned", article=pinned, starts_at=timezone.now())
    warm(URL)
    # Two of them ask for the published figures of the sessions.
    with django_assert_max_num_queries(8):
        client.get(URL)


def test_what_was_read_most_in_the_last_week_has_its_own_list(page):
    rows = [make_article(f"Tin {number}", publish_at=hours_ago(number + 1)) for number in range(8)]
    today = timezone.localdate()
    for number, row in enumerate(rows[1:], start=1):
        Reading.objects.create(article=row, day=today, number=number)
    Reading.objects.create(article=rows[0], day=today - dt.timedelta(days=7), number=900)
    withdrawn = rows[7]
    Article.objects.filter(pk=withdrawn.pk).update(state=Article.State.WITHDRAWN)
    html = page(URL)
    shown = re.findall(r">(Tin \d)<", html[html.index('class="most"') :].split("</ol>")[0])
    assert shown == ["Tin 6", "Tin 5", "Tin 4", "Tin 3", "Tin 2"]


def test_nothing_read_yet_needs_no_list(page):
    make_article()
    assert "Đọc nhiều" not in page(URL)


def test_the_strip_leads_by_wide_pictures_to_articles_not_shown_above(page):
    for number in range(16):
        colour = (number * 9, 90, 60)
        photo = make_photo(colour, alt="")
        make_article(f"Tin {number}", publish_at=hours_ago(number + 1), photo=photo)
    html = page(URL)
    above, strip = html.split('class="strip"')
    shown = re.findall(r"</span>(Tin \d+)<", strip)
    assert len(shown) == 6
    assert not [name for name in shown if f">{name}</a></h" in above]


def test_two_pictures_make_no_strip(page):
    for number in range(8):
        make_article(f"Tin {number}", publish_at=hours_ago(number + 1))
    assert 'class="strip"' not in page(URL)


def test_a_search_field_stands_in_its_head_and_sends_one_word(page):
    html = page(URL)
    assert '<form class="seek ui" action="/tim-kiem/"' in html
    assert 'name="q"' in html
