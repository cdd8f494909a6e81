"""The set of queries by which the search is judged, on whichever database the tests run."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.actions import withdraw_article
from articles.forms.search import read_search
from articles.models import Article, SearchEntry
from articles.reports.search import Search
from tests.articles.search_cases import ARTICLES, CASES, DRAFT
from tests.factories import make_article, make_section

NOW = dt.datetime(2022, 4, 1, 9, tzinfo=timezone.get_default_timezone())


def morning(day):
    return dt.datetime.fromisoformat(f"{day}T08:00:00+07:00")


@pytest.fixture
def archive(db):
    """The small archive: keys of its articles by their numbers."""
    keys = {}
    for key, (headline, lead, body, day, section, tags) in ARTICLES.items():
        article = make_article(
            headline,
            lead=lead,
            body=f"<p>{body}</p>",
            publish_at=morning(day),
            section=make_section(section),
            tags=tags,
        )
        keys[article.pk] = key
    headline, lead, body = DRAFT
    secret = {"lead": lead, "body": f"<p>{body}</p>"}
    make_article(headline, **secret, published=False)
    make_article(headline, **secret, publish_at=morning("2022-04-02"))
    withdraw_article(make_article(headline, **secret), by=None, reason="Thử")
    expired = make_article(headline, **secret)
    for rows in (
        Article.objects.filter(pk=expired.pk),
        SearchEntry.objects.filter(article=expired),
    ):
        rows.update(expires_at=morning("2022-02-01"))  # nothing is published when it is over
    return keys


def found(keys, **asked):
    form = read_search(asked, NOW)
    page = Search(form.query, form.filters, NOW).page(1)
    assert page.total.number == len(page.rows)
    return tuple(keys[row.pk] for row in page.rows)


def test_the_expected_articles_come_first(archive):
    assert len(CASES) >= 80
    results = {query: found(archive, q=query) for query in CASES}
    begins = {query: results[query][: len(CASES[query]) or None] for query in CASES}
    wrong = [f"{q}: {begins[q]}" for q in CASES if begins[q] != CASES[q]]
    assert not wrong, "\n".join(wrong)
