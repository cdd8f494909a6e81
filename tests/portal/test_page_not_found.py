"""An address of the older site leads to its article; everything else is still not found."""

import datetime as dt

import pytest
from django.utils import timezone

from articles import actions
from articles.models import OldAddress
from articles.models.imports import as_kept
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article("Chuyện cũ kể lại")


def stood_at(article, address):
    return OldAddress.objects.create(article=article, path=as_kept(address))


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("/2021/05/chuyen-cu.html", "/2021/05/chuyen-cu.html"),
        ("/2021/05/chuyen-cu/", "/2021/05/chuyen-cu"),
        ("/2021/05/chuyen-cu", "/2021/05/chuyen-cu/"),
        ("/2021/05/chuyen-cu.html", "/2021/05/chuyen-cu.html?utm_source=zalo"),
        ("/tin-t%E1%BB%A9c/12", "/tin-tức/12"),
        ("/index.php?id=7&lang=vi", "/index.php?id=7&lang=vi"),
        ("/?p=12", "/?p=12"),
    ],
)
def test_an_old_address_leads_to_its_article_for_good(client, article, kept, asked):
    stood_at(article, kept)
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())
    assert response["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert client.get(response["Location"]).status_code == 200


def test_what_stands_after_the_question_mark_tells_articles_apart(client, article):
    other = make_article("Chuyện khác")
    stood_at(article, "/tin.php")
    stood_at(other, "/tin.php?id=7")
    assert client.get("/tin.php?id=7")["Location"] == other.get_absolute_url()
    assert client.get("/tin.php?id=8")["Location"] == article.get_absolute_url()


@pytest.mark.parametrize("asked", ["/?p=12&x=1", "/?p=13", "/?p=abc", "/?q=12", "/?p="])
def test_the_front_page_stays_where_it_is(client, article, asked):
    stood_at(article, "/?p=12")
    assert client.get(asked).status_code == 200


def test_the_front_page_asks_only_when_it_must(
    client, warm, article, django_assert_max_num_queries
):
    warm("/")
    with django_assert_max_num_queries(6) as plain:
        client.get("/")
    with django_assert_max_num_queries(len(plain) + 1):
        client.get("/?p=999")


def test_what_readers_may_not_see_stays_unseen(client, article):
    stood_at(article, "/chuyen-cu")
    draft = make_article("Bản nháp", published=False)
    stood_at(draft, "/ban-nhap")
    later = make_article("Mai mới đăng", publish_at=timezone.now() + dt.timedelta(days=1))
    stood_at(later, "/mai")
    actions.withdraw_article(article, by=None)
    for address in ("/chuyen-cu", "/ban-nhap", "/mai"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Không có trang này" in response.content.decode()


def test_only_reading_is_led_on(client, article):
    stood_at(article, "/chuyen-cu")
    assert client.head("/chuyen-cu").status_code == 301
    assert client.post("/chuyen-cu").status_code == 404


@pytest.mark.parametrize("prefix", ["/admin/", "/noi-bo/", "/toa-soan/", "/tai-khoan/", "/media/"])
def test_nothing_is_looked_for_among_the_pages_of_the_staff(client, article, prefix):
    stood_at(article, f"{prefix}chuyen-cu")
    assert client.get(f"{prefix}chuyen-cu").get("Location") != article.get_absolute_url()


@pytest.mark.parametrize("odd", ["/%00", "/a%00b/?x=%00", "/" + "x" * 3000, "/%ff%fe", "/x?%00"])
def test_an_odd_address_is_just_not_found(client, odd):
    assert client.get(odd).status_code in (400, 404)


def test_an_address_of_our_own_never_leads_in_a_circle(client, article):
    stood_at(article, article.get_absolute_url())
    assert client.get(article.get_absolute_url()).status_code == 200
    actions.withdraw_article(article, by=None)
    assert client.get(article.get_absolute_url()).status_code == 410


def test_its_cost(client, article, django_assert_num_queries):
    stood_at(article, "/chuyen-cu")
    with django_assert_num_queries(1):
        client.get("/chuyen-cu")
