"""What readers once saw and no longer see: 410, and not a word of what it was."""

import datetime as dt

import pytest
from django.utils.timezone import now

from articles import actions
from articles.models import Snapshot
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_a_withdrawn_article_is_gone_without_a_word_of_it(page, publisher):
    article = make_article("Bài rút xuống", lead="Lời dẫn của bài.")
    actions.withdraw_article(article, by=publisher)
    for address in (
        article.get_absolute_url(),
        f"/tin/{article.pk}/khac/",
        f"/tin/{article.pk}/",
    ):
        html = page(address, status=410)
        assert "rút xuống" not in html
        assert "Lời dẫn" not in html
        assert "bai-rut-xuong" not in html


def test_it_stays_gone_while_the_newsroom_works_on_it(page, publisher, reporter):
    article = make_article("Bài rút xuống")
    actions.withdraw_article(article, by=publisher)
    words = Snapshot.newest(article)
    words.headline = "Bài viết lại"
    actions.save_article(article, words, by=reporter)
    actions.submit_article(article, by=reporter)
    page(article.get_absolute_url(), status=410)
    actions.publish_article(article, by=publisher, checked=False)
    article.refresh_from_db()
    assert "Bài viết lại" in page(article.get_absolute_url())


def test_what_readers_never_saw_is_not_gone(page, publisher):
    draft = make_article("Bản nháp", published=False)
    scheduled = make_article("Bài hẹn giờ", publish_at=now() + dt.timedelta(days=1))
    page(draft.get_absolute_url(), status=404)
    page(scheduled.get_absolute_url(), status=404)
    page(f"/tin/{scheduled.pk}/", status=404)
    actions.withdraw_article(scheduled, by=publisher)
    page(scheduled.get_absolute_url(), status=404)


def test_an_article_that_ended_by_its_date_is_404(page, publisher):
    article = make_article("Thông báo")
    ends = now() - dt.timedelta(minutes=1)
    actions.schedule_article(article, article.publish_at, until=ends, by=publisher)
    page(article.get_absolute_url(), status=404)


def test_a_number_that_no_article_has_is_404(page):
    page("/tin/999999/khong-co/", status=404)
    page(f"/tin/{'9' * 30}/khong-co/", status=404)
