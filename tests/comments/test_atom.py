"""The newest comments, for feed readers."""

import pytest
from django.conf import settings

from articles import actions as article_actions
from comments import actions
from tests.factories import make_article, make_comment
from tests.feedcheck import complaints_of

pytestmark = pytest.mark.django_db
ALL = "/y-kien/atom/"


@pytest.fixture
def article(db):
    return make_article("Chi bộ bàn việc làng")


def of(article):
    return f"/y-kien/{article.pk}/atom/"


@pytest.fixture
def page(client):
    def ask(address):
        response = client.get(address)
        assert response.status_code == 200
        return response.content.decode()

    return ask


def test_it_holds_what_is_approved_and_nothing_else(page, article):
    make_comment(article, "Nên làm sớm.", state="approved", author_name="Bà Tư")
    make_comment(article, "Chưa ai đọc.")
    for address in (ALL, of(article)):
        feed = page(address)
        assert "Nên làm sớm." in feed
        assert "Bà Tư" in feed
        assert "Chưa ai đọc." not in feed
        assert "#yk-" in feed


def test_each_article_has_its_own(page, article):
    other = make_article("Tin khác")
    make_comment(other, "Ở bài khác.", state="approved")
    assert "Ở bài khác." in page(ALL)
    assert "Ở bài khác." not in page(of(article))


def test_of_a_withdrawn_article_nothing_is_shown(client, page, article):
    make_comment(article, "Nên làm sớm.", state="approved")
    article_actions.withdraw_article(article, by=None)
    assert "Nên làm sớm." not in page(ALL)
    assert client.get(of(article)).status_code == 404


def test_a_hidden_discussion_is_in_no_feed(page, article, editor):
    make_comment(article, "Nên làm sớm.", state="approved")
    actions.set_policy(article, policy="hidden", by=editor)
    assert "Nên làm sớm." not in page(ALL) + page(of(article))


def test_hostile_words_are_words(page, article):
    words = "<script>alert(1)</script> ]]> & {{ 7*7 }}"
    make_comment(article, words, state="approved", author_name="<b>Ai</b>")
    feed = page(of(article))
    assert "<script>" not in feed
    assert "&lt;b&gt;Ai&lt;/b&gt;" in feed
    assert not complaints_of(feed.encode(), settings.SITE_URL + of(article))


def test_no_address_is_in_it(page, article):
    make_comment(article, state="approved", email="kin-dao@example.vn")
    assert "kin-dao" not in page(ALL)


def test_it_costs_the_same_however_many(page, article, django_assert_max_num_queries):
    for number in range(40):
        make_comment(article, f"Ý kiến {number}", state="approved")
    with django_assert_max_num_queries(6):
        assert page(ALL).count("<entry>") == 30


def test_it_is_read_only_and_of_an_article_only(client):
    assert client.post(ALL).status_code == 405
    assert client.get("/y-kien/999999/atom/").status_code == 404
