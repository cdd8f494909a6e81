"""What the browser tests of the editor share: its page and what people do in it."""

import re

from django.urls import reverse
from playwright.sync_api import expect

EDITABLE = ".field-body .ck-editor__editable_inline"  # its table cells are editable too
TOOLBAR = ".field-body .ck-editor__top"
# What the clipboard of another program would hold, put there by a real copy.
COPY = """([html, text]) => {
    document.addEventListener("copy", (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        if (html) event.clipboardData.setData("text/html", html);
        event.clipboardData.setData("text/plain", text);
    }, {once: true, capture: true});
    document.execCommand("copy");
}"""


def open_editor(page, url=None):
    page.goto(url or reverse("admin:articles_article_add"))
    expect(page.locator(EDITABLE)).to_be_visible(timeout=15_000)


def get_data(page):
    return page.evaluate("(s) => document.querySelector(s).ckeditorInstance.getData()", EDITABLE)


def set_data(page, html):
    page.evaluate(
        "([s, html]) => document.querySelector(s).ckeditorInstance.setData(html)", [EDITABLE, html]
    )


def paste(page, html="", text=""):
    """Copy this and press Ctrl+V: a real paste event with a real clipboard."""
    page.locator(EDITABLE).click()
    plain = text or re.sub(r"<[^>]*>", "", html)
    page.evaluate(COPY, [html, plain])
    page.keyboard.press("Control+V")


def button(page, name):
    return page.locator(TOOLBAR).get_by_role("button", name=name, exact=True)
