"""What the few scripts of a public page do, and that the page does without them."""

from articles.models import Reading
from tests.e2e.conftest import PHONE
from tests.factories import make_article

SIZE = "getComputedStyle(document.documentElement).fontSize"
SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


def test_the_letters_grow_without_a_script(new_page):
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(make_article().get_absolute_url())
    before = page.locator("h1").bounding_box()["height"]
    page.get_by_label("Rất lớn").check()
    assert page.locator("h1").bounding_box()["height"] > before * 1.2
    assert not page.get_by_role("button", name="In bài").is_visible()


def test_the_size_is_kept_on_this_telephone_and_nothing_jumps(new_page):
    page = new_page(viewport=PHONE)
    address = make_article(body="<p>Việc chung thì bàn chung.</p>" * 20).get_absolute_url()
    page.goto(address)
    page.get_by_label("Rất lớn").check()
    page.add_init_script(SHIFTS)
    page.goto(address)
    assert page.get_by_label("Rất lớn").is_checked()
    assert page.evaluate(SIZE) == "23px"
    assert page.evaluate("window.shifted") < 0.02
    assert page.context.cookies() == []


def test_ten_seconds_in_view_are_one_reading(new_page):
    article = make_article()
    page = new_page()
    page.clock.install()
    page.goto(article.get_absolute_url())
    page.clock.run_for(9_000)
    assert not Reading.objects.exists()
    with page.expect_response(lambda answer: "/luot-doc/" in answer.url) as told:
        page.clock.run_for(2_000)
    assert told.value.status == 204
    assert "cookie" not in told.value.request.all_headers()
    assert Reading.objects.get().number == 1


def test_on_paper_only_the_article_is_left(new_page):
    page = new_page()
    page.goto(make_article(tags=["Giữ nước"]).get_absolute_url())
    page.emulate_media(media="print")
    for chrome in (".sections", ".sizes", ".share", ".tags", ".foot-parts", ".comments form"):
        assert not page.locator(chrome).first.is_visible(), chrome
    assert page.locator(".on-paper").is_visible()
    assert page.locator(".story h1").is_visible()
