"""The moderators' queue in a real browser: by keys, without scripts, and for everybody's eyes."""

import pytest
from playwright.sync_api import expect

from comments import actions
from comments.models import Comment, CommentBand
from tests.comments.moderating import QUEUE, card
from tests.e2e.test_public_pages import ALL, AXE, CHECK, WIDER
from tests.factories import make_article, make_comment

LONG = "Một câu chuyện dài về con đường làng. " * 30
CURRENT = ".row.is-current"


@pytest.fixture
def article(transactional_db):
    return make_article()


@pytest.fixture
def rows(article):
    return [make_comment(article, f"Ý kiến thứ {n}", author_name=f"Bạn {n}") for n in range(4)]


def states(rows):
    return [Comment.objects.get(pk=row.pk).state for row in rows]


def test_a_moderator_decides_by_keys(page, sign_in, rows, moderator):
    sign_in(page, moderator, QUEUE)
    expect(page.locator(CURRENT)).to_contain_text("Bạn 0")
    page.keyboard.press("j")
    expect(page.locator(CURRENT)).to_contain_text("Bạn 1")
    page.keyboard.press("a")
    expect(page.locator(".messagelist")).to_contain_text("Đã duyệt")
    # one stands at the comment that followed
    expect(page.locator(CURRENT)).to_contain_text("Bạn 2")
    page.keyboard.press("s")
    expect(page.locator(CURRENT)).to_contain_text("Bạn 3")
    page.keyboard.press("k")
    page.keyboard.press("r")
    page.locator(f"{CURRENT} select[name=reason]").select_option("off_topic")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("từ chối")
    page.keyboard.press("e")
    page.keyboard.type("Hỏi lại xã j k a")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("chuyển cấp")
    assert states(rows) == ["rejected", "approved", "spam", "escalated"]
    page.keyboard.press("u")
    expect(page.locator(".messagelist")).to_contain_text("hoàn tác")
    assert states(rows)[3] == "pending"


def test_keys_are_listed_switched_off_and_silent_while_somebody_types(
    page, sign_in, rows, moderator
):
    sign_in(page, moderator, QUEUE)
    page.keyboard.press("?")
    expect(page.locator("#keys dl")).to_be_visible()
    page.locator("#queue-search").press_sequentially("jas?")
    expect(page.locator("#queue-search")).to_have_value("jas?")
    page.get_by_label("Dùng phím tắt trên máy này").uncheck()
    page.goto(QUEUE)
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert states(rows) == ["pending"] * 4


def test_the_card_goes_on_to_the_next_comment_by_keys(page, sign_in, rows, moderator):
    sign_in(page, moderator, QUEUE)
    page.goto(f"{card(rows[0])}?tab=waiting")
    page.keyboard.press("j")
    expect(page.locator(".card-comment")).to_contain_text("Ý kiến thứ 1")
    page.keyboard.press("a")
    expect(page.locator(".card-comment")).to_contain_text("Ý kiến thứ 2")
    page.keyboard.press("k")
    expect(page.locator(".card-comment")).to_contain_text("Ý kiến thứ 0")
    assert states(rows) == ["pending", "approved", "pending", "pending"]


def test_every_button_works_without_scripts(phone, sign_in, rows, moderator):
    sign_in(phone, moderator, QUEUE)
    expect(phone.locator("#keys")).to_be_hidden()
    at = [phone.locator(f"#row-{row.pk}") for row in rows]
    at[0].get_by_role("button", name="Duyệt").click()
    expect(phone.locator(".messagelist")).to_contain_text("bạn đọc thấy ngay")
    at[1].locator("select").select_option("insult")
    at[1].get_by_role("button", name="Từ chối").click()
    at[2].get_by_role("button", name="Thư rác").click()
    at[3].locator("summary", has_text="Chuyển cấp").click()
    at[3].get_by_label("Cần xem xét điều gì?").fill("Xem giúp")
    at[3].get_by_role("button", name="Chuyển cấp", exact=True).click()
    expect(phone.locator(".nothing")).to_be_visible()
    assert states(rows) == ["approved", "rejected", "spam", "escalated"]
    phone.get_by_role("button", name="Hoàn tác").click()
    assert states(rows)[3] == "pending"
    phone.goto(f"{card(rows[0])}?tab=approved")
    phone.get_by_label("Chữ cần che").fill("thứ 0")
    phone.get_by_role("button", name="Che", exact=True).click()
    assert Comment.objects.get(pk=rows[0].pk).masked_text == "Ý kiến [đã che]"


def test_ticked_comments_are_listed_before_they_change(page, sign_in, rows, moderator):
    sign_in(page, moderator, QUEUE)
    page.get_by_role("button", name="Đánh dấu cả trang").click()
    page.get_by_label("Đánh dấu ý kiến của Bạn 2").uncheck()
    page.get_by_label("Với các ý kiến đã đánh dấu").select_option("spam")
    page.get_by_role("button", name="Xem trước khi làm").click()
    expect(page.locator(".plan li")).to_have_count(3)
    page.locator("input[name=sure]").click()
    expect(page.locator(".messagelist")).to_contain_text("3 ý kiến")
    assert states(rows) == ["spam", "spam", "pending", "spam"]


def test_chosen_words_are_masked(page, sign_in, article, moderator):
    comment = make_comment(article, "Chào 😀 anh Bình ở xóm Đông")
    sign_in(page, moderator, QUEUE)
    page.goto(card(comment))
    page.evaluate(
        """() => {
            const node = document.querySelector("[data-words]").firstChild;
            const range = document.createRange();
            const at = node.data.indexOf("Bình");
            range.setStart(node, at);
            range.setEnd(node, at + 4);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.get_by_label("Thay bằng").select_option("person")
    page.evaluate("document.querySelector('[data-mask]').scrollIntoView()")
    page.get_by_role("button", name="Che phần đang chọn").click()
    expect(page.locator(".messagelist")).to_contain_text("Đã che")
    masked = Comment.objects.get(pk=comment.pk).masked_text
    assert masked == "Chào 😀 anh [đã che thông tin cá nhân] ở xóm Đông"


@pytest.mark.parametrize(("width", "light"), [(360, "light"), (1280, "light"), (1280, "dark")])
def test_queue_and_card_are_for_everybody(
    new_page, sign_in, article, moderator, district, width, light
):
    parent = make_comment(article, LONG, email="nguyen@example.vn", privacy=90, spam=40, abuse=60)
    actions.approve(parent, version=1, by=moderator)
    scored = {"explanation": [{"code": "link", "points": 2.0, "words": ""}], "parent": parent}
    words = "Gọi 0900 000 123 hoặc 0900 000 456 nhé bà con " + "w" * 200
    comment = make_comment(article, words, email="nguyen@example.vn", privacy=90, **scored)
    copy = make_comment(article, words)
    for row in (comment, copy):
        CommentBand.objects.create(comment=row, number=0, value=1)
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=light)
    sign_in(page, moderator, QUEUE)
    for address in (QUEUE, card(comment), f"{card(parent)}?tab=approved", f"{QUEUE}tam-dung/"):
        page.goto(address)
        assert page.evaluate(WIDER) <= 0, address
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate(CHECK, {"type": "tag", "values": ALL})
        assert not found, address + "\n" + "\n".join(found)
