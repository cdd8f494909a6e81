"""Lists by keys: what is behind them is read once, and only when it is wanted."""

import datetime as dt

import pytest
from django.utils import timezone

from articles import actions
from articles.models import Article
from articles.reports import periods
from branch_portal.lib.pagecache import recording
from branch_portal.lib.pagecache.ledger import ledger
from tests.articles.lists import headlines
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


def at(month):
    return dt.datetime(2022, month, 5, tzinfo=dt.UTC)


def lines(*articles):
    keys = [article.pk for article in articles]
    return Article.objects.for_cards().as_lines(keys, timezone.now())


def test_keys_cost_nothing_and_the_first_other_word_fetches_all(django_assert_num_queries):
    some = lines(make_article("Một"), make_article("Hai"))
    with django_assert_num_queries(0):
        assert len({line.pk for line in some}) == 2
    with django_assert_num_queries(1):
        assert [line.headline for line in some] == ["Một", "Hai"]


def test_a_line_of_what_was_withdrawn_meanwhile_has_only_its_key():
    kept, gone = make_article("Còn"), make_article("Đã gỡ")
    some = lines(kept, gone)
    actions.withdraw_article(gone, by=None)
    assert [line.is_there for line in some] == [True, False]
    assert some[1].pk == gone.pk
    with pytest.raises(AttributeError):
        some[1].headline  # noqa: B018 - the look itself is what fails


def test_a_list_of_known_rows_reads_no_article(client, warm, django_assert_num_queries):
    section = make_section("Xây dựng Đảng")
    for number in range(3):
        make_article(f"Tin {number}", section=section)
    warm(section.get_absolute_url())
    with recording(ledger().mark()):
        client.get(section.get_absolute_url())
    with recording(ledger().mark()), django_assert_num_queries(1):
        page = client.get(section.get_absolute_url()).content.decode()
    assert len(headlines(page)) == 3


def test_a_month_that_gets_its_first_article_is_next_to_the_others(
    django_capture_on_commit_callbacks,
):
    for month in (1, 6):
        make_article("Tin", publish_at=at(month))
    january, june = (at(month).date().replace(day=1) for month in (1, 6))
    assert periods.months_beside(january) == (None, june)
    with django_capture_on_commit_callbacks(execute=True):
        make_article("Tin bù", publish_at=at(3))
    assert periods.months_beside(january)[1].month == 3
    assert periods.months_beside(june)[0].month == 3
