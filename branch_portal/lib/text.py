"""Vietnamese text: one normal form, one fold, one order of names."""

import re
import unicodedata

import regex

# Characters that copied text drags along and nobody sees.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# What XML and PostgreSQL refuse: controls, half characters, no characters. Those that part words,
# such as a tab or Word's line break (\x0b), become a space instead.
_DAMAGE = {c: None for c in (*range(32), *range(127, 160)) if not chr(c).isspace()}
_DAMAGE |= dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
_INVISIBLE |= _DAMAGE
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")
_WORD = re.compile(r"\w+")
# What makes a line run backwards or hides words in it, and marks piled up over the lines around.
_BIDI = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_BIDI |= dict.fromkeys((*range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)))
_PILE = regex.compile(r"([\p{Mn}\p{Me}]{2})[\p{Mn}\p{Me}]+")
_SEEN = regex.compile(r"[^\p{C}\p{Z}\p{M}\s\u115f\u1160\u2800\u3164\uffa0]")
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # ngang has no mark: huyền, hỏi, ngã, sắc, nặng
_TONE_RANK = {mark: rank for rank, mark in enumerate(_TONES, start=1)}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, start=1)}
# In an open oa, oe or uy the tone may stand on either vowel (hòa = hoà), not in hoàn and quý.
_NEW_STYLE = re.compile(rf"(?<!q)(?:(o)([ae])|(u)(y))([{_TONES}])(?!\w)")


def tidy(text: str) -> str:
    """Return text as it is stored: NFC, no invisible characters, single spaces, trimmed."""
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def undamaged(text: str) -> str:
    """Return text without what neither PostgreSQL nor XML takes: controls, half characters."""
    return text.translate(_DAMAGE)


def storable(text: str) -> str:
    """Return a stranger's text as it is stored: NFC, undamaged, single spaces, trimmed.

    Unlike `tidy` it keeps what is not seen: it joins the parts of an emoji, and hidden in a word it
    tells something about the writer. To be shown by way of `inert`.
    """
    text = undamaged(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return _EMPTY_LINES.sub("\n\n", text).strip()


def inert(text: str) -> str:
    """Return a stranger's text as it may be shown: it disturbs no other text around it.

    No characters that turn the direction or are meant for machines; two marks on a letter at most.
    """
    return _PILE.sub(r"\1", text.translate(_BIDI))


def length(text: str) -> int:
    """Count the characters as people do: a letter with its marks, a family of emoji is one."""
    return len(regex.findall(r"\X", text))


def is_seen(text: str) -> bool:
    """Is there anything in it that a reader sees?"""
    return bool(_SEEN.search(text))


def fold(text: str) -> str:
    """Return text without marks and in lower case, for searching: "Đảng bộ" → "dang bo".

    The letter đ (and its look-alike ð) has no decomposition, so it is replaced by hand.
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def exact(text: str) -> str:
    """Return text in lower case with one placing of tones, for comparing with marks: hoà → hòa."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("ð", "đ"))
    moved = _NEW_STYLE.sub(lambda m: (m[1] or m[3]) + m[5] + (m[2] or m[4]), decomposed)
    return unicodedata.normalize("NFC", moved)


def words(text: str) -> list[str]:
    """Return the syllables of text, in order, without punctuation."""
    return _WORD.findall(text)


def slugify(text: str, max_length: int = 80) -> str:
    """Return an address part of ASCII words: "Đảng bộ huyện" → "dang-bo-huyen"; may be empty."""
    parts = re.findall(r"[a-z0-9]+", fold(text))
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part
        if len(longer) > max_length:
            break
        slug = longer
    return slug or "-".join(parts)[:max_length]


def name_key(full_name: str) -> str:
    """Return the key by which people are listed: given name, family name, middle names.

    Letters in the order of the Vietnamese alphabet, tones (ngang, huyền, hỏi, ngã, sắc, nặng) as a
    secondary difference. Digits only, so that every database and collation sorts it alike.
    """
    parts = tidy(full_name).lower().split(" ")
    ordered = [parts[-1], *parts[:-1]]
    return "".join(f"{_letters(part)}00{_tone(part)}" for part in ordered)[:255]


def _letters(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if c not in _TONE_RANK)
    composed = unicodedata.normalize("NFC", plain)
    return "".join(f"{_LETTER_RANK[c]:02d}" for c in composed if c in _LETTER_RANK)


def _tone(word: str) -> int:
    marks = (c for c in unicodedata.normalize("NFD", word) if c in _TONE_RANK)
    return _TONE_RANK.get(next(marks, ""), 0) + 1
