"""Near copies of short texts are found again by a quarter of their bits."""

import json
import random
from pathlib import Path

import pytest

from branch_portal.lib.disguise import Views
from branch_portal.lib.simhash import bands, is_copy, resemblance, shingles, simhash

ADVERT = (
    "Bên em hỗ trợ vay nhanh trong ngày cho bà con tiểu thương, thủ tục đơn giản, "
    "không giữ giấy tờ, liên hệ em Trang 0900 000 111 để được tư vấn tận tình nhé"
)
COPIES = [
    ADVERT.replace("111", "222"),
    "Ben em ho tro vay nhanh trong ngay cho ba con tieu thuong, thu tuc don gian, "
    "khong giu giay to, lien he em Trang 0900000111 de duoc tu van tan tinh nhe",
    ADVERT.replace("vay nhanh", "v a y n.h.a.n.h"),
    ADVERT.replace("Trang", "Hương") + " ạ",
]
OTHERS = [
    "Đường liên thôn hỏng ba năm nay, họp nào cũng hứa mà chưa thấy làm.",
    "Gia đình tôi vay ngân hàng chính sách nuôi bò, thủ tục đơn giản, cán bộ tư vấn tận tình.",
    "Hay quá!",
]


SEEDS = Path(__file__).parents[2] / "comments" / "rules" / "seeds.json"


def rows_of_seeds():
    return [row["text"] for row in json.loads(SEEDS.read_text("utf-8"))]


def number(text):
    return simhash(shingles(Views(text)))


@pytest.mark.parametrize("copy", COPIES)
def test_copies_share_a_band_and_resemble_each_other(copy):
    assert set(bands(number(copy))) & set(bands(number(ADVERT)))
    assert is_copy(copy, ADVERT)


@pytest.mark.parametrize("other", OTHERS)
def test_other_texts_are_no_copies(other):
    assert not is_copy(other, ADVERT)
    assert not set(bands(number(other))) & set(bands(number(ADVERT)))


def test_a_number_has_64_bits_in_four_bands_with_their_places():
    value = number(ADVERT)
    assert 0 < value < 2**64
    assert [band >> 16 for band in bands(value)] == [0, 1, 2, 3]
    assert sum((band & 0xFFFF) << 16 * (3 - band // 2**16) for band in bands(value)) == value
    assert bands(2**64 - 1)[3] == 0x3FFFF


def test_it_is_the_same_number_in_every_process_and_year():
    assert number("Hay quá!") == number("hay qua") == 0xC48E697C543E8937


def test_copies_are_found_and_others_are_not():
    rows = [row for row in rows_of_seeds() if len(row.split()) > 9]
    chance = random.Random(3)
    found = strangers = 0
    for place, text in enumerate(rows):
        words = text.split()
        words[chance.randrange(len(words))] = chance.choice(chance.choice(rows).split())
        own = set(bands(number(text)))
        found += bool(own & set(bands(number(" ".join(words)))))
        strangers += any(own & set(bands(number(other))) for other in rows[:place][-20:])
    assert found > 0.9 * len(rows)
    assert strangers < 0.02 * len(rows)


def test_nothing_and_little():
    assert number("") == 0
    assert number("👍") != number("❤️")
    assert resemblance(set(), set()) == 0
    assert not is_copy("", "")
    assert number("\ud800\0") == 0
