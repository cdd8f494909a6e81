"""Vietnamese is typed into the editor the two ways that keyboards do it, and none of it is lost."""

import unicodedata

import pytest
from playwright.sync_api import expect

from branch_portal.lib.html import clean
from tests.e2e.editor_page import EDITABLE, button, get_data, open_editor

SENTENCE = "Đảng bộ huyện họp bàn việc thủy lợi, đường sá và trường lớp; bà con đều gật đầu."
# How Telex reaches a word: what stands under the cursor after each key.
STEPS = {
    "Đảng": ["D", "Đ", "Đa", "Đan", "Đang", "Đảng"],
    "bộ": ["b", "bo", "bô", "bộ"],
    "huyện": ["h", "hu", "huy", "huye", "huyê", "huyên", "huyện"],
}


@pytest.fixture
def typing(writing):
    open_editor(writing)
    writing.locator(EDITABLE).click()
    writing.devtools = writing.context.new_cdp_session(writing)
    return writing


def compose(page, steps):
    """As an input method with a preedit (ibus, the telephone, macOS): compose, then commit."""
    for step in steps:
        end = len(step)
        page.devtools.send(
            "Input.imeSetComposition", {"text": step, "selectionStart": end, "selectionEnd": end}
        )
    page.devtools.send("Input.insertText", {"text": steps[-1]})


def retype(page, steps):
    """As Unikey does it on Windows: take back what changes with backspaces and write it anew."""
    before = ""
    for step in steps:
        pairs = enumerate(zip(before, step, strict=False))
        same = next((place for place, (old, new) in pairs if old != new), len(before))
        for _letter in before[same:]:
            page.keyboard.press("Backspace")
        page.keyboard.insert_text(step[same:])
        before = step


def steps_of(word):
    """The plain letters one by one, then the word with its marks."""
    if word in STEPS:
        return STEPS[word]
    plain = "".join(
        c
        for c in unicodedata.normalize("NFD", word.replace("đ", "d"))
        if not unicodedata.combining(c)
    )
    return [plain[:end] for end in range(1, len(plain) + 1)] + [word]


@pytest.mark.parametrize("way", [compose, retype])
def test_a_typed_sentence_arrives_letter_for_letter(typing, way):
    for number, word in enumerate(SENTENCE.split(" ")):
        if number:
            typing.keyboard.press("Space")
        way(typing, steps_of(word))
    assert clean(get_data(typing)) == f"<p>{SENTENCE}</p>"
    assert unicodedata.is_normalized("NFC", get_data(typing))


@pytest.mark.parametrize("way", [compose, retype])
def test_formats_are_typed_into(typing, way):
    button(typing, "Đậm").click()
    way(typing, STEPS["Đảng"])
    typing.keyboard.press("Space")
    button(typing, "Đậm").click()
    way(typing, STEPS["bộ"])
    typing.keyboard.press("Enter")
    button(typing, "Trích dẫn nổi bật").click()
    way(typing, STEPS["huyện"])
    assert clean(get_data(typing)) == (
        '<p><strong>Đảng </strong>bộ</p><blockquote class="pull-quote"><p>huyện</p></blockquote>'
    )


@pytest.mark.parametrize("way", [compose, retype])
def test_typing_can_be_undone_and_redone(typing, way):
    way(typing, STEPS["Đảng"])
    typing.keyboard.press("Enter")
    way(typing, STEPS["bộ"])
    for _step in range(40):
        typing.keyboard.press("Control+Z")
    expect(typing.locator(EDITABLE)).to_have_text("")
    for _step in range(40):
        typing.keyboard.press("Control+Y")
    assert clean(get_data(typing)) == "<p>Đảng</p><p>bộ</p>"


def test_what_is_still_being_composed_is_saved_too(typing):
    compose(typing, STEPS["Đảng"])
    typing.keyboard.press("Space")
    typing.devtools.send(
        "Input.imeSetComposition", {"text": "bộ", "selectionStart": 2, "selectionEnd": 2}
    )
    typing.locator("#id_headline").click()
    expect(typing.locator("#id_body")).to_have_value("<p>Đảng bộ</p>")
