import pytest

from articles import actions
from articles.models import Article
from tests.articles.lists import headlines, newer, older
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db
ADDRESS = "/phong-su-anh/"
COLOURS = ["olive", "teal", "maroon", "navy", "gray"]


@pytest.fixture
def photos():
    return [make_photo(colour) for colour in COLOURS]


def story(headline, photos, **kw):
    rows = [{"photo": photo.pk, "caption": photo.caption, "alt": photo.alt} for photo in photos]
    return make_article(headline, photos=rows, **kw)


def test_it_lists_articles_with_four_photos_of_their_own(page, photos):
    story("Một ngày ở chợ quê", photos)
    story("Bốn ảnh là đủ", photos[:4])
    story("Chỉ ba ảnh", photos[:3])
    make_article("Không ảnh")
    html = page(ADDRESS)
    assert headlines(html) == ["Bốn ảnh là đủ", "Một ngày ở chợ quê"]
    assert html.count('fetchpriority="high"') == 1


def test_none_yet_is_said(page):
    make_article()
    assert "Chưa có phóng sự ảnh nào" in page(ADDRESS)


def test_drafts_are_not_listed(page, photos):
    story("Bản nháp", photos, published=False)
    assert "Bản nháp" not in page(ADDRESS)


def test_a_photo_that_is_taken_down_may_be_the_one_too_few(page, photos, publisher):
    article = story("Bốn ảnh là đủ", photos[:4])
    actions.take_down_photo(photos[0], "Người trong ảnh không đồng ý.", by=publisher)
    assert headlines(page(ADDRESS)) == []
    assert Article.objects.published().get() == article


def test_it_goes_on_page_by_page_at_the_same_cost(page, photos, django_assert_max_num_queries):
    for number in range(15):
        story(f"Ảnh {number:02}", photos)
    with django_assert_max_num_queries(4):
        first = page(ADDRESS)
    with django_assert_max_num_queries(5):
        second = page(ADDRESS + older(first))
    assert headlines(second) == ["Ảnh 01", "Ảnh 00"]
    assert newer(second) == ADDRESS
    page(f"{ADDRESS}?trang=2", status=404)


def test_it_is_read_only(client):
    assert client.post(ADDRESS).status_code == 405
