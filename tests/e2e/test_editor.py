"""The editor in the admin: it works, in Vietnamese, and the packaged script's hole is closed."""

import base64
import hashlib
import re
from pathlib import Path

import django_ckeditor_5
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, Section
from tests.e2e.editor_page import EDITABLE, get_data, open_editor, set_data

STATIC = Path(finders.find("js/editor.js")).parent.parent
STOCK_VERSION = b"47.5.0"
STOCK_SCRIPT = Path(django_ckeditor_5.__file__).parent / "static/django_ckeditor_5/dist/bundle.js"
# CVE-2026-116688 writes through the name of a style into Object.prototype. The marker is harmless:
# one string that every object of the page would suddenly have.
POLLUTING = '<p style="constructor.prototype.marker: polluted">Nội dung thử</p>'
BUTTONS = [
    "Hoàn tác", "Làm lại", "Tiêu đề", "Đậm", "Nghiêng", "Xóa định dạng", "Chèn liên kết",
    "Danh sách dấu đầu dòng", "Danh sách đánh số", "Trích dẫn", "Chèn bảng",
    "Tải ảnh lên từ máy tính", "Tìm và thay thế", "Ảnh từ thư viện", "Chèn video",
    "Trích dẫn nổi bật", "Liên kết tới bài trên cổng", "Chèn tệp",
]  # fmt: skip
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAFElEQVR4nGNkYPjPgBsw4ZEbwdIAQS0BE8dd"
    "JZUAAAAASUVORK5CYII="
)
PASTE = """([selector, html]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "dán");
    const paste = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
    document.querySelector(selector).dispatchEvent(paste);
}"""


# --- Without a browser ----------------------------------------------------------------------------


def test_the_packaged_script_is_answered_by_our_own_file():
    for name in (
        "dist/bundle.js",
        "dist/styles.css",
        "dist/translations/vi.js",
        "dist/bundle.js.map",
    ):
        found = Path(finders.find(f"django_ckeditor_5/{name}"))
        assert found == STATIC / "django_ckeditor_5" / name


def test_no_static_file_that_can_be_served_carries_the_packaged_editor():
    paths = {path for finder in finders.get_finders() for path, _ in finder.list([])}
    carrying = [path for path in paths if STOCK_VERSION in Path(finders.find(path)).read_bytes()]
    assert "vendor/ckeditor5/ckeditor5.umd.js" in paths
    assert carrying == []


@pytest.mark.parametrize("folder", ["vendor/ckeditor5", "vendor/source-serif-4"])
def test_vendored_files_are_the_ones_written_down(folder):
    written = re.findall(
        r"^([0-9a-f]{64})  (\S+)$", (STATIC / folder / "README.md").read_text(), re.M
    )
    present = {
        str(p.relative_to(STATIC / folder)) for p in (STATIC / folder).rglob("*") if p.is_file()
    }
    assert {name for _, name in written} == present - {"README.md"}
    for sha256, name in written:
        assert hashlib.sha256((STATIC / folder / name).read_bytes()).hexdigest() == sha256, name


def test_the_vendored_editor_is_new_enough():
    script = (STATIC / "vendor/ckeditor5/ckeditor5.umd.js").read_text()
    version = re.search(r"(?<![\d.])(\d{2})\.(\d+)\.(\d+)(?=`|\"|')", script).groups()
    assert tuple(map(int, version)) >= (48, 5, 2)


# --- In the browser -------------------------------------------------------------------------------


@pytest.fixture
def page(browser, live_server, client, administrator):
    """A signed-in page with its own watch: `complaints`, `requested` and, in it, `violations`.

    Not the folder's `new_page`: some tests below make the browser complain on purpose.
    """
    client.force_login(administrator)
    context = browser.new_context(locale="vi-VN", base_url=live_server.url)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.complaints = []
    page.requested = []
    page.on(
        "console",
        lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.requested.append(request.url))
    page.add_init_script(
        "window.violations = []; document.addEventListener('securitypolicyviolation',"
        " (e) => window.violations.push(`${e.effectiveDirective} ${e.blockedURI}`));"
    )
    yield page
    context.close()


@pytest.fixture
def stored(transactional_db):
    """An article whose body came past the sanitiser, as a row written by hand would."""
    section = Section.objects.create(name="Tin thử", slug="tin-thu")
    article = Article.objects.create(
        section=section, headline="Bài thử", lead="Sapô", body="<p>x</p>"
    )
    Article.objects.filter(pk=article.pk).update(body=POLLUTING)
    return article


def change_url(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def save(page):
    with page.expect_navigation():
        page.locator("[name=_keep]").click()


def marker(page):
    return page.evaluate("({}).marker ?? null")


def paste(page, html):
    page.locator(EDITABLE).click()
    page.evaluate(PASTE, [EDITABLE, html])


def test_html_cannot_write_into_object_prototype(page, stored):
    open_editor(page, change_url(stored))
    assert "Nội dung thử" in get_data(page)
    assert marker(page) is None, "by the stored value"
    set_data(page, POLLUTING)
    assert marker(page) is None, "by setData"
    paste(page, POLLUTING)
    assert get_data(page).count("Nội dung thử") == 2
    assert marker(page) is None, "by a paste"


def test_the_marker_does_find_the_hole_in_the_packaged_script(browser):
    """The control: without it the test above could pass because the marker is blunt."""
    script = STOCK_SCRIPT.read_text()
    if STOCK_VERSION.decode() not in script:
        pytest.skip("the package carries another version by now")
    page = browser.new_page()
    page.set_content("<div id='place'></div>")
    page.add_script_tag(content=script)
    # Hardened as far as its settings go: the hole is in the core, not in these.
    page.evaluate("""async () => {
        window.editor = await ClassicEditor.create(document.querySelector("#place"), {
            licenseKey: "GPL",
            removePlugins: ["GeneralHtmlSupport", "FullPage", "SourceEditing", "HtmlEmbed",
                            "Style", "Markdown"],
        });
    }""")
    assert marker(page) is None
    page.evaluate("(html) => editor.setData(html)", POLLUTING)
    assert marker(page) == "polluted"
    page.evaluate("delete Object.prototype.marker")
    page.evaluate(PASTE, [".ck-editor__editable", POLLUTING])
    assert marker(page) == "polluted"
    page.close()


def test_the_editor_speaks_vietnamese_and_offers_these_tools_only(page):
    open_editor(page, reverse("admin:articles_article_add"))
    toolbar = page.locator(".field-body .ck-editor__top .ck-toolbar")
    expect(toolbar).to_have_attribute("aria-label", re.compile("Thanh công cụ"))
    names = toolbar.locator(".ck-toolbar__items > *").evaluate_all(
        """(all) => all.filter((item) => !item.matches(".ck-toolbar__separator")).map((item) => {
            const button = item.matches("button") ? item : item.querySelector("button");
            return (button.getAttribute("data-cke-tooltip-text") || button.textContent)
                .replace(/ \\(.*/, "").trim();
        })"""
    )
    assert sorted(names) == sorted(BUTTONS)
    expect(page.locator(EDITABLE)).to_have_attribute("aria-label", re.compile("Nội dung"))
    toolbar.locator(".ck-heading-dropdown button").first.click()
    headings = page.locator(".ck-heading-dropdown .ck-list__item button")
    kinds = headings.evaluate_all(
        "(all) => all.map((b) => b.className.match(/ck-heading_(\\w+)/)[1])"
    )
    assert kinds == ["paragraph", "heading2", "heading3", "heading4"]


def test_the_editor_obeys_the_policy_and_stays_at_home(page, live_server):
    open_editor(page, reverse("admin:articles_article_add"))
    set_data(page, "<h2>Đề mục</h2><p>Chữ</p>")
    paste(page, "<table><tr><td style='width:3cm;color:red'>ô</td></tr></table>")
    page.locator(".field-body").get_by_role("button", name="Tìm và thay thế").click()
    expect(page.locator(".ck-dialog").get_by_text("Tìm và thay thế")).to_be_visible()
    assert page.evaluate("violations") == []
    assert page.complaints == []
    away = [
        url for url in page.requested if not url.startswith((live_server.url, "data:", "blob:"))
    ]
    assert away == []
    assert not [url for url in page.requested if "/django_ckeditor_5/" in url]


def test_typed_text_is_saved(page, stored):
    open_editor(page, change_url(stored))
    set_data(page, "")
    page.locator(EDITABLE).click()
    page.keyboard.type("Hội nghị")
    save(page)
    stored.refresh_from_db()
    assert stored.body == "<p>Hội nghị</p>"


def test_untouched_text_is_sent_back_letter_for_letter(page, stored):
    as_stored = "<p>Một <em>hai</em></p>\n<p>ba</p>"  # the editor itself would write <i>
    Article.objects.filter(pk=stored.pk).update(body=as_stored)
    open_editor(page, change_url(stored))
    assert "<i>" in get_data(page)
    page.locator("form").evaluate_all(
        "(forms) => forms.forEach((f) => f.addEventListener('submit', (e) => e.preventDefault()))"
    )
    page.locator("[name=_keep]").click()
    assert page.locator("#id_body").input_value() == as_stored


def test_what_the_sanitiser_keeps_survives_the_editor(page):
    open_editor(page, reverse("admin:articles_article_add"))
    kept = (
        '<p>m<sup>2</sup> H<sub>2</sub>O <a href="https://example.org/">liên kết</a></p><hr>'
        '<ol start="3"><li>ba</li></ol><blockquote><p>lời</p></blockquote>'
        '<figure class="image"><img src="/media/a.webp" alt="Mô tả" data-photo-id="7">'
        "<figcaption>Chú thích</figcaption></figure>"
        "<table><caption>Bảng 1</caption><tr><td>ô</td></tr></table>"
    )
    page.route("**/media/**", lambda route: route.fulfill(body=b"", content_type="image/webp"))
    set_data(page, kept)
    once = get_data(page)
    for part in (
        "<sup>2</sup>",
        "<sub>2</sub>",
        "<hr>",
        'start="3"',
        'data-photo-id="7"',
        'alt="Mô tả"',
        "<figcaption>Chú thích",
        "Bảng 1",
    ):
        assert part in once
    set_data(page, once)
    assert re.sub(r' data-list-item-id="\w+"', "", get_data(page)) == re.sub(
        r' data-list-item-id="\w+"', "", once
    )
    set_data(
        page, "<h1>a</h1><h5>b</h5><iframe src='/x'></iframe><p style='color:red' class='x'>c</p>"
    )
    assert get_data(page) == "<h2>a</h2><h4>b</h4><p>c</p>"


def test_a_list_pasted_from_word_becomes_a_list(page):
    """Bullets stay bullets: what tells them from numbers is a <style> that our policy forbids."""
    open_editor(page, reverse("admin:articles_article_add"))
    item = (
        "<p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level{level} lfo1'>"
        "<span style='mso-list:Ignore'>·<span style='font:7.0pt Arial'>&nbsp;&nbsp;</span></span>"
        "{text}<o:p></o:p></p>"
    )
    paste(
        page,
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        '<meta name=Generator content="Microsoft Word 15">'
        "<style>@list l0:level1 {mso-level-number-format:bullet;}"
        " @list l0:level2 {mso-level-number-format:bullet;}</style></head><body>"
        + item.format(level=1, text="Chi bộ")
        + item.format(level=2, text="Tổ đảng")
        + "</body></html>",
    )
    assert re.fullmatch(
        r"<ul><li[^>]*>Chi bộ<ul><li[^>]*>Tổ đảng</li></ul></li></ul>", get_data(page)
    )
    assert page.evaluate("violations") == []


def test_a_row_that_is_added_later_gets_its_own_editor(page):
    """As the admin's "add another" does it: a copy of the hidden template row, then its event."""
    open_editor(page, reverse("admin:articles_article_add"))
    page.evaluate("""() => {
        const row = document.createElement("div");
        row.id = "added";
        const settings = document.getElementById("id_body_script").textContent;
        const area = `<textarea class="django_ckeditor_5" id="id_parts-__prefix__-t"></textarea>`;
        row.innerHTML = area;
        document.getElementById("article_form").append(row);
        const announce = () => row.dispatchEvent(new CustomEvent("formset:added", {bubbles: true}));
        announce();
        window.startedTooEarly = row.querySelector(".ck-editor") !== null;
        row.innerHTML = area.replace("__prefix__", "0") + `
            <script type="application/json" id="id_parts-0-t_script"></` + `script>`;
        row.querySelector("script").textContent = settings;
        announce();
    }""")
    expect(page.locator("#added .ck-editor")).to_have_count(1)
    assert not page.evaluate("startedTooEarly")
    page.locator("#added .ck-editor__editable").click()
    page.keyboard.type("Dòng mới")
    expect(page.locator("#id_parts-0-t")).to_have_value("<p>Dòng mới</p>")


def upload(page, answer):
    """Choose a picture with the toolbar's button, the server answering with `answer`."""
    sent = []

    def fulfil(route):
        sent.append(route.request)
        route.fulfill(**answer)

    page.route("**" + upload_path(page), fulfil)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Tải ảnh lên từ máy tính").click()
    chooser.value.set_files(
        {"name": "anh.png", "mimeType": "image/png", "buffer": base64.b64decode(PIXEL)}
    )
    return sent


def upload_path(page):
    return page.locator("#id_body_script-ck-editor-5-upload-url").get_attribute("data-upload-url")


def test_an_uploaded_picture_carries_the_token_and_its_number(page):
    open_editor(page, reverse("admin:articles_article_add"))
    page.route("**/media/**", lambda route: route.fulfill(body=b"", content_type="image/png"))
    sent = upload(page, {"status": 201, "json": {"url": "/media/x.png", "photo_id": 12}})
    expect(page.locator(f"{EDITABLE} img[src='/media/x.png'][data-photo-id='12']")).to_be_visible()
    assert 'data-photo-id="12"' in get_data(page)
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    assert sent[0].headers["x-csrftoken"] == token
    assert b'name="upload"; filename="anh.png"' in sent[0].post_data_buffer


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"status": 400, "json": {"error": {"message": "Ảnh hỏng."}}}, "Ảnh hỏng."),
        ({"status": 403, "body": "<h1>CSRF</h1>"}, "Bạn không có quyền"),
        ({"status": 413, "body": "too large"}, "Ảnh quá lớn"),
    ],
)
def test_a_refused_picture_says_why_in_vietnamese(page, answer, message):
    open_editor(page, reverse("admin:articles_article_add"))
    said = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    upload(page, answer)
    expect(page.locator(f"{EDITABLE} img")).to_have_count(0)
    page.wait_for_timeout(100)
    assert len(said) == 1
    assert said[0].startswith(message)


def test_without_the_script_the_textarea_stays_usable(page, stored):
    page.route("**/ckeditor5.umd*.js", lambda route: route.abort())
    page.goto(change_url(stored))
    body = page.locator("#id_body")
    expect(body).to_be_visible()
    body.fill("<p>Không có trình soạn thảo</p>")
    save(page)
    stored.refresh_from_db()
    assert stored.body == "<p>Không có trình soạn thảo</p>"
