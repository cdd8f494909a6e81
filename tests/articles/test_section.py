import pytest

from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


def test_it_lists_its_own_articles_newest_first(page):
    section, other = make_section("Kinh tế"), make_section("Văn bản")
    make_article("Bài một", section=section)
    make_article("Bài hai", section=section)
    make_article("Bài khác", section=other)
    html = page("/chuyen-muc/kinh-te/")
    assert html.index("Bài hai") < html.index("Bài một")
    assert "Bài khác" not in html
    assert 'aria-current="page">Kinh tế' in html


def test_an_empty_section_says_so(page):
    make_section("Kinh tế")
    assert "Chuyên mục này chưa có bài nào" in page("/chuyen-muc/kinh-te/")


def test_an_unknown_section_is_404(page):
    page("/chuyen-muc/khong-co/", status=404)


def test_pages_follow_each_other_without_counting(page, client, django_assert_max_num_queries):
    section = make_section("Kinh tế")
    for number in range(41):
        make_article(f"Tin số {number:02}", section=section)
    first = page("/chuyen-muc/kinh-te/")
    assert "Tin số 40" in first
    assert '?trang=2" rel="next"' in first
    assert "Mới hơn" not in first
    with django_assert_max_num_queries(5):
        last = page("/chuyen-muc/kinh-te/?trang=3")
    assert "Tin số 00" in last
    assert "Cũ hơn" not in last
    assert '?trang=2" rel="prev"' in last


@pytest.mark.parametrize("number", ["0", "-1", "abc", "", "2", "1.5", "99999999", "٢", "1 OR 1"])
def test_a_page_that_cannot_be_is_404(page, number):
    make_article(section=make_section("Kinh tế"))
    page(f"/chuyen-muc/kinh-te/?trang={number}", status=404)


def test_unknown_parameters_are_ignored(page):
    make_article(section=make_section("Kinh tế"))
    page("/chuyen-muc/kinh-te/?utm_source=zalo&x=1")


def test_it_is_read_only(client):
    make_section("Kinh tế")
    assert client.post("/chuyen-muc/kinh-te/").status_code == 405
