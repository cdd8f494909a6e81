import pytest

from articles import actions
from articles.models import Listing
from tests.articles.lists import headlines, newer, older
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def signed(*names, user=None):
    return [{"name": name, "user": user} for name in names]


def test_it_lists_what_was_published_under_a_name(page):
    make_article("Bài một", author_name="Thu Nhàn")
    make_article("Bài hai", by_lines=signed("Hà Vân", "Thu Nhàn"))
    make_article("Bài ba", author_name="Hà Vân")
    html = page("/tac-gia/thu-nhan/")
    assert "<h1>Thu Nhàn</h1>" in html
    assert headlines(html) == ["Bài hai", "Bài một"]
    assert headlines(page("/tac-gia/ha-van/")) == ["Bài ba", "Bài hai"]


def test_names_that_differ_in_marks_or_case_only_are_one_person(page):
    make_article("Bài một", author_name="thu nhàn")
    make_article("Bài hai", author_name="THU NHAN")
    html = page("/tac-gia/thu-nhan/")
    assert "<h1>THU NHAN</h1>" in html  # as the newest article has it
    assert headlines(html) == ["Bài hai", "Bài một"]


def test_names_typed_as_one_lead_to_the_page_of_each(page):
    make_article("Bài một", author_name="Thu Nhàn – Hà Vân")
    assert headlines(page("/tac-gia/thu-nhan/")) == ["Bài một"]
    assert headlines(page("/tac-gia/ha-van/")) == ["Bài một"]
    page("/tac-gia/thu-nhan-ha-van/", status=404)


def test_an_account_alone_makes_no_page(page):
    writer = make_user("thuhang", full_name="Thu Hằng", is_staff=True)
    make_article("Bản nháp", by_lines=signed("Thu Hằng", user=writer.pk), published=False)
    page("/tac-gia/thu-hang/", status=404)
    page("/tac-gia/thuhang/", status=404)
    make_article("Bài đăng", by_lines=signed("Thu Hằng", user=writer.pk))
    assert "thuhang" not in page("/tac-gia/thu-hang/")


def test_the_page_goes_with_its_last_article(page, publisher):
    article = make_article("Bài một", author_name="Thu Nhàn")
    actions.withdraw_article(article, by=publisher)
    page("/tac-gia/thu-nhan/", status=404)


def test_a_name_without_letters_has_no_page():
    make_article("Bài một", author_name="***")
    assert not Listing.objects.filter(name__startswith="author:").exists()


@pytest.mark.parametrize("slug", ["khong-co", "x" * 500, "Thu-Nhan", "thu_nhan", "-"])
def test_an_unknown_name_is_404(page, slug):
    make_article("Bài một", author_name="Thu Nhàn")
    page(f"/tac-gia/{slug}/", status=404)


def test_its_cost_does_not_grow(page, django_assert_max_num_queries):
    for number in range(41):
        make_article(f"Tin số {number:02}", by_lines=signed("Hà Vân", "Thu Nhàn"))
    address = "/tac-gia/thu-nhan/"
    with django_assert_max_num_queries(5):
        first = page(address)
    second = page(address + older(first))
    with django_assert_max_num_queries(6):
        third = page(address + older(second))
    assert headlines(third) == ["Tin số 00"]
    assert (newer(second), newer(third)) == (address, older(first))


def test_it_is_read_only(client):
    make_article("Bài một", author_name="Thu Nhàn")
    assert client.post("/tac-gia/thu-nhan/").status_code == 405
