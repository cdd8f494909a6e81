"""The formats of an article, made as an editor makes them: from the toolbar, by the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article, Attachment
from branch_portal.lib.html import clean
from tests.e2e.editor_page import EDITABLE, button, get_data, open_editor, paste, set_data
from tests.factories import make_article, make_photo

VIDEO = "https://www.youtube.com/watch?v=aB3-_6789xy"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>"
PDF += b"endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def saved(page):
    return clean(get_data(page))


# --- Photos ---------------------------------------------------------------------------------------


@pytest.fixture
def library(transactional_db):
    make_photo("olive", caption="Ruộng bậc thang", alt="Ruộng lúa chín", credit="Hà Vân")
    for number in range(24):
        make_photo((number * 9, 80, 120), caption=f"Hội nghị {number}", alt="", credit="")


def test_a_photo_of_the_library_comes_with_its_words(writing, library):
    open_editor(writing)
    writing.locator(EDITABLE).click()
    button(writing, "Ảnh từ thư viện").click()
    dialog = writing.get_by_role("dialog", name="Ảnh từ thư viện")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    expect(dialog.locator("li")).to_have_count(24)
    dialog.get_by_role("button", name="Xem thêm").click()
    expect(dialog.locator("li")).to_have_count(25)
    expect(dialog.locator("li button").last).to_be_focused()
    expect(dialog.get_by_role("button", name="Xem thêm")).to_be_hidden()
    dialog.get_by_role("searchbox").fill("ruong bac")
    expect(dialog.locator("li")).to_have_count(1)
    writing.keyboard.press("Tab")
    writing.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    assert re.fullmatch(
        r'<figure class="image"><img src="/media/photos/[^"]+" alt="Ruộng lúa chín" '
        r'data-photo-id="\d+" width="\d+" height="\d+">'
        r"<figcaption>Ruộng bậc thang</figcaption></figure>",
        re.sub(r"<img [^>]*>", lambda tag: in_order(tag[0]), saved(writing)),
    ), saved(writing)


def in_order(tag):
    """The attributes of a picture in one order, whatever the editor chose."""
    named = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
    order = ["src", "alt", "data-photo-id", "width", "height"]
    return "<img " + " ".join(f'{name}="{named[name]}"' for name in order) + ">"


def test_escape_closes_the_library_and_gives_the_keyboard_back(writing, library):
    open_editor(writing)
    writing.locator(EDITABLE).click()
    button(writing, "Ảnh từ thư viện").click()
    dialog = writing.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("không có gì")
    expect(dialog.get_by_role("status")).to_have_text("Không có ảnh nào khớp.")
    writing.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(writing.locator(EDITABLE)).to_be_focused()
    writing.keyboard.type("viết tiếp")
    assert saved(writing) == "<p>viết tiếp</p>"


def test_a_library_that_cannot_be_asked_says_so(writing):
    open_editor(writing)
    writing.route("**/toa-soan/anh/tim/**", lambda route: route.abort())
    button(writing, "Ảnh từ thư viện").click()
    expect(writing.get_by_role("dialog")).to_contain_text("Mất kết nối tới máy chủ")


# --- Links ----------------------------------------------------------------------------------------


def test_a_link_to_another_article_is_kept_by_its_number(writing):
    article = make_article("Giữ nước cho vụ xuân")
    make_article("Bài khác hẳn")
    open_editor(writing)
    writing.locator(EDITABLE).click()
    writing.keyboard.type("Xem bài trước")
    for _letter in range(len("bài trước")):
        writing.keyboard.press("Shift+ArrowLeft")
    button(writing, "Liên kết tới bài trên cổng").click()
    dialog = writing.get_by_role("dialog")
    expect(dialog.locator("li")).to_have_count(2)
    dialog.get_by_role("searchbox").fill("giu nuoc")
    expect(dialog.locator("li")).to_have_count(1)
    dialog.get_by_role("button", name="Giữ nước cho vụ xuân").click()
    link = f'<a href="/tin/{article.pk}/" rel="noopener noreferrer">bài trước</a>'
    expect(writing.locator(f"{EDITABLE} a")).to_have_text("bài trước")
    assert saved(writing) == f"<p>Xem {link}</p>"


def test_with_nothing_selected_the_headline_becomes_the_link(writing):
    article = make_article("Giữ nước cho vụ xuân")
    open_editor(writing)
    writing.locator(EDITABLE).click()
    button(writing, "Liên kết tới bài trên cổng").click()
    writing.get_by_role("dialog").get_by_role("button", name=article.headline).click()
    expect(writing.locator(f"{EDITABLE} a")).to_have_text(article.headline)
    writing.keyboard.type(" nhé")
    link = f'<a href="/tin/{article.pk}/" rel="noopener noreferrer">{article.headline}</a>'
    assert saved(writing) == f"<p>{link} nhé</p>"


def choose_file(page, name, content):
    with page.expect_file_chooser() as chooser:
        button(page, "Chèn tệp (PDF, DOCX)").click()
    chooser.value.set_files({"name": name, "mimeType": "application/pdf", "buffer": content})


def test_a_file_is_sent_and_linked(writing):
    open_editor(writing)
    writing.locator(EDITABLE).click()
    writing.keyboard.type("Kèm theo: ")
    choose_file(writing, "ke-hoach-thang-11.pdf", PDF)
    link = writing.locator(f"{EDITABLE} a")
    expect(link).to_be_visible()
    attachment = Attachment.objects.get()
    assert link.get_attribute("href") == f"/tep/{attachment.pk}/"
    assert saved(writing).startswith(f'<p>Kèm theo: <a href="/tep/{attachment.pk}/" ')
    assert attachment.title in saved(writing)


def test_a_refused_file_says_why(writing):
    open_editor(writing)
    said = []
    writing.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    choose_file(writing, "gia.pdf", b"<html>")
    writing.wait_for_timeout(500)
    assert len(said) == 1
    assert said[0].startswith("Không chèn được tệp “gia.pdf”.")
    assert saved(writing) == ""


# --- Quotes and videos ----------------------------------------------------------------------------


def test_a_pull_quote_is_switched_on_and_off(writing):
    open_editor(writing)
    writing.locator(EDITABLE).click()
    writing.keyboard.type("Lời hay")
    pull = button(writing, "Trích dẫn nổi bật")
    pull.click()
    expect(pull).to_have_attribute("aria-pressed", "true")
    pulled = '<blockquote class="pull-quote"><p>Lời hay</p></blockquote>'
    assert saved(writing) == pulled
    set_data(writing, pulled)
    assert saved(writing) == pulled, "and survives opening again"
    writing.locator(f"{EDITABLE} blockquote p").click()
    pull.click()
    assert saved(writing) == "<p>Lời hay</p>"
    button(writing, "Trích dẫn").click()
    assert saved(writing) == "<blockquote><p>Lời hay</p></blockquote>"
    pull.click()
    assert saved(writing) == pulled


def test_a_video_is_a_card_and_nobody_else_is_asked(writing):
    open_editor(writing)
    writing.locator(EDITABLE).click()
    button(writing, "Chèn video").click()
    dialog = writing.locator(".ck-dialog")
    dialog.get_by_role("textbox").fill("https://example.com/phim")
    dialog.get_by_role("button", name="Chấp nhận").or_(
        dialog.get_by_role("button", name="Chèn")
    ).first.click()
    expect(dialog).to_contain_text("Chỉ nhận video trên YouTube hoặc Vimeo.")
    dialog.get_by_role("textbox").fill("https://youtu.be/aB3-_6789xy")
    writing.keyboard.press("Enter")
    expect(writing.locator(f"{EDITABLE} .video-card")).to_contain_text("Video trên YouTube")
    assert writing.locator(f"{EDITABLE} iframe").count() == 0
    video = f'<figure class="media"><oembed url="{VIDEO}"></oembed></figure>'
    assert saved(writing) == video
    set_data(writing, video)
    expect(writing.locator(f"{EDITABLE} .video-card")).to_contain_text("aB3-_6789xy")
    assert saved(writing) == video


def test_the_address_of_a_video_becomes_a_card_when_it_is_pasted(writing):
    open_editor(writing)
    paste(writing, text=VIDEO)
    expect(writing.locator(f"{EDITABLE} .video-card")).to_be_visible()
    assert saved(writing) == f'<figure class="media"><oembed url="{VIDEO}"></oembed></figure>'


def test_a_reader_loads_the_player_by_a_click_only(browser, live_server, phone, page):
    body = f'<p>Xem:</p><figure class="media"><oembed url="{VIDEO}"></oembed></figure>'
    address = make_article("Có video", body=body).get_absolute_url()
    for device in (phone, page):  # watched: any request to another host fails the test
        device.goto(address)
        card = device.get_by_role("link", name="Xem video trên YouTube")
        expect(card).to_have_attribute("href", VIDEO)
    context = browser.new_context(base_url=live_server.url)
    context.route(
        "https://www.youtube-nocookie.com/**",
        lambda route: route.fulfill(body="<p>may phat</p>", content_type="text/html"),
    )
    clicking = context.new_page()
    clicking.goto(address)
    clicking.get_by_role("link", name="Xem video trên YouTube").click()
    expect(clicking.locator("iframe")).to_have_attribute("src", re.compile("/embed/aB3-_6789xy"))
    expect(clicking.frame_locator("iframe").locator("p")).to_have_text("may phat")
    context.close()


# --- What other scripts rely on -------------------------------------------------------------------


def test_other_scripts_hear_of_changes_and_can_put_a_text_back(writing):
    open_editor(writing)
    writing.evaluate(
        """() => document.addEventListener("article-editor:changed",
            ({target}) => { document.body.dataset.heard = `${target.id} ${target.value}`; })"""
    )
    writing.locator(EDITABLE).click()
    writing.keyboard.type("Một")
    heard = writing.locator("body")
    expect(heard).to_have_attribute("data-heard", "id_body <p>Một</p>")
    writing.evaluate("articleEditor.setData('id_body', '<p>Bản cất trên máy</p>')")
    expect(heard).to_have_attribute("data-heard", "id_body <p>Bản cất trên máy</p>")
    expect(writing.locator(EDITABLE)).to_have_text("Bản cất trên máy")
    writing.locator(EDITABLE).click()
    writing.keyboard.press("Control+Z")
    expect(writing.locator(EDITABLE)).to_have_text("Một")


def test_everything_together_is_stored_and_opens_again(writing, administrator):
    photo = make_photo()
    size = photo.sizes("jpeg")[0]
    body = clean(
        f'<h2>Mục</h2><p>Chữ <strong>đậm</strong>, <em>nghiêng</em>, <a href="/tin/5/">bài</a>.</p>'
        f'<figure class="image"><img src="{size["url"]}" alt="Ao" width="640" height="400" '
        f'data-photo-id="{photo.pk}"><figcaption>Ao làng</figcaption></figure>'
        '<blockquote class="pull-quote"><p>Lời hay</p></blockquote>'
        f'<figure class="media"><oembed url="{VIDEO}"></oembed></figure>'
        "<ul><li>một<ol><li>hai</li></ol></li></ul>"
        '<figure class="table"><table><thead><tr><th>Thôn</th></tr></thead>'
        "<tbody><tr><td>Hạ</td></tr></tbody></table></figure>"
    )
    article = make_article(body=body, by=administrator, published=False)
    open_editor(writing, f"/admin/articles/article/{article.pk}/change/")
    assert re.sub(r"<img [^>]*>", lambda tag: in_order(tag[0]), saved(writing)) == re.sub(
        r"<img [^>]*>", lambda tag: in_order(tag[0]), body
    )
    assert Article.objects.get().body == body
