import pytest
from defusedxml import ElementTree

from branch_portal.lib.text import tidy
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db


def test_it_is_a_feed_of_the_newest_articles(client, settings):
    settings.SITE_URL = "https://bao.example.vn"
    article = make_article("Chi bộ & việc khó", tags=["Nghị quyết"])
    make_article("Bản nháp", published=False)
    response = client.get("/rss/", headers={"Host": "localhost"})
    assert response.headers["Content-Type"].startswith("application/rss+xml")
    items = ElementTree.fromstring(response.content).findall("channel/item")
    assert [item.findtext("title") for item in items] == ["Chi bộ & việc khó"]
    link = f"https://bao.example.vn{article.get_absolute_url()}"
    assert items[0].findtext("link") == link
    assert [c.text for c in items[0].findall("category")] == ["Xây dựng Đảng", "Nghị quyết"]


def test_it_sets_no_cookie_and_costs_little(client, django_assert_max_num_queries):
    for number in range(35):
        make_article(f"Tin {number}", tags=["Nghị quyết"])
    with django_assert_max_num_queries(5):
        response = client.get("/rss/")
    assert not response.cookies
    assert response.content.count(b"<item>") == 30


def test_it_is_read_only(client):
    assert client.post("/rss/").status_code == 405


@pytest.mark.parametrize("odd", ["\x08", "\x00", "\x7f", "\x9f", "\ufffe", "\uffff", "\ud800"])
def test_characters_that_no_feed_may_hold_are_dropped_on_the_way_in(client, odd):
    article = make_article(
        f"Chi{odd} bộ", lead=f"Sa{odd}po", author_name=f"Thu{odd} Nhàn", tags=[f"Nghị{odd} quyết"]
    )
    assert (article.headline, article.author_name) == ("Chi bộ", "Thu Nhàn")
    article.section.name = f"Kinh{odd} tế"
    article.section.save()
    item = ElementTree.fromstring(client.get("/rss/").content).find("channel/item")
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
