"""Tables of old articles (CSV): any separator, any encoding, broken anywhere."""

import contextlib
import random
import unicodedata

import pytest

from branch_portal.lib.archives import ArchiveRefused, read_csv
from branch_portal.lib.archives.item import moment
from tests.portal.test_legacy import NEWS, TONES, to_tcvn3, to_vni

HEADER = "Tiêu đề;Sapo;Nội dung;Tác giả;Chuyên mục;Thẻ;Ngày đăng;Địa chỉ\n"
ROW = "Bài {n};Dẫn;Đoạn một;Thu Nhàn;Tin tức;xã, mới;03/05/2021 08:30;https://cu.example.org/{n}.html\n"


@pytest.fixture
def read_table(tmp_path):
    def reader(text):
        path = tmp_path / "bang.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return list(read_csv(path))

    return reader


def test_a_table_is_read_by_the_names_of_its_columns(read_table):
    (item,) = read_table(HEADER + ROW.format(n=1))
    assert (item.title, item.lead, item.author) == ("Bài 1", "Dẫn", "Thu Nhàn")
    assert (item.html, item.sections, item.tags) == ("<p>Đoạn một</p>", ["Tin tức"], ["xã", "mới"])
    assert item.published_at.isoformat() == "2021-05-03T08:30:00+07:00"
    assert (item.key, item.address, item.state) == ("/1.html", "/1.html", "published")


def windows_1258(letter):
    """Vietnamese Windows writes most tones after the letter."""
    if letter in "àáâèéêíóôùúăđơư" or letter.isascii():
        return letter
    base, *marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in TONES), "")
    return unicodedata.normalize("NFC", base + "".join(m for m in marks if m != tone)) + tone


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_separators_and_encodings_are_found_out(read_table, separator, encoding):
    text = separator.join(["title", "body", "Ghi_chú", "status"]) + "\r\n"
    text += (
        separator.join(['"Hội nghị ""lớn"""', '"<p>Đảng\nbộ, xã; a|b</p>"', "", "draft"]) + "\r\n"
    )
    if encoding == "cp1258":
        text = "".join(map(windows_1258, text))
    (item,) = read_table(text.encode(encoding))
    assert item.title == 'Hội nghị "lớn"'
    assert item.html == "<p>Đảng\nbộ, xã; a|b</p>"
    assert item.state == "draft"


@pytest.mark.parametrize("write", [to_tcvn3, to_vni])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_table_in_an_old_encoding_is_converted_and_noted(read_table, write, encoding):
    text = f"title|body|author\n{write('Hội nghị sơ kết')}|{write(NEWS)}|{write('Thu Nhàn')}\n"
    (item,) = read_table(text.encode(encoding))
    assert (item.title, item.author) == ("Hội nghị sơ kết", "Thu Nhàn")
    assert item.html == f"<p>{NEWS}</p>"
    assert "Unicode" in item.notes[0]


def test_row_10_000_may_be_broken_and_the_rest_goes_on(read_table):
    rows = [ROW.format(n=n) for n in range(10_500)]
    rows[3] = "chỉ một cột\n"
    rows[5] = ROW.format(n=5).replace("03/05/2021", "31/02/2021")
    rows[7] = "\n"
    rows[9] = ROW.format(n=9).replace("Bài 9", "")
    rows[11] = ROW.format(n=11).replace("Dẫn", '"Dẫn" thêm')
    rows[9_999] = ROW.format(n=9_999).replace("Dẫn", '"Không đóng')
    items = read_table(HEADER + "".join(rows))
    assert len(items) == 10_499
    broken = [(item.key, item.error) for item in items if item.error]
    assert [key for key, _error in broken] == ["row:5", "row:7", "/9.html", "row:13", "row:10001"]
    assert "1 cột" in broken[0][1]
    assert "31/02/2021" in broken[1][1]
    assert "ngoặc kép" in broken[4][1]
    assert "Dòng 10001" in broken[4][1]
    assert items[-1].title == "Bài 10499"


def test_a_line_of_prose_is_not_taken_for_a_row(read_table):
    head = "title,body,date\n"
    items = read_table(head + 'A,"một\nhai, ba, bốn\nnăm",1/1/2021,thừa\nB,"x\ny",2/1/2021\n')
    assert [(item.title, bool(item.error)) for item in items] == [("A", True), ("B", False)]


def test_bytes_that_are_no_letters_spoil_their_row_only(read_table):
    text = (HEADER + "".join(ROW.format(n=n) for n in range(3))).encode()
    items = read_table(text.replace("Bài 1".encode(), b"B\xc3\xff 1"))
    assert [bool(item.error) for item in items] == [False, True, False]


def test_keys_are_the_same_in_every_reading(read_table):
    text = "title,body\nA,x\nB,y\n"
    first, second = (read_table(text) for _time in range(2))
    assert [item.key for item in first] == [item.key for item in second]
    assert first[0].key != first[1].key


@pytest.mark.parametrize("text", ["", "\n", "a,b\n1,2\n", "\x00\x00", '"', "tên,nội dung\n"])
def test_a_table_without_headlines_is_refused(read_table, text):
    with pytest.raises(ArchiveRefused, match="tiêu đề"):
        read_table(text)


def test_tables_of_noise_never_crash_the_reader(read_table):
    chance = random.Random(5)
    alphabet = ['"', ";", "\n", "\r", "a", "ế", "\x00", "<p", "1/1/2021", "\\", "﻿"]
    for _attempt in range(100):
        noise = "".join(chance.choices(alphabet, k=400))
        read_table(HEADER + noise + ROW.format(n=1))
        with contextlib.suppress(ArchiveRefused):  # what is mostly noise may be no table
            read_table(HEADER.encode() + chance.randbytes(300))
    quotes = HEADER + 'a;"' + "x\n" * 2_000 + 'b;"c";' * 2_000
    assert read_table(quotes)


@pytest.mark.parametrize("day", ["0001-01-01", "01/01/0001", "31/12/9999", "1999-12-31"])
def test_a_year_that_no_archive_has_is_no_date(day):
    with pytest.raises(ValueError, match=day):
        moment(day)
