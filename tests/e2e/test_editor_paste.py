"""What other programs put on the clipboard comes in as clean text, by a real copy and paste.

The clipboards were written by hand after the habits of each program; beside each stands what is
stored after saving, one block a line.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from branch_portal.lib.html import clean
from tests.e2e.editor_page import EDITABLE, get_data, open_editor, paste

CLIPBOARDS = Path(__file__).parent / "clipboards"
PROGRAMS = ["word-lists", "word-table", "libreoffice", "google-docs", "zalo", "excel", "pages-nfd"]
OLD = {"word-vntime": "TCVN3 (phông .VnTime)", "word-vni": "VNI (phông VNI-Times)"}
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAFElEQVR4nGNkYPjPgBsw4ZEbwdIAQS0BE8dd"
DOT += "JZUAAAAASUVORK5CYII="


def expected(name):
    """The stored text: the file's lines without the breaks between blocks."""
    return (CLIPBOARDS / f"{name}.clean.htm").read_text("utf-8").replace("\n", "")


def saved(page):
    """What saving would store of what stands in the editor, as the server's sanitiser leaves it."""
    return clean(get_data(page))


@pytest.mark.parametrize("name", PROGRAMS)
def test_text_of_another_program_becomes_clean_html(writing, name):
    open_editor(writing)
    paste(writing, (CLIPBOARDS / f"{name}.htm").read_text("utf-8"))
    expect(writing.locator(EDITABLE)).not_to_have_text("")
    assert saved(writing) == expected(name)


@pytest.mark.parametrize("name", ["plain-lines", "pdf-lines"])
def test_lines_of_plain_text_become_paragraphs(writing, name):
    open_editor(writing)
    paste(writing, text=(CLIPBOARDS / f"{name}.txt").read_text("utf-8"))
    expect(writing.locator(EDITABLE)).not_to_have_text("")
    assert saved(writing) == expected(name)


def test_a_few_words_stay_in_their_line(writing):
    open_editor(writing)
    writing.locator(EDITABLE).click()
    writing.keyboard.type("Chi bộ ")
    paste(writing, text="Thôn Hạ")
    assert saved(writing) == "<p>Chi bộ Thôn Hạ</p>"


# --- Old encodings --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OLD)
def test_an_old_encoding_is_converted_after_a_look(writing, name):
    open_editor(writing)
    paste(writing, (CLIPBOARDS / f"{name}.htm").read_text("utf-8"))
    dialog = writing.get_by_role("dialog", name="Văn bản dùng bảng mã cũ")
    expect(dialog).to_contain_text(f"bảng mã {OLD[name]}")
    first = re.sub(r"<[^>]*>", "", expected(name).split("</")[0])
    expect(dialog.locator("tbody tr").first.locator("td").last).to_have_text(first)
    assert get_data(writing) == "", "nothing is pasted before it was shown"
    convert = dialog.get_by_role("button", name="Chuyển sang Unicode và dán")
    expect(convert).to_be_focused()
    writing.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(writing.locator(EDITABLE)).not_to_have_text("")
    assert saved(writing) == expected(name)


def test_plain_text_in_an_old_encoding_is_seen_too(writing):
    open_editor(writing)
    paste(writing, text="§¶ng bé huyÖn häp bµn viÖc khã.\nNh©n d©n gãp c«ng, gãp søc.")
    dialog = writing.get_by_role("dialog")
    dialog.get_by_role("button", name="Chuyển sang Unicode và dán").click()
    expect(dialog).to_have_count(0)
    assert saved(writing) == (
        "<p>Đảng bộ huyện họp bàn việc khó.</p><p>Nhân dân góp công, góp sức.</p>"
    )


@pytest.mark.parametrize(
    ("answer", "stands"),
    [("Dán nguyên văn", "Nhaân daân thoân Ñoàng Laïc"), ("Hủy", None), ("Escape", None)],
)
def test_the_writer_may_paste_it_as_it_is_or_not_at_all(writing, answer, stands):
    open_editor(writing)
    paste(writing, (CLIPBOARDS / "word-vni.htm").read_text("utf-8"))
    dialog = writing.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Dán nguyên văn")).to_be_visible()
    if answer == "Escape":
        writing.keyboard.press("Escape")
    else:
        dialog.get_by_role("button", name=answer, exact=True).click()
    expect(dialog).to_have_count(0)
    assert (stands in saved(writing)) if stands else (get_data(writing) == "")
    expect(writing.locator(EDITABLE)).to_be_focused()


def test_when_the_server_is_away_it_says_so_and_pastes_on_demand(writing):
    open_editor(writing)
    writing.context.set_offline(True)
    paste(writing, (CLIPBOARDS / "word-vni.htm").read_text("utf-8"))
    dialog = writing.get_by_role("dialog")
    expect(dialog).to_contain_text("Mất kết nối tới máy chủ")
    assert get_data(writing) == ""
    dialog.get_by_role("button", name="Dán nguyên văn").click()
    expect(writing.locator(EDITABLE)).to_contain_text("Nhaân daân")


def test_other_languages_are_pasted_without_a_question(writing):
    open_editor(writing)
    paste(
        writing, "<p>Les élèves ont reçu çà et là le garçon; für Mädchen über größere Flüsse.</p>"
    )
    expect(writing.locator(EDITABLE)).to_contain_text("Les élèves")
    expect(writing.get_by_role("dialog")).to_have_count(0)


# --- Pictures -------------------------------------------------------------------------------------


def test_pictures_that_cannot_come_along_are_named(writing):
    open_editor(writing)
    paste(
        writing,
        '<p>Ao làng</p><p><img src="https://example.org/a.jpg"></p>'
        '<p><img src="file:///C:/Temp/msohtmlclip1/clip_image002.jpg" width=300></p><p>Hết.</p>',
    )
    line = writing.locator(".editor-notice[role=status]")
    expect(line).to_contain_text("2 ảnh trong phần vừa dán không đi cùng được")
    assert get_data(writing) == "<p>Ao làng</p><p>Hết.</p>"
    line.get_by_role("button", name="Đóng").click()
    expect(line).to_have_count(0)


def test_a_picture_inside_the_pasted_text_is_sent_to_the_library(writing):
    open_editor(writing)
    paste(writing, f'<p>Ao làng</p><img src="data:image/png;base64,{DOT}" alt="Ao">')
    picture = writing.locator(f"{EDITABLE} img[data-photo-id]")
    expect(picture).to_have_attribute("src", re.compile(r"^/media/photos/"))
    expect(picture).to_have_attribute("width", "10")  # measured when it has loaded
    assert writing.locator(".editor-notice").count() == 0
    assert re.fullmatch(
        r'<p>Ao làng</p><figure class="image"><img src="/media/photos/[^"]+" alt="Ao"'
        r' data-photo-id="\d+" width="10" height="10"></figure>',
        saved(writing),
    ), saved(writing)
