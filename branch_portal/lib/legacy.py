"""Vietnamese from before Unicode: TCVN3 (the .Vn fonts, "ABC") and VNI (the VNI fonts).

Copied from Word, such text arrives as letters of Latin-1: "ViÖt Nam", "Vieät Nam". Convert it
before `lib.text.tidy`: TCVN3 writes ư as the soft hyphen U+00AD, which tidy takes for waste.
A ư that was lost on the way is not guessed; `letters_lost` counts where one is missing for certain.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from lxml import html

from branch_portal.lib import markup

TCVN3, VNI = "tcvn3", "vni"
# TCVN 5712:1993 VN3. Toned capitals do not exist: the fonts whose name ends in H draw them.
_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
# VNI writes most marks as a second character after the vowel; ơ and ư are vowels of their own.
_VNI_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_CIRCUMFLEX = dict(zip("âàáåãä", ["", *"\u0300\u0301\u0309\u0303\u0323"], strict=True))
_VNI_BREVE = dict(zip("êèéúüë", ["", *"\u0300\u0301\u0309\u0303\u0323"], strict=True))
_VNI_SINGLE = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
_SEAM = "\ue000"  # where one element's text ends and the next begins, in a word that spans them
_VNI_LETTER = re.compile(
    rf"([aeouyôö])({_SEAM}*)([øùûõï])|([aeo])({_SEAM}*)([âàáåãä])|(a)({_SEAM}*)([êèéúüë])|[ôöñíìæóòî]",
    re.IGNORECASE,
)
# A symbol font keeps its characters in the private area.
_SYMBOL_FONT = {0xF000 + code: code for code in range(0x20, 0x100)}
_TOKEN = re.compile(r"[^\s!-/:-@\[-`{-~“”„‘’…–—•€]+")
_LATER_LETTERS = re.compile("[\u0100-\u01ff\u0300-\u036f\u1e00-\u1eff]")
_ACCENTED = re.compile("[^\x00-\x7f]")
_SAME = {TCVN3: {"ý"}, VNI: set("íìÍÌ")}  # as in Unicode
_MEASURE = re.compile("µ[mglsAFVW]")
# What no language but these encodings puts inside a word.
_STRANGE = {
    TCVN3: re.compile("[¡-¹»-½×÷\xad¾]|(?<=[a-zß-ÿ])[À-Þ](?![A-Z])"),
    VNI: re.compile("[aeouyôö][øùûõ]|[eo][âàåãä]|a[âàåãä]|[aeouyôö]ï|öô", re.IGNORECASE),
}

_ONSET = re.compile("(?:ngh?|nh|gh|gi|g|kh?|ch?|tr|th?|ph?|qu|[bdđhlmnrsvx])?")
_RHYME_LIST = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em "
    "en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp "
    "iêt iêu o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn "
    "oăng oăt oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u uc ui um un ung "
    "up ut ua uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uênh uơ uy uya uych uyên uyêt uynh "
    "uyt uyu uyp uyn ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt "
    "yêu yt ynh ych"
)
_RHYMES = frozenset(_RHYME_LIST.split(" "))
_HORNED_O = re.compile("([ơờớởỡợ])", re.IGNORECASE)
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """Say whether a word is built like a Vietnamese syllable: onset, rhyme, one tone at most.

    A syllable that ends in c, ch, p or t has the tone sắc or nặng.
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = _TONE_MARKS.findall(decomposed)
    plain = unicodedata.normalize("NFC", _TONE_MARKS.sub("", decomposed))
    if len(tones) > 1 or len(word) > 12:
        return False
    if plain.endswith(("c", "ch", "p", "t")) and tones not in (["\u0301"], ["\u0323"]):
        return False
    # "gi" may be an onset (gia) or hold the vowel (gì); no other onset takes part of the rhyme.
    rests = [plain[_ONSET.match(plain).end() :]] + [plain[1:]] * plain.startswith("gi")
    return any(rest in _RHYMES for rest in rests)


@dataclass
class _Evidence:
    """Words of a text, counted by what a conversion would do to them."""

    good: int = 0  # become a syllable, were none
    strange: int = 0  # of these: with signs that no other language has inside a word
    either: int = 0  # a syllable before and after
    bad: int = 0  # not a syllable afterwards
    spoiled: int = 0  # of these: a syllable before
    unicode: int = 0  # letters that the encoding does not know: the text is Unicode already
    plain: int = 0  # without any mark
    plain_good: int = 0  # of these: a syllable or capitals

    def convinces(self) -> bool:
        """True where the text can hardly be anything but legacy Vietnamese."""
        marked = self.good + self.either + self.bad
        if not self.good or self.unicode * 10 > self.good or self.either > 2 * self.good:
            return False
        if marked < 3:  # so short that everything must fit, and more than one word
            fits = not self.bad and self.strange and self.plain_good == self.plain
            return bool(fits and marked + self.plain > 1)
        return (
            self.bad * 4 <= marked
            and self.spoiled * 10 <= self.good
            and self.strange * 4 >= self.good
            and self.plain - self.plain_good <= self.good
        )


def _evidence(text: str, encoding: str) -> _Evidence:
    found = _Evidence()
    for word, times in Counter(_TOKEN.findall(text.translate(_SYMBOL_FONT))).items():
        for kind in _judge(word, encoding):
            setattr(found, kind, getattr(found, kind) + times)
    return found


def _judge(word: str, encoding: str) -> list[str]:
    if _LATER_LETTERS.search(word):
        return ["unicode"]
    # A number, a bullet, a sign alone or a measure says nothing.
    if any(c.isdigit() for c in word) or not any(c.isalpha() for c in word) or _MEASURE.match(word):
        return []
    if word.isascii():
        return ["plain", "plain_good"] if is_syllable(word) or word.isupper() else ["plain"]
    before, after = is_syllable(word), convert(word, encoding)
    if after == word and before and set(_ACCENTED.findall(word)) <= _SAME[encoding]:
        return []
    if after == word or not is_syllable(after):
        return ["bad", "spoiled"] if before else ["bad"]
    if before:
        return ["either"]
    return ["good", "strange"] if _STRANGE[encoding].search(word) else ["good"]


def detect(text: str) -> str | None:
    """Return "tcvn3" or "vni" where text is written so beyond reasonable doubt, else None.

    Judged by how many words become Vietnamese syllables by the conversion. None for correct
    Unicode, other languages, and texts too short or too mixed to tell.
    """
    marked = len(_ACCENTED.findall(text))
    if len(_LATER_LETTERS.findall(text)) * 5 > marked or not marked:
        return None  # plainly Unicode, as nearly every text is
    found = {encoding: _evidence(text, encoding) for encoding in (TCVN3, VNI)}
    convincing = [encoding for encoding in found if found[encoding].convinces()]
    return max(convincing, key=lambda encoding: found[encoding].good, default=None)


def convert(text: str, encoding: str, capitals: bool = False) -> str:
    """Return legacy text in Unicode, NFC; `capitals` for the TCVN3 fonts whose name ends in H.

    TCVN3 has no toned capitals, so that words typed in capitals ("HO¹CH") become all capitals.
    Raises ValueError for an unknown encoding. Letters that the encoding does not know stay.
    """
    text = text.translate(_SYMBOL_FONT)
    if encoding == VNI:
        text = _VNI_LETTER.sub(_vni_letter, text)
    elif encoding == TCVN3:
        text = "".join(_tcvn3_line(line, capitals) for line in text.splitlines(keepends=True))
    else:
        raise ValueError(f"unknown encoding {encoding!r}")
    return unicodedata.normalize("NFC", text)


def _vni_letter(found: re.Match) -> str:
    groups = found.groups("")
    base, seams, mark = ("".join(groups[i::3]) for i in range(3))
    low, mark = (base or found[0]).lower(), mark.lower()
    letter = _VNI_SINGLE.get(low, low)
    if mark in _VNI_TONES:
        letter += _VNI_TONES[mark]
    elif mark in _VNI_CIRCUMFLEX:
        letter += "\u0302" + _VNI_CIRCUMFLEX[mark]
    elif mark:
        letter += "\u0306" + _VNI_BREVE[mark]
    letter = unicodedata.normalize("NFC", letter)
    return (letter if found[0][0].islower() else letter.upper()) + seams


def _tcvn3_line(line: str, capitals: bool) -> str:
    shouted = any(_in_capitals(word) for word in _TOKEN.findall(line))
    if capitals or (shouted and not re.search("[a-z]", line)):
        return line.translate(_TCVN3).upper()
    return _TOKEN.sub(_tcvn3_word, line)


def _tcvn3_word(word: re.Match) -> str:
    converted = word[0].translate(_TCVN3)
    return converted.upper() if _in_capitals(word[0]) else converted


def _in_capitals(word: str) -> bool:
    letters = [c for c in word if c.isascii() and c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def letters_lost(text: str) -> int:
    """Count the words of converted text in which a ư is missing for certain ("đợc" for "được").

    The soft hyphen that is ư in TCVN3 is dropped by many programs. Words that exist without the ư
    too ("ngời") are not counted; nothing is repaired.
    """
    lame = (word for word in _TOKEN.findall(text) if not is_syllable(word))
    return sum(is_syllable(_HORNED_O.sub(r"ư\1", word, count=1)) for word in lame)


# ---- HTML: the fonts say which words are legacy ----

_FONT = re.compile(
    r"(?:^|;)\s*(?:mso-ascii-font-family|mso-hansi-font-family|font-family)\s*:([^;]*)", re.I
)
_ANY_FONT = re.compile(r"(?:^|(?<=;))\s*(?:mso-[a-z]+-font-family|font-family)\s*:[^;]*;?", re.I)


def font_encoding(name: str) -> tuple[str, bool] | None:
    """Return (encoding, capitals) of a font by its name; None for every other font."""
    name = name.strip().strip("\"'").strip()
    if name[:3].lower() == ".vn":
        return TCVN3, name.endswith("H")
    return (VNI, False) if re.match("vni[- ]", name, re.I) else None


def _declared(style: str) -> list[tuple[str, bool] | None]:
    """The encodings of the fonts that a style declares, first to last; [] where it names none."""
    return [font_encoding(families.split(",")[0]) for families in _FONT.findall(style)]


def _chosen(declared: list) -> tuple[str, bool] | None:
    return next(filter(None, declared), None)


def _rules(root: html.HtmlElement) -> dict[str, tuple[str, bool] | None]:
    """The fonts of the page's own style sheet, by simple selector: "p.MsoNormal", ".quote", "p"."""
    found = {}
    for sheet in root.iter("style"):
        for rule in (sheet.text or "").split("}"):
            head, _brace, style = rule.rpartition("{")
            if declared := _declared(style):
                # Word wraps its sheet in a comment; a media query stands before the first selector.
                selectors = re.split(r"\{|\*/|<!--|-->", head)[-1].split(",")
                found |= dict.fromkeys((name.strip() for name in selectors), _chosen(declared))
    return found


def _font(element: html.HtmlElement, rules: dict, inherited: tuple[str, bool] | None):
    if declared := _declared(element.get("style", "")):
        return _chosen(declared)
    if element.get("face"):
        return font_encoding(element.get("face").split(",")[0])
    classes = element.get("class", "").split()
    names = [f"{element.tag}.{c}" for c in classes] + [f".{c}" for c in classes] + [element.tag]
    return next((rules[name] for name in names if name in rules), inherited)


def _pieces(root: html.HtmlElement) -> list[tuple]:
    """Every text of a tree, in order: (element, "text" or "tail", font, number of its block)."""
    rules, fonts, found, block = _rules(root), {}, [], 0
    for element in root.iter():
        parent = element.getparent()
        inherited = None if parent is None else fonts[parent]
        fonts[element] = inherited
        if isinstance(element.tag, str):
            fonts[element] = _font(element, rules, inherited)
    stack = [(root, False)]
    while stack:
        element, closing = stack.pop()
        block += element.tag in markup.BLOCKS
        if closing:
            parent = element.getparent()
            if element.tail and parent is not None and element is not root:
                found.append((element, "tail", fonts[parent], block))
            continue
        stack.append((element, True))
        if isinstance(element.tag, str) and element.tag not in {"style", "script"}:
            if element.text:
                found.append((element, "text", fonts[element], block))
            stack += [(child, False) for child in reversed(element)]
    return found


def convert_tree(root: html.HtmlElement) -> str | None:
    """Convert the legacy texts of a tree in place; return the (prevailing) encoding, or None.

    The fonts that elements name (style, <font face>, the page's own style sheet) say which words
    are legacy, so that a mixed page is right too; texts without such a font are judged together by
    `detect`. Legacy fonts are taken out, so that a second call changes nothing.
    """
    pieces = _pieces(root)
    converted = Counter()
    for encoding in (TCVN3, VNI):
        own = [piece for piece in pieces if piece[2] and piece[2][0] == encoding]
        found = _evidence(_joined(own), encoding)
        if found.spoiled <= found.good + found.either:  # else Unicode under an old font's name
            converted[encoding] += _convert_pieces(own, lambda font: font)
    rest = [piece for piece in pieces if not piece[2]]
    if encoding := detect(_joined(rest)):
        converted[encoding] += _convert_pieces(rest, lambda _font: (encoding, False))
    _forget_fonts(root)
    (prevailing, times), *_others = converted.most_common(1) or [(None, 0)]
    return prevailing if times else None


def _joined(pieces: list[tuple]) -> str:
    parts, last = [], None
    for element, where, _font, block in pieces:
        parts += ["" if block == last else "\n", getattr(element, where)]
        last = block
    return "".join(parts).replace(_SEAM, "")


def _convert_pieces(pieces: list[tuple], font_of) -> int:
    """Convert texts in place, those of one block and font together; return how many changed."""
    changed = 0
    for (font, _block), group in groupby(pieces, key=lambda piece: piece[2:]):
        group = list(group)
        before = [getattr(element, where).replace(_SEAM, "") for element, where, *_ in group]
        text = _SEAM.join(before)
        if _LATER_LETTERS.search(text):
            continue  # Unicode under an old font's name
        after = convert(text, *font_of(font)).split(_SEAM)
        for (element, where, *_), old, new in zip(group, before, after, strict=True):
            setattr(element, where, new)
            changed += old != new
    return changed


def _forget_fonts(root: html.HtmlElement) -> None:
    for sheet in list(root.iter("style")):
        if ".vn" in (sheet.text or "").lower() or "vni" in (sheet.text or "").lower():
            sheet.drop_tree()
    for element in root.iter("*"):
        if _chosen(_declared(element.get("style", ""))):
            element.set("style", markup.sound(_ANY_FONT.sub("", element.get("style"))))
        if font_encoding(element.get("face", "")):
            del element.attrib["face"]


def convert_html(text: str) -> tuple[str, str | None]:
    """Return (HTML, "tcvn3" | "vni" | None): the body of a page or a fragment in Unicode.

    See `convert_tree`. Nothing is changed where nothing is legacy; the result is not yet clean.
    """
    root = markup.parse(text)
    encoding = convert_tree(root)
    return (markup.inner(markup.body(root)), encoding) if encoding else (text, None)
