"""Several views of one text, each with less of a disguise; places lead back into what was typed.

Written for comparing, never for showing or storing. All of it takes time by length only.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from branch_portal.lib import text as vietnamese

LIMIT = 12_000  # characters looked at; 3,000 letters with all their marks are fewer

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_ORDINARY = r"\n\x20-\x7eÀ-ÃÈ-ÊÌÍÐÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ–—‘’“”•…"
_PART = re.compile(rf"([{_ORDINARY}]+(?![{_MARKS}]))|([\s\S][{_MARKS}]*)")
_VIETNAMESE_MARKS = set("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_LETTER = r"[^\W\d_]"

# Tricks that show in what was typed, by name. A pasted zero-width space between words and the
# joiner inside an emoji stand between no letters.
_TYPED = {
    "hidden": rf"(?<={_LETTER})[\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff]+(?={_LETTER})",
    "bidi": r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]",
    "stacked": rf"[{_MARKS}]{{3,}}",
    "styled": (
        r"[\uff10-\uff5a\u24b6-\u24e9\u1d00-\u1d22\ua730\ua731\U0001d400-\U0001d7ff"
        r"\U0001f130-\U0001f189]{2,}"
    ),
    "mixed": r"[a-zA-ZÀ-ỹ][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][a-zA-ZÀ-ỹ]",
}
_TYPED = {name: re.compile(pattern) for name, pattern in _TYPED.items()}

# Letters of other alphabets that look like ours. The whole table of Unicode is 900 KB and takes
# Vietnamese letters for their bare ones.
_ALIKE = dict(
    zip(
        "авекмнорстухѕіјԁԛԝһӏгпьзцшғүөєїёѵαβγεζηικλμνορστυχωϲϳʙɢʜɪʟɴʀʏᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱ",
        "abekmhopctyxsijdqwhlrnb3uwfyoeievabyeznikauvopotuxwcjbghilnryacdejkmoptuvwzfs",
        strict=True,
    )
)
_ALIKE |= dict(zip("ɑɡıɩʋəɛɔʊɾʃɓɗƙɭɱɲʈʂɖɦɨʉɐʌɵɯɹ", "agiiveeoursbdklmntsdhiuavowr", strict=True))
_ALIKE |= dict(zip("łøħŧƀȼɇǥꞵðƅǀǃ", "lohtbcegbđbll", strict=True))
_ALIKE |= {c.upper(): latin.upper() for c, latin in _ALIKE.items() if len(c.upper()) == 1}
_ALIKE |= dict(zip("ΗΜΝΥ", "HMNY", strict=True))  # their small letters look like others
_ALIKE |= {chr(start + n): chr(65 + n) for start in (0x1F150, 0x1F170) for n in range(26)}

# Length is kept, so that places stay: one letter for one letter.
_RANGES = (*range(65, 91), *range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00))
_LOWER = {c: chr(c).lower() for c in _RANGES if len(chr(c).lower()) == 1}
_FLAT = {c: vietnamese.fold(chr(c)) for c in _RANGES}
_FLAT = {c: folded for c, folded in _FLAT.items() if len(folded) == 1}

_WORD = re.compile(r"[^\W_]+(?:[@$][^\W_]+)*[@$]?")
_BROKEN = rf"{_LETTER}{{1,4}}(?:[.*_|·•~-]{_LETTER}{{1,5}})+"
_SPACED = rf"{_LETTER} (?:{_LETTER} )+{_LETTER}"
_JOIN = re.compile(rf"(?<![^\W_])(?:{_BROKEN}|{_SPACED})(?![^\W_])")
_LEET = str.maketrans("0134579@$8", "oieastgasb")
_IS_LEET = re.compile(
    rf".*{_LETTER}[0-9@$]{_LETTER}|{_LETTER}{{2,}}[013]$|[48]{_LETTER}{{2,}}$|{_LETTER}+@$"
)


class Word(NamedTuple):
    """One word in lower case, its tricks undone, and where it stands in the text as typed."""

    exact: str  # with marks, tones in one place
    folded: str  # without marks
    start: int
    end: int
    trick: str = ""  # "spaced", "leet", "stretched" or none


class Views:
    """The views of one text: `plain` → `lower`, `flat` (same places) → `words` → `bare`."""

    def __init__(self, source: str) -> None:
        self.source = source[:LIMIT]
        self.plain, self._places = _readable(self.source)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place of plain[start:end] (not empty) in the text as typed."""
        return self._places[start], max(self._places[end], self._places[end - 1] + 1)

    @cached_property
    def lower(self) -> str:
        """Plain text in lower case, marks kept."""
        return self.plain.translate(_LOWER)

    @cached_property
    def flat(self) -> str:
        """Plain text in lower case without marks."""
        return self.plain.translate(_FLAT)

    @cached_property
    def tricks(self) -> dict[str, int]:
        """How often each trick was played: hidden, bidi, stacked, styled, mixed; spaced, leet …"""
        found = {}
        if self.plain != self.source:
            found = {name: len(rule.findall(self.source)) for name, rule in _TYPED.items()}
        for word in self.words:
            if word.trick:
                found[word.trick] = found.get(word.trick, 0) + 1
        return {name: times for name, times in found.items() if times}

    @cached_property
    def words(self) -> list[Word]:
        """Words in order; letters that were set apart are one word again."""
        found, done = [], 0
        joins = {m.start(): m for m in _JOIN.finditer(self.plain) if _is_one_word(m[0])}
        for match in _WORD.finditer(self.plain):
            start, end = match.span()
            if start < done:
                continue
            joined = joins.get(start)
            raw = match[0]
            if joined:
                end, raw = joined.end(), re.sub(r"[\W_]", "", joined[0])
            exact, folded, trick = _undisguise(raw)
            if joined and len(raw) > (4 if raw.isupper() else 2):  # U.B.N.D is no trick
                trick = "spaced"
            found.append(Word(exact, folded, *self.span(start, end), trick))
            done = end
        return found

    @cached_property
    def is_marked(self) -> bool:
        """Whether the writer types marks: more than a stray one."""
        letters = [word for word in self.words if not word.exact.isdigit()]
        marked = sum(word.exact != word.folded for word in letters)
        return marked > (1 if len(letters) > 4 else 0) and marked * 10 > len(letters)

    @cached_property
    def bare(self) -> str:
        """Words without marks, runs of digits as one 0: what copies have in common."""
        masked = re.sub(r"\d+", "0", " ".join(word.folded for word in self.words))
        return re.sub(r"\b0(?: 0)+\b", "0", masked)


def _readable(source: str) -> tuple[str, Sequence[int]]:
    """Text without what nobody sees, look-alikes in our letters; the place of each character."""
    pieces, places = [], []
    for part in _PART.finditer(source):
        if part[1]:
            pieces.append(part[1])
            places.extend(range(*part.span()))
        else:
            clear = _clear(part[2] if len(part[2]) < 20 else part[2][:20])
            pieces.append(clear)
            places.extend([part.start()] * len(clear))
    places.append(len(source))
    return "".join(pieces), places


@lru_cache(maxsize=4096)
def _clear(cluster: str) -> str:
    base, marks = unicodedata.normalize("NFKC", cluster[0]), cluster[1:]
    if base in "\t\r\v\f\x85\u2028\u2029" or base.isspace():
        return " "
    if unicodedata.category(base[0])[0] in "CM":  # controls, halves of characters, loose marks
        return ""
    base = "".join(_ALIKE.get(c, c) for c in base)
    kept = [mark for mark in marks if mark in _VIETNAMESE_MARKS][:2] if base.isalpha() else []
    composed = unicodedata.normalize("NFC", base + "".join(kept))
    return "".join(c for c in composed if not unicodedata.combining(c))


def _is_one_word(typed: str) -> bool:
    """Set apart on purpose: single letters, or one of them beside a piece ("đ.ảo", not "Q.Hai")."""
    sizes = [len(piece) for piece in re.split(r"[\W_]", typed)]
    return max(sizes) == 1 or (min(sizes) == 1 and typed.islower())


@lru_cache(maxsize=8192)
def _undisguise(raw: str) -> tuple[str, str, str]:
    """One word → (exact, folded, trick)."""
    if raw.isdigit():
        return raw, raw, ""
    trick, word = "", raw.lower()
    if _IS_LEET.match(word):
        trick, word = "leet", word.translate(_LEET)
    short = _squeeze(word)
    if len(word) - len(short) > 1:
        trick = trick or "stretched"
    exact = vietnamese.exact(short)
    return exact, vietnamese.fold(exact), trick


def _squeeze(word: str) -> str:
    """A letter three times or more is one, at the end twice is enough: ngưuu → ngưu, hayy → hay."""
    kept: list[str] = []
    bare = [_TONES.sub("", unicodedata.normalize("NFD", c)) for c in word]
    place = 0
    while place < len(word):
        end = place
        while end < len(word) and bare[end] == bare[place]:
            end += 1
        many = end - place > 2 or end == len(word)
        kept.append(word[place] if many and not bare[place].isdigit() else word[place:end])
        place = end
    return "".join(kept)
