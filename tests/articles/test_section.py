import datetime as dt

import pytest
from django.utils.timezone import now

from articles import actions
from articles.models import Article
from tests.articles.lists import headlines, newer, older
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
    assert "Mới hơn" not in first
    second = page("/chuyen-muc/kinh-te/" + older(first))
    assert "Tin số 20" in second
    assert newer(second) == "/chuyen-muc/kinh-te/"
    with django_assert_max_num_queries(6):
        last = page("/chuyen-muc/kinh-te/" + older(second))
    assert "Tin số 00" in last
    assert "Cũ hơn" not in last
    assert newer(last) == older(first)


def test_articles_that_arrive_meanwhile_move_nothing_to_another_page(page):
    section = make_section("Kinh tế")
    for number in range(41):
        make_article(f"Tin số {number:02}", section=section)
    address = "/chuyen-muc/kinh-te/"
    second, third = older(page(address)), older(page(address + older(page(address))))
    before = headlines(page(address + third))
    for number in range(3):
        make_article(f"Tin nóng {number}", section=section, publish_at=now())
    assert headlines(page(address + second))[0] == "Tin số 20"
    assert headlines(page(address + third)) == before
    # On the way back three articles stand between page 2 and the top: a page of 20, then these.
    between = newer(page(address + second))
    assert headlines(page(address + between))[0] == "Tin số 40"
    assert newer(page(address + between)) == address


def test_a_page_whose_first_neighbour_was_withdrawn_is_still_there(page, publisher):
    section = make_section("Kinh tế")
    articles = [make_article(f"Tin số {number:02}", section=section) for number in range(22)]
    second = older(page("/chuyen-muc/kinh-te/"))
    actions.withdraw_article(articles[2], by=publisher)
    assert headlines(page("/chuyen-muc/kinh-te/" + second)) == ["Tin số 01", "Tin số 00"]


def test_articles_of_one_moment_each_stand_on_one_page(page):
    section = make_section("Kinh tế")
    moment = dt.datetime(2022, 1, 10, 1, 30, 7, 250_000, tzinfo=dt.UTC)
    for number in range(45):
        make_article(f"Tin số {number:02}", section=section, publish_at=moment)
    found, address = [], "/chuyen-muc/kinh-te/"
    html = page(address)
    while True:
        found += headlines(html)
        if not older(html):
            break
        html = page(address + older(html))
    assert found == [f"Tin số {number:02}" for number in reversed(range(45))]


def test_what_is_scheduled_or_over_is_on_no_page(page):
    section = make_section("Kinh tế")
    make_article("Bài hẹn giờ", section=section, publish_at=now() + dt.timedelta(hours=1))
    over = make_article("Bài hết hạn", section=section)
    Article.objects.filter(pk=over.pk).update(expires_at=now() - dt.timedelta(minutes=1))
    assert headlines(page("/chuyen-muc/kinh-te/")) == []
    ahead = f"{now() + dt.timedelta(days=1):%Y%m%d-%H%M}-1"
    page(f"/chuyen-muc/kinh-te/?trang={ahead}", status=404)


@pytest.mark.parametrize(
    "place",
    [
        *("0", "-1", "abc", "", "2", "1.5", "99999999", "٢", "1 OR 1"),
        "20211231-0000-1",  # nothing is older
        "20220230-0000-1",
        "20221301-0000-1",
        "20220201-2460-1",
        "20220201-000000-1",  # the seconds are not written
        "20220201-000061-1",
        "20220201-0000.000001-1",
        "20220201-0000-0",
        "20220201-0000-01",
        "20220201-0000--1",
        "20220201-0000-" + "9" * 19,
        "٢0220201-0000-1",
        "00010101-0000-1",
        "20220201-0000-1\n",
        "99991231-2359-1",
    ],
)
def test_a_page_that_cannot_be_is_404(client, place):
    make_article(section=make_section("Kinh tế"))
    assert client.get("/chuyen-muc/kinh-te/", {"trang": place}).status_code == 404


def test_a_place_of_any_number_and_moment_is_answered(page):
    make_article(section=make_section("Kinh tế"))
    assert headlines(page("/chuyen-muc/kinh-te/?trang=20220201-000007.000001-" + "9" * 18))


def test_unknown_parameters_are_ignored(page):
    make_article(section=make_section("Kinh tế"))
    page("/chuyen-muc/kinh-te/?utm_source=zalo&x=1")


def test_it_is_read_only(client):
    make_section("Kinh tế")
    assert client.post("/chuyen-muc/kinh-te/").status_code == 405
