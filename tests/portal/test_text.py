"""Vietnamese text: one normal form, one fold, one order of names (domain.md, section 7)."""

import itertools
import random
import unicodedata

import pytest

from branch_portal.lib.text import exact, fold, name_key, slugify, tidy, words

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]  # ngang, huyền, hỏi, ngã, sắc, nặng
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
STRANGE = [
    "",
    " ",
    "\n",
    "\u200b",
    "Ð",
    "ß",
    "İ",
    "ﬁ",
    "中文",
    "🙂",
    "\u0301",
    "a\u0323\u0302",
    "１２",
]


def samples(seed=11, count=300):
    """Texts of all kinds of letters, composed and decomposed, the same in every run."""
    chance = random.Random(seed)
    syllables = [unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES]
    pieces = [*LETTERS, *LETTERS.upper(), *syllables, *STRANGE, " ", "-", "0", "9", ".", "\t"]
    for _each in range(count):
        text = "".join(chance.choices(pieces, k=chance.randint(0, 24)))
        yield unicodedata.normalize(chance.choice(["NFC", "NFD"]), text)


# --- tidy -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  Nguyễn   Văn An ", "Nguyễn Văn An"),
        ("Huệ", "Huệ"),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("sinh\u00ad hoạt\u200b \ufeffđảng", "sinh hoạt đảng"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("\u200b \u00a0", ""),
        ("", ""),
    ],
)
def test_text_is_stored_in_one_form(text, tidied):
    assert tidy(text) == tidied


def test_decomposed_text_of_a_mac_is_composed():
    assert tidy("Hue\u0302\u0323") == tidy("Hue\u0323\u0302") == "Huệ"
    assert len(tidy("Hue\u0302\u0323")) == 3


def test_tidying_twice_is_tidying_once():
    for text in samples():
        once = tidy(text)
        assert tidy(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert once == once.strip()
        assert "  " not in once


def test_names_keep_their_capitals():
    assert tidy("chi bộ Trường THPT Bình Xuyên") == "chi bộ Trường THPT Bình Xuyên"


# --- fold -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đảng bộ", "dang bo"),
        ("ĐẢNG BỘ HUYỆN BÌNH XUYÊN", "dang bo huyen binh xuyen"),
        ("đổi mới", "doi moi"),
        ("Ðảng", "dang"),  # U+00D0, the look-alike
        ("Hòa", "hoa"),
        ("hoà", "hoa"),
        ("Nguyễn Thị Thủy", "nguyen thi thuy"),
        ("93,75%", "93,75%"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_every_vietnamese_letter_folds_to_a_plain_one():
    for vowel, tone in itertools.product(VOWELS, TONES):
        for form in ("NFC", "NFD"):
            letter = unicodedata.normalize(form, vowel + tone)
            assert fold(letter) in set("aeiouy")
            assert fold(letter.upper()) == fold(letter)
    assert {fold(letter) for letter in LETTERS} <= set("abcdefghijklmnopqrstuvwxyz")


def test_folding_twice_is_folding_once_whatever_the_form():
    for text in samples():
        once = fold(text)
        assert fold(once) == once
        assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))
        assert not any(unicodedata.combining(c) for c in once)


# --- exact ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("uỷ", "ủy"),
        ("thuỷ", "thủy"),
        ("Hoà Bình", "hòa bình"),
        ("HUYỆN UỶ", "huyện ủy"),
        ("hoạ", "họa"),
        ("xoè", "xòe"),
    ],
)
def test_both_placings_of_the_tone_compare_equal(new, old):
    assert exact(new) == exact(old) == old


@pytest.mark.parametrize(
    "text", ["hoàn", "suýt", "huỳnh", "quý", "quỳ", "quà", "quả", "toán", "hoành", "thuyền", "mía"]
)
def test_closed_syllables_and_qu_are_left_alone(text):
    assert exact(text) == text


@pytest.mark.parametrize(("one", "two"), [("bí thư", "bi thu"), ("ma", "má"), ("đa", "da")])
def test_marks_count(one, two):
    assert exact(one) != exact(two)
    assert fold(one) == fold(two)


def test_exact_is_settled_and_folds_alike():
    for text in samples():
        once = exact(text)
        assert exact(once) == once
        assert fold(once) == fold(text)


# --- words, slugs ---------------------------------------------------------------------------------


def test_words_have_no_punctuation():
    assert words("Chi bộ 3, thôn Đông–Tây: “sinh hoạt”!") == [
        "Chi",
        "bộ",
        "3",
        "thôn",
        "Đông",
        "Tây",
        "sinh",
        "hoạt",
    ]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đảng bộ huyện Bình Xuyên đổi mới", "dang-bo-huyen-binh-xuyen-doi-moi"),
        ("Ðảng ủy xã", "dang-uy-xa"),
        ("  Nghị quyết 12-NQ/TW: “về…”  ", "nghi-quyet-12-nq-tw-ve"),
        ("中文", ""),
        ("", ""),
    ],
)
def test_slugs_lose_no_letter(text, slug):
    assert slugify(text) == slug


def test_a_long_slug_ends_with_a_whole_word():
    slug = slugify("sinh hoạt chuyên đề " * 10)
    assert len(slug) <= 80
    assert set(slug.split("-")) == {"sinh", "hoat", "chuyen", "de"}
    assert slugify("ê" * 100) == "e" * 80
    assert slugify("một hai ba", max_length=7) == "mot-hai"


def test_slugs_are_fit_for_addresses():
    for text in samples():
        slug = slugify(text)
        assert slug == "" or all(part.isascii() and part.isalnum() for part in slug.split("-"))
        assert slugify(slug) == slug


# --- The order of names ---------------------------------------------------------------------------

ORDERED = [
    "Đặng An",
    "Nguyễn An",
    "Trần Ánh",
    "Trần Ăn",
    "Trần Ân",
    "Trần Dũng",
    "Trần Đào",
    "Trần Đạt",
    "Trần Em",
    "Trần Hòa",
    "Trần Hoàn",
    "Trần Lý",
]


def test_people_are_listed_by_given_name():
    shuffled = ORDERED.copy()
    random.Random(3).shuffle(shuffled)
    assert sorted(shuffled, key=name_key) == ORDERED


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Lê Văn An", "Lê Văn Anh"),  # the shorter first
        ("Lê Anh", "Lê Ánh"),  # ngang before sắc
        ("Lê Lan", "Lê Làn"),
        ("Lê Làn", "Lê Lản"),
        ("Lê Lản", "Lê Lãn"),
        ("Lê Lãn", "Lê Lán"),
        ("Lê Lán", "Lê Lạn"),
        ("Lê Lạn", "Lê Lang"),  # letters weigh more than tones
        ("Bùi Đức An", "Đỗ Bá An"),  # then the family name
        ("Lê Bá An", "Lê Đức An"),  # then the middle
        ("Lê Dung", "Lê Đan"),  # d before đ
        ("Lê Oanh", "Lê Ông"),  # o before ô before ơ
        ("Lê Ông", "Lê Ơn"),
        ("Lê Uy", "Lê Ưng"),
        ("An", "Lê An"),  # one name alone
    ],
)
def test_neighbours(earlier, later):
    assert name_key(earlier) < name_key(later)


def test_capitals_spaces_and_forms_do_not_matter():
    key = name_key("Nguyễn Thị Huệ")
    assert name_key("NGUYỄN THỊ HUỆ") == key
    assert name_key("  nguyễn  thị\u00a0huệ ") == key
    assert name_key(unicodedata.normalize("NFD", "Nguyễn Thị Huệ")) == key


def test_keys_are_digits_that_every_collation_sorts_alike():
    for text in samples():
        key = name_key(text)
        assert key == "" or (key.isascii() and key.isdigit())
        assert len(key) <= 255
