"""Nothing of a public page lies outside the window."""

import pytest

from tests.factories import make_article, make_section

SECTIONS = ["Tin tức", "Xây dựng Đảng", "Sinh hoạt chuyên đề", "Học tập và làm theo Bác"]
SECTIONS += ["Kinh tế", "Văn hóa – Xã hội", "Quốc phòng – An ninh", "Dân vận", "Thông báo"]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def _nine_sections():
    for position, name in enumerate(SECTIONS):
        make_section(name, position=position)


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_a_desktop_shows_the_whole_navigation(new_page, width):
    page = new_page(viewport={"width": width, "height": 900})
    page.goto("/")
    ends = page.locator("nav.sections a").evaluate_all(
        "links => links.map(link => link.getBoundingClientRect().right)"
    )
    assert (
        max(ends)
        <= page.locator("nav.sections ul").bounding_box()["x"]
        + (page.locator("nav.sections ul").bounding_box()["width"])
    )


@pytest.mark.parametrize("address", ["/khong-co-gi/", "/tim-kiem/", "article"])
def test_a_telephone_is_wide_enough(phone, address):
    story = make_article()
    phone.goto(story.get_absolute_url() if address == "article" else address)
    assert phone.evaluate(WIDER) == 0
    row = phone.locator("nav.sections ul")
    assert row.evaluate("row => row.scrollWidth > row.clientWidth")
    assert row.evaluate("row => getComputedStyle(row).overflowX") == "auto"
