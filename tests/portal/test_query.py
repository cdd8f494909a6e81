"""How a query is read and a text is cut into tokens; and what is marked in a text."""

import pytest

from branch_portal.lib.abbreviations import SHORT_FORMS
from branch_portal.lib.excerpts import LENGTH, Marker
from branch_portal.lib.query import MOST_WORDS, parse, tokens, words
from branch_portal.lib.spelling import meant


@pytest.mark.parametrize(
    ("typed", "node", "excluded"),
    [
        ("Đảng bộ", ("all", ("dang", "bo")), None),
        ('"bí thư chi"', "bi_thu_chi", None),
        ("“bí thư”", "bi_thu", None),
        ("05-NQ/TW", "5_nq_tw", None),
        ("10/01/2022", "10_1_2022", None),
        ("nước -mắm", "nuoc", "mam"),
        ('nước -"mắm cá" -cơm', "nuoc", ("any", ("mam_ca", "com"))),
        ("sai-số", "sai_so", None),
        ("nước - mắm", ("all", ("nuoc", "mam")), None),
        ("HĐND", ("any", ("hdnd", ("all", ("hoi_dong_nhan", "dong_nhan_dan")))), None),
        (
            "hội đồng nhân dân",
            ("any", (("all", ("hoi", "dong", "nhan", "dan")), "hdnd")),
            None,
        ),
        ('"hội đồng" nhân dân', ("all", ("hoi_dong", "nhan", "dan")), None),
        ("-mắm", ("all", ()), "mam"),
        ("", ("all", ()), None),
    ],
)
def test_a_query_says_what_to_look_for(typed, node, excluded):
    query = parse(typed)
    assert query.node() == node
    assert query.excluded() == excluded


def test_marks_and_places_have_signs_of_their_own():
    query = parse("chi bộ")
    assert query.node("headline", marks=True, whole=True) == (
        "all",
        ("^chi", "^bo", "=bộ", "chi_bo"),
    )


def test_every_token_that_a_query_asks_for_is_made_of_the_text():
    headline, lead, body = "Chi bộ 05", "Họp hội đồng.", "Bàn việc: 1.500 công, xã Phú-Điền!"
    made = set(tokens(headline, lead, body))
    assert {"chi", "chi_bo", "chi_bo_5", "=bộ", "^bo", ">hoi", ">chi", "1500", "phu_dien"} <= made
    assert not {"^hoi", ">ban", "5_hop", "=chi", ""} & made
    assert len(made) == len(tokens(headline, lead, body))
    assert not any(" " in token or '"' in token or "'" in token for token in made)


def test_a_huge_text_has_tokens_of_bounded_size():
    text = " ".join(f"chữ{number}" + "đ" * 30 for number in range(30_000))
    assert len(" ".join(tokens("Đầu", "Dẫn", text)).encode()) <= 700_000


def test_a_query_is_cut_to_twenty_words():
    query = parse(" ".join(f"w{number}" for number in range(40)))
    assert len(query.typed) == MOST_WORDS
    assert query.was_cut


def test_no_short_form_is_written_like_another():
    folded = ["".join(words(long)) for long in SHORT_FORMS.values()]
    assert len(set(folded)) == len(folded)
    assert all(len(words(short)) == 1 < len(words(long)) for short, long in SHORT_FORMS.items())


def marked(typed, text):
    parts = Marker(parse(typed).runs).marked(text)
    assert "".join(part for part, _hit in parts) == text
    return [part for part, hit in parts if hit]


@pytest.mark.parametrize(
    ("typed", "text", "hits"),
    [
        ("dang bo", "ĐẢNG BỘ xã, cán bộ", ["ĐẢNG BỘ", "bộ"]),
        ('"van an"', "Nguyễn Văn Ân, Lê Văn Bảy", ["Văn Ân"]),
        ("5", "Nghị quyết 05, 15, 505", ["05"]),
        ("1500", "1.500 công, 1500 công, 11.500", ["1.500", "1500"]),
        ("hdnd", "HĐND và hội đồng  nhân dân", ["HĐND", "hội đồng  nhân dân"]),
        ("an", "an, bàn, An_toàn", ["an", "An"]),
        ("nước -sạch", "nước sạch", ["nước"]),
        (".*", "bất cứ gì", []),
    ],
)
def test_hits_are_marked_as_they_are_written(typed, text, hits):
    assert marked(typed, text) == hits


def test_an_excerpt_shows_where_most_words_stand():
    text = "Mở đầu có lúa. " + "Chuyện khác. " * 300 + "Ở đây lúa bên ngô. " + "Hết. " * 300
    parts, held = Marker(parse("lúa ngô").runs).excerpt(text)
    assert held == 2
    assert [part for part, hit in parts if hit] == ["lúa", "ngô"]
    assert len("".join(part for part, _hit in parts)) <= LENGTH + 4


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("ddangr", "dang"),
        ("d9ang3", "dang"),
        ("hoajt", "hoat"),
        ("tuwf", "tu"),
        ("sinhhoat", "sinh hoat"),
        ("quyte", "quyet"),
        ("quyt", "quyet"),
        ("hooat", "hoat"),
        ("xinh", "sinh"),
    ],
)
def test_a_mistake_is_undone(typed, word):
    assert word in meant(typed)
    assert typed not in meant(typed)


@pytest.mark.parametrize("word", ["", "a", "x" * 200, "ﷺﷺ", "2022"])
def test_what_is_no_word_has_no_other_spelling_that_is_one(word):
    assert all(each.strip() for each in meant(word))
