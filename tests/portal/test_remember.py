"""Parts that many pages share are built once, until something that they show has changed."""

import datetime as dt
import itertools
import time

import pytest
from django.db import transaction
from django.template import Context, Template
from django.utils import timezone

from branch_portal.lib import pagecache
from branch_portal.lib.pagecache.ledger import ledger

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_a_part_is_built_once_until_what_it_shows_changes():
    built = []

    def build():
        pagecache.shows("thing:1")
        built.append(1)
        return len(built)

    assert [pagecache.remember("part", build) for _time in range(3)] == [1, 1, 1]
    with transaction.atomic():
        pagecache.changed("thing:2")
    assert pagecache.remember("part", build) == 1
    with transaction.atomic():
        pagecache.changed("thing:1")
        pagecache.remember("part", build)
        assert pagecache.remember("part", build) == 3
    assert pagecache.remember("part", build) == 4
    assert pagecache.remember("part", build) == 4


def test_a_page_shows_what_its_remembered_parts_show():
    def build():
        pagecache.shows("thing:1")
        pagecache.until(timezone.now() + dt.timedelta(seconds=30))
        return "part"

    mark = ledger().mark()
    for _time in range(2):
        with pagecache.recording(mark) as record:
            pagecache.remember("part", build)
        assert record.names == {"thing:1"}
        assert record.until < time.time() + 31
        with pagecache.recording(mark) as record:
            pagecache.remember("part", build, quietly=True)
        assert record.names == set()


def test_a_template_remembers_a_part_by_its_key():
    words = '{% remembered "part" number %}{{ next }}{% endremembered %}'
    part, count = Template(words), itertools.count()

    def draw(number, **more):
        return part.render(Context({"number": number, "next": lambda: next(count)} | more))

    with pagecache.recording(ledger().mark()):
        assert [draw(number) for number in (1, 1, 2, 1)] == ["0", "0", "1", "0"]
        assert draw(1, is_preview=True) == "2"
    assert draw(1) == "3"


def test_a_part_made_of_what_was_read_before_a_change_is_not_kept():
    part = Template('{% remembered "part" %}{% shows thing=1 %}{{ words }}{% endremembered %}')
    with pagecache.recording(ledger().mark()):
        words = "cũ"
        with transaction.atomic():
            pagecache.changed("thing:1")
        assert part.render(Context({"words": words})) == "cũ"
    with pagecache.recording(ledger().mark()):
        assert part.render(Context({"words": "mới"})) == "mới"
        assert part.render(Context({"words": "khác"})) == "mới"
