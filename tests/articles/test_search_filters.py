"""Sections, topics and periods narrow a search down."""

import datetime as dt
from functools import partial

import pytest
from django.utils import timezone

from articles import actions
from articles.models import Tag
from tests.articles.results import URL, ask, headlines, in_days, plain
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(client):
    return partial(ask, client)


@pytest.fixture
def orchard(db):
    party, culture = make_section("Xây dựng Đảng"), make_section("Văn hóa")
    part = make_section("Sinh hoạt chi bộ", parent=party)
    now = timezone.localtime()
    make_article("Cam một", section=party, tags=["Mùa cam"], publish_at=now - dt.timedelta(hours=1))
    make_article("Cam hai", section=part, tags=["Mùa cam", "Chợ"], publish_at=in_days(-500))
    make_article("Cam ba", section=culture, tags=["Chợ"], publish_at=in_days(-800))
    return party, part, culture


def test_values_of_filters_say_how_many_hits_they_have(search, orchard):
    html = plain(search("cam"))
    assert ">Xây dựng Đảng (2)</option>" in html
    assert ">– Sinh hoạt chi bộ (1)</option>" in html
    assert ">Văn hóa (1)</option>" in html
    assert ">Mùa cam (2)</option>" in html
    assert "30 ngày qua (1)" in html


def test_filters_narrow_down_and_count_each_other(search, orchard):
    party, part, culture = orchard
    assert headlines(search("cam", muc=party.slug)) == ["Cam một", "Cam hai"]
    assert headlines(search("cam", muc=part.slug)) == ["Cam hai"]
    assert headlines(search("cam", chu_de="cho")) == ["Cam hai", "Cam ba"]
    assert headlines(search("cam", thoi_gian="thang")) == ["Cam một"]
    html = search("cam", muc=culture.slug)
    assert f'<option value="{culture.slug}" selected>Văn hóa (1)</option>' in html
    assert ">Xây dựng Đảng (2)</option>" in html
    assert ">Chợ (1)</option>" in html
    assert "Bỏ bộ lọc" in html
    html = search("cam", muc=culture.slug, chu_de="mua-cam")
    assert headlines(html) == []
    assert "Tìm không kèm bộ lọc" in html


def test_a_period_goes_from_one_day_to_another_both_included(search):
    make_article("Cam sớm", publish_at=dt.datetime.fromisoformat("2022-01-10T00:00:00+07:00"))
    make_article("Cam muộn", publish_at=dt.datetime.fromisoformat("2022-01-31T23:59:00+07:00"))
    assert len(headlines(search("cam", tu="10/01/2022", den="31/01/2022"))) == 2
    assert headlines(search("cam", tu="11/1/2022")) == ["Cam muộn"]
    assert headlines(search("cam", den="30-01-2022")) == ["Cam sớm"]
    assert headlines(search("cam", tu="2022-01-10"))  # not understood, so left out


@pytest.mark.parametrize(
    "day", ["32/01/2022", "hôm qua", "2022", "01/13/2022", "1/1/0001", "٣/٣/2022x"]
)
def test_a_day_that_is_none_is_told_beside_its_field(search, day):
    make_article("Cam sớm")
    html = search("cam", tu=day)
    assert "Hãy viết ngày như sau: 10/01/2022." in html
    assert f'value="{day}"' in html
    assert headlines(html) == ["Cam sớm"]


def test_days_in_the_wrong_order_are_told(search):
    make_article("Cam sớm")
    html = search("cam", tu="10/01/2022", den="09/01/2022")
    assert "Ngày này đứng trước ngày đầu." in html


@pytest.mark.parametrize("bad", ["khong-co", "'", "1 OR 1=1", "x" * 3000, "\ud800", "~s1"])
def test_filters_that_name_nothing_are_left_out(client, bad):
    make_article("Cam sớm")
    bad = bad.encode("utf-8", "surrogatepass")
    for name in ("muc", "chu-de", "thoi-gian", "tu", "den"):
        response = client.get(URL, {"q": "cam", name: bad})
        assert response.status_code == 200
        assert headlines(response.content.decode()) == ["Cam sớm"]


def test_a_merged_tag_finds_what_stood_under_both(search, publisher):
    make_article("Cam một", tags=["Cam sành"])
    make_article("Cam hai", tags=["Cam canh"])
    main, other = Tag.objects.order_by("-name")
    actions.merge_tags([other], main, by=publisher)
    assert len(headlines(search("cam", chu_de=main.slug))) == 2
    assert len(headlines(search("cam", chu_de=other.slug))) == 2
