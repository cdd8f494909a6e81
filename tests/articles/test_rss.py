import datetime as dt

import pytest
from defusedxml import ElementTree
from django.urls import reverse
from django.utils import timezone

from articles import actions
from articles.models import Article, Section, Tag
from branch_portal.lib.text import tidy
from tests.factories import make_article, make_photo, make_section
from tests.feedcheck import ATOM, DC, complaints_of

pytestmark = pytest.mark.django_db
SITE = "https://bao.example.vn"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["testserver"]


def items(client, address="/rss/"):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert complaints_of(response.content, SITE + address) == []
    return ElementTree.fromstring(response.content).findall("channel/item")


def test_it_is_a_feed_of_the_newest_articles(client):
    article = make_article("Chi bộ & việc khó", tags=["Nghị quyết"])
    make_article("Bản nháp", published=False)
    (item,) = items(client)
    assert item.findtext("title") == "Chi bộ & việc khó"
    assert item.findtext("link") == f"{SITE}{article.get_absolute_url()}"
    assert item.findtext("guid") == f"{SITE}/tin/{article.pk}/"
    assert [c.text for c in item.findall("category")] == ["Xây dựng Đảng", "Nghị quyết"]
    assert [c.text for c in item.findall(f"{DC}creator")] == ["Thu Nhàn"]


def test_a_photo_goes_with_its_article(client):
    make_article(photo=make_photo(credit="Hà Vân"))
    (item,) = items(client)
    enclosure = item.find("enclosure")
    assert enclosure.get("url").startswith(f"{SITE}/media/photos/")
    assert enclosure.get("type") == "image/jpeg"


def test_a_photo_whose_file_is_gone_is_left_out(client, settings, tmp_path):
    make_article(photo=make_photo())
    settings.MEDIA_ROOT = tmp_path / "empty"
    assert items(client)[0].find("enclosure") is None


def test_a_correction_makes_it_newer_and_keeps_its_name(client):
    article = make_article("Bài một")
    before = items(client)[0]
    Article.objects.update(corrected_at=dt.datetime(2022, 3, 1, tzinfo=dt.UTC))
    after = items(client)[0]
    assert before.findtext(f"{ATOM}updated") == article.publish_at.isoformat()
    assert after.findtext(f"{ATOM}updated") == "2022-03-01T00:00:00+00:00"
    assert after.findtext("guid") == before.findtext("guid")


def test_a_section_has_its_own_with_those_of_its_parts(client):
    above = make_section("Kinh tế")
    part = Section.objects.create(name="Nông nghiệp", slug="nong-nghiep", parent=above)
    make_article("Lúa", section=part)
    make_article("Họp")
    for slug in ("kinh-te", "nong-nghiep"):
        found = items(client, f"/rss/chuyen-muc/{slug}/")
        assert [item.findtext("title") for item in found] == ["Lúa"]
    assert client.get("/rss/chuyen-muc/khong-co/").status_code == 404


def test_an_empty_section_has_a_valid_feed_that_is_the_same_tomorrow(client):
    make_section("Kinh tế")
    assert items(client, "/rss/chuyen-muc/kinh-te/") == []
    address = "/rss/chuyen-muc/kinh-te/"
    assert client.get(address).content == client.get(address).content


def test_a_topic_has_its_own(client):
    make_article("Có chủ đề", tags=["Nghị quyết"])
    make_article("Không có")
    found = items(client, "/rss/chu-de/nghi-quyet/")
    assert [item.findtext("title") for item in found] == ["Có chủ đề"]


def test_another_name_of_a_topic_leads_to_it(client):
    make_article(tags=["Nghị quyết"])
    Tag.objects.create(name="NQ", alias_of=Tag.objects.get())
    response = client.get("/rss/chu-de/nq/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/rss/chu-de/nghi-quyet/"


def test_a_topic_only_of_drafts_is_nobodys_business(client):
    make_article(tags=["Nghị quyết"], published=False)
    Tag.objects.create(name="NQ", alias_of=Tag.objects.get())
    assert client.get("/rss/chu-de/nghi-quyet/").status_code == 404
    assert client.get("/rss/chu-de/nq/").status_code == 404


def test_a_withdrawn_article_is_gone_and_a_scheduled_one_comes_by_itself(client):
    article = make_article()
    actions.withdraw_article(article, by=None)
    later = make_article("Sau này", publish_at=timezone.now() + dt.timedelta(hours=1))
    assert items(client) == []
    Article.objects.filter(pk=later.pk).update(publish_at=timezone.now())
    assert len(items(client)) == 1


@pytest.mark.parametrize("address", ["/rss/", "/rss/chuyen-muc/xay-dung-dang/", "/rss/chu-de/a/"])
def test_it_sets_no_cookie_and_costs_little(client, django_assert_max_num_queries, address):
    photo = make_photo()
    for number in range(35):
        make_article(f"Tin {number}", tags=["A", "Nghị quyết"], photo=photo)
    with django_assert_max_num_queries(4):
        response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.content.count(b"<item>") == 30


def test_the_pages_lead_to_their_feeds(client):
    section = make_section("Kinh tế")
    make_article(section=section, tags=["Nghị quyết"])
    for address, kind, of in (
        ("/", "rss", {}),
        ("/", "atom", {}),
        (section.get_absolute_url(), "rss", {"section": "kinh-te"}),
        (section.get_absolute_url(), "atom", {"section": "kinh-te"}),
        ("/chu-de/nghi-quyet/", "rss", {"tag": "nghi-quyet"}),
    ):
        feed = reverse(f"articles:{kind}", kwargs=of)
        html = client.get(address).content.decode()
        assert f'<link rel="alternate" type="application/{kind}+xml"' in html
        assert f'href="{feed}"' in html


def test_it_is_read_only(client):
    assert client.post("/rss/").status_code == 405


@pytest.mark.parametrize("odd", ["\x08", "\x7f", "\x9f", "\ufffe", "\uffff"])
def test_odd_characters_that_came_past_the_forms_do_not_break_it(client, odd):
    make_article()
    Article.objects.update(headline=f"Chi{odd} bộ", lead=f"Sa{odd}po", author_name=f"Th{odd}u")
    Section.objects.update(name=f"Kinh{odd} tế")
    (item,) = items(client)
    assert item.findtext("title") == "Chi bộ"


@pytest.mark.parametrize("odd", ["\x08", "\x00", "\x7f", "\x9f", "\ufffe", "\uffff", "\ud800"])
def test_characters_that_no_feed_may_hold_are_dropped_on_the_way_in(client, odd):
    article = make_article(
        f"Chi{odd} bộ", lead=f"Sa{odd}po", author_name=f"Thu{odd} Nhàn", tags=[f"Nghị{odd} quyết"]
    )
    assert (article.headline, article.author_name) == ("Chi bộ", "Thu Nhàn")
    article.section.name = f"Kinh{odd} tế"
    article.section.save()
    (item,) = items(client)
    assert [c.text for c in item.findall("category")] == ["Kinh tế", "Nghị quyết"]
    photo = make_photo(caption=f"Cánh{odd} đồng", credit=f"Hà{odd} Vân", alt=f"Ruộ{odd}ng")
    assert (photo.caption, photo.credit, photo.alt) == ("Cánh đồng", "Hà Vân", "Ruộng")
    photo.caption = f"Đồng{odd} Mây"
    photo.save()
    assert photo.caption == "Đồng Mây"


@pytest.mark.parametrize("parting", ["\t", "\x0b", "\x0c", "\x1f", "\x85"])
def test_controls_that_part_words_become_a_space(parting):
    assert tidy(f"Đảng{parting}bộ") == "Đảng bộ"


def test_what_stood_between_a_letter_and_its_mark_does_not_keep_them_apart():
    assert tidy("e\x08\u0302\u200b\u0301\nb") == "ế\nb"
