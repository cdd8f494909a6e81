"""A reader speaks, on a telephone without JavaScript and without an account."""

import pytest
from playwright.sync_api import expect

from comments import actions
from comments.models import Comment
from tests.factories import make_article

NAME, TEXT = "Lò Thị Mẩy", "Bài viết đúng chuyện bản tôi. Mong các bản khác làm theo."


@pytest.fixture
def article():
    return make_article("Chi bộ bàn việc giữ nước")


def write(page, name=NAME, text=TEXT, email=""):
    page.get_by_label("Tên của bạn").fill(name)
    page.get_by_label("Email", exact=True).fill(email)
    page.get_by_label("Nội dung").fill(text)


def send(page):
    page.get_by_role("button", name="Gửi ý kiến").click()


def test_a_comment_goes_its_way_from_the_form_to_the_page(phone, article, moderator):
    phone.goto(article.get_absolute_url())
    write(phone)
    phone.get_by_label("Tôi đồng ý").check()
    send(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Cảm ơn bạn đã gửi ý kiến")
    code = phone.locator(".code").inner_text()
    receipt = phone.url
    assert code in receipt
    assert TEXT not in phone.content()
    phone.reload()
    assert phone.url == receipt
    phone.get_by_role("link", name="Xem ý kiến đã được duyệt chưa").click()
    expect(phone.get_by_role("status")).to_contain_text("Đang chờ duyệt")

    comment = Comment.objects.get()
    assert (comment.code, comment.text, comment.author_name) == (code, TEXT, NAME)
    actions.approve(comment, version=comment.version, by=moderator)
    phone.get_by_label("Mã ý kiến").fill(f" {code.lower()} ")
    phone.get_by_role("button", name="Xem kết quả").click()
    expect(phone.get_by_role("status")).to_contain_text("Đã đăng")
    phone.get_by_role("link", name="Xem dưới bài").click()
    expect(phone.locator(f"#yk-{code}")).to_contain_text(TEXT)

    phone.locator(f"#yk-{code}").get_by_role("link", name="Trả lời").click()
    expect(phone.locator("blockquote")).to_contain_text(TEXT)
    write(phone, "Thào A Lử", "Bản tôi cũng vậy.")
    phone.get_by_label("Tôi đồng ý").check()
    send(phone)
    expect(phone.locator(".code")).to_be_visible()
    assert Comment.objects.latest("pk").parent_id == comment.pk
    assert phone.context.cookies() == []


def test_wrong_input_is_said_first_and_nothing_has_to_be_typed_again(phone, article):
    phone.goto(article.get_absolute_url())
    write(phone, "Ban biên tập", TEXT, "không phải địa chỉ")
    send(phone)
    alert = phone.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert.get_by_role("listitem")).to_have_count(3)
    alert.get_by_role("link", name="Tên của bạn").click()
    expect(phone.get_by_label("Tên của bạn")).to_be_focused()
    expect(phone.get_by_label("Nội dung")).to_have_value(TEXT)
    assert not Comment.objects.exists()
    write(phone, NAME, TEXT)
    phone.get_by_label("Tôi đồng ý").check()
    send(phone)
    expect(phone.locator(".code")).to_be_visible()
    assert Comment.objects.count() == 1


def test_the_same_words_twice_are_one_comment(phone, article):
    codes = []
    for _time in range(2):
        phone.goto(article.get_absolute_url())
        write(phone)
        phone.get_by_label("Tôi đồng ý").check()
        send(phone)
        codes.append(phone.locator(".code").inner_text())
    assert codes[0] == codes[1]
    assert Comment.objects.count() == 1


def test_what_was_noticed_is_said_before_it_is_sent(page, article):
    page.goto(article.get_absolute_url())
    write(page, text="Ai muốn xem bể nước xin gọi số 0900 000 123 cho tôi.")
    page.get_by_label("Tôi đồng ý").check()
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("sẽ được che khi đăng")
    page.get_by_role("button", name="Sửa lại").click()
    page.get_by_label("Nội dung").fill("Ai muốn xem bể nước thì đến nhà văn hóa bản.")
    send(page)
    expect(page.locator(".code")).to_be_visible()
    assert "nhà văn hóa" in Comment.objects.get().text
