"""One text in several views, each with less of a disguise; places lead back."""

import pytest

from branch_portal.lib.disguise import LIMIT, Views


def exact(text):
    return [word.exact for word in Views(text).words]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("T h ư ở n g lớn", ["thưởng", "lớn"]),
        ("b.e.t và v-a-y", ["bet", "và", "vay"]),
        ("lừa đ.ảo", ["lừa", "đảo"]),
        ("vay t.i.ề.n", ["vay", "tiền"]),
        ("c4sin0 k1ếm ti3n", ["casino", "kiếm", "tien"]),
        ("nh@ c@i", ["nha", "cai"]),
        ("ngưuuu, quáaaa, đẹpppp, hayy", ["ngưu", "quá", "đẹp", "hay"]),
        ("hoà thuỷ khoẻ", ["hòa", "thủy", "khỏe"]),
        ("v\u200ba\u200dy", ["vay"]),
        ("v\u0336a\u0336y\u0336", ["vay"]),
        ("ｖａｙ 𝐯𝐚𝐲 ⓥⓐⓨ 🅥🅐🅨", ["vay", "vay", "vay", "vay"]),
        ("ѕаn рhẩm саsіnо", ["san", "phẩm", "casino"]),  # Cyrillic among ours
        ("ᴠᴀʏ ɡấp ναy", ["vay", "gấp", "vay"]),
        ("tie\u0302\u0300n", ["tiền"]),  # taken apart
        ("tiê\u0300n", ["tiền"]),
        ("0️⃣9️⃣00", ["0900"]),
    ],
)
def test_tricks_are_undone(typed, meant):
    assert exact(typed) == meant


@pytest.mark.parametrize(
    "honest",
    ["UBND xã", "P.Hòa Bình", "Q.Hai", "lớp 7B", "30k", "5tr", "covid19", "lưu cứu hưu", "xoong"],
)
def test_honest_words_stay_words(honest):
    views = Views(honest)
    assert not views.tricks
    assert " ".join(exact(honest)) == honest.lower().replace(".", " ")


@pytest.mark.parametrize(
    ("text", "trick"),
    [
        ("v\u200ba\u200by tiền", "hidden"),
        ("\u202eevoba", "bidi"),
        ("a\u0301\u0301\u0301\u0301", "stacked"),
        ("𝐯𝐚𝐲 tiền", "styled"),
        ("casіno", "mixed"),
        ("v a y tiền", "spaced"),
        ("c4sino", "leet"),
        ("ngonnnn", "stretched"),
    ],
)
def test_tricks_are_counted(text, trick):
    assert trick in Views(text).tricks


@pytest.mark.parametrize(
    "text",
    [
        "👨‍👩‍👧 cả nhà cùng vui 🇻🇳",  # the joiner in an emoji
        "dán từ nơi khác\u200b về",  # beside a space
        "Tiếng Việt đủ dấu: ngưỡng, khuỷu, nghiêng ngả.",
        "U.B.N.D và H.Đ.N.D",
    ],
)
def test_nobody_is_blamed_for_what_copying_brings(text):
    assert not Views(text).tricks


def test_places_lead_back_to_what_was_typed():
    typed = "gọi 0️⃣9\u200b00 v.a.y nhé"
    views = Views(typed)
    assert [typed[word.start : word.end] for word in views.words] == [
        "gọi",
        "0️⃣9\u200b00",
        "v.a.y",
        "nhé",
    ]
    start = views.plain.index("0900")
    first, last = views.span(start, start + 4)
    assert typed[first:last] == "0️⃣9\u200b00"


@pytest.mark.parametrize(
    ("text", "is_marked"),
    [
        ("Đường này hỏng lâu rồi", True),
        ("duong nay hong lau roi", False),
        ("duong nay hong lau roi bac Tư oi", False),  # one stray mark
        ("vay tiền nhanh", True),
        ("123 456", False),
        ("", False),
    ],
)
def test_whether_somebody_types_marks(text, is_marked):
    assert Views(text).is_marked is is_marked


def test_copies_have_the_same_bare_words():
    one = "Hỗ trợ vay nhanh, lh 0900 000 111"
    for other in ("ho tro v.a.y nhanh lh 0900000222", "HỖ TRỢ  vay nhanh!!! lh 0900.000.333"):
        assert Views(other).bare == Views(one).bare == "ho tro vay nhanh lh 0"


@pytest.mark.parametrize(
    "evil",
    [
        "",
        "\0\ud800\udfff\uffff",
        "\u0301" * 200_000,
        "a" + "\u0301" * 200_000,
        "a " * 100_000,
        "a." * 100_000,
        "a.b-c_" * 50_000,
        "@$" * 100_000,
        "ﷺ" * 50_000,
        "👍" * 100_000,
        "\u200b\u202e" * 100_000,
        "1" * 1_000_000,
        "x" * 1_000_000,
    ],
)
def test_hostile_text_is_read_to_the_limit_and_never_raises(evil):
    views = Views(evil)
    views.words, views.tricks, views.bare, views.lower, views.flat, views.is_marked  # noqa: B018
    assert len(views.source) <= LIMIT
    assert len(views.lower) == len(views.flat) == len(views.plain)
    views.plain.encode()
