"""Tags in a real browser: suggestions while typing, and merging with a look beforehand."""

from articles.models import Article, Tag
from tests.factories import make_article

TAGS = "/admin/articles/tag/"
LIST = "/admin/articles/article/"


def test_two_tags_of_one_topic_become_one(page, publisher, sign_in):
    make_article("Bài một", tags=["Chuyển đổi số"])
    make_article("Bài hai", tags=["Số hóa"])
    make_article("Bài ba", tags=["Số hóa", "Chuyển đổi số"])
    sign_in(page, publisher, TAGS)
    page.locator("tr", has_text="Số hóa").locator("input.action-select").check()
    page.select_option("select[name=action]", "merge")
    page.click("button[name=index]")
    # Typed without marks, chosen with the keyboard alone.
    page.locator("input[name=into]").press_sequentially("chuyen")
    page.get_by_role("option", name="Chuyển đổi số").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("input[name=into]") == "Chuyển đổi số"
    page.click("text=Xem trước thay đổi")
    plan = page.locator(".plan").inner_text()
    assert "1 bài được gắn “Chuyển đổi số”; 1 bài đã có cả hai." in plan
    assert "/chu-de/so-hoa/ dẫn về /chu-de/chuyen-doi-so/" in plan
    assert Tag.objects.get(name="Số hóa").alias_of is None
    page.click("input[value=Gộp]")
    page.get_by_text("Đã gộp vào “Chuyển đổi số”; 2 bài được chuyển.").wait_for()
    page.goto("/chu-de/so-hoa/")
    assert page.url.endswith("/chu-de/chuyen-doi-so/")
    assert page.locator("article.row").count() == 3


def test_the_last_name_after_a_comma_is_suggested_and_changed_together(page, publisher, sign_in):
    make_article("Bài một", tags=["Chuyển đổi số"])
    make_article("Bài hai")
    sign_in(page, publisher, LIST)
    page.locator("#action-toggle").check()
    page.select_option("select[name=action]", "add_tags")
    page.click("button[name=index]")
    field = page.get_by_role("combobox", name="Chủ đề")
    field.press_sequentially("Nông thôn, so")
    page.get_by_role("option", name="Chuyển đổi số").click()
    assert field.input_value() == "Nông thôn, Chuyển đổi số, "
    # A name that stands there already is not suggested again.
    field.press_sequentially("chuyen")
    page.wait_for_timeout(500)
    assert page.get_by_role("option").count() == 0
    field.fill("Nông thôn, Chuyển đổi số")
    page.click("button[name=_look]")
    assert "2 bài sẽ thay đổi" in page.locator("#content").inner_text()
    page.click("input[name=_do]")
    page.get_by_text("Đã thay đổi 2 bài.").wait_for()
    for article in Article.objects.all():
        assert set(article.tags.values_list("name", flat=True)) == {"Nông thôn", "Chuyển đổi số"}


def test_on_a_telephone_the_list_is_cards_and_nothing_sticks_out(new_page, publisher, sign_in):
    phone = new_page(viewport={"width": 360, "height": 740})
    make_article("Một tiêu đề khá dài của bài viết về chuyển đổi số ở chi bộ thôn", tags=["Số hóa"])
    sign_in(phone, publisher, LIST)
    for address in (LIST, f"{LIST}?state=published", "/admin/", TAGS, f"{TAGS}merge/?tag=1"):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.goto(LIST)
    headline = phone.locator(".field-headline_line").bounding_box()
    section = phone.locator(".field-section_line").bounding_box()
    assert section["y"] > headline["y"]
