"""lib/text for words of strangers: how they are stored, shown and counted."""

import unicodedata

import pytest

from branch_portal.lib.text import inert, is_seen, length, storable, undamaged

FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Một\t hai \u00a0ba ", "Một hai ba"),
        ("Một\r\nhai\rba", "Một\nhai\nba"),
        ("Một\n\n\n \n\nhai", "Một\n\nhai"),
        ("a\x00b\x07c\x1b[31m\x9d", "abc[31m"),
        ("a\ud800b\udfffc\uffff", "abc"),
        ("a\x0bb\u2028c\x85d", "a b c d"),
        (unicodedata.normalize("NFD", "Tiếng Việt"), "Tiếng Việt"),
        (FAMILY, FAMILY),
        ("lô\u200bđề", "lô\u200bđề"),
        ("\ufeff", "\ufeff"),
    ],
)
def test_storing_keeps_what_says_something(typed, stored):
    assert storable(typed) == stored
    assert storable(stored) == stored


def test_damage_is_what_no_database_takes():
    assert undamaged("a\x00b\ud800c") == "abc"
    assert undamaged("Một\n\thai \u200b") == "Một\n\thai \u200b"
    undamaged("".join(map(chr, range(0x11_0000)))).encode()


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Tiếng Việt có dấu", "Tiếng Việt có dấu"),
        ("\u202eđảo\u202c \u2066ngược\u2069\u200f\u061c", "đảo ngược"),
        ("Z" + "\u0335" * 40 + "algo", "Z\u0335\u0335algo"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        (FAMILY, FAMILY),
        ("a\U000e0041\U000e007f", "a"),
        ("किंतु", "किंतु"),
        ("<b>&", "<b>&"),
    ],
)
def test_showing_disturbs_nothing_around(stored, shown):
    assert inert(stored) == shown


def test_characters_are_counted_as_people_do():
    assert length("Tiếng Việt") == 10
    assert length(unicodedata.normalize("NFD", "Tiếng Việt")) == 10
    assert length(FAMILY * 3) == 3
    assert length("a\r\nb") == 3
    assert length("") == 0


def test_what_nobody_sees_is_nothing():
    for nothing in ("", " \n", "\u200b\ufeff", "\u3164", "\u2800", "\u202e", "\u0301", "\ue000"):
        assert not is_seen(nothing), nothing
    for something in ("a", "!", "😀", "中", " . "):
        assert is_seen(something), something
