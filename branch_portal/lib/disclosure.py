"""What must not stand in a text that leaves the internal zone: secrets, names, sayings.

A help for whoever publishes, never a promise: it knows the names it is given and the usual ways of
speaking of a person, nothing else.
"""

import re
from collections.abc import Iterable
from itertools import takewhile

from django.utils.translation import gettext as _

from branch_portal.lib.text import exact, fold, tidy, words

# "Mật" is a mark of secrecy; honey, density, a password and the like are words of every day.
_SECRECY = re.compile(
    r"(?i:\b(?:tuyệt|tối)\s+mật\b)"
    r"|(?<!\bBẢO )(?<!\bBảo )(?<!\bBÍ )(?<!\bBí )\b(?:Mật|MẬT)\b"
    r"(?!\s+(?i:ong|độ|mía|khẩu|mã|thiết)\b)"
    r"|(?i:\b(?:độ|dấu|tài liệu|văn bản|công văn|hồ sơ)\s+mật\b)"
)
_WORD = r"[^\W\d_]+"
# Only looked at, not eaten: behind "đồng chí Bí thư và ông" there may stand another name.
_ADDRESSED = re.compile(
    r"\b(?i:đồng chí|đ/c|đc|ông|bà|anh|chị|cô|thầy|bác|chú|em|cụ)\s+"
    rf"(?=((?:{_WORD}\s+){{0,3}}{_WORD}))"
)
_FAMILIES = (
    "bùi cao chu dương đàm đào đặng đinh đỗ hà hoàng hồ hứa huỳnh khổng kiều lâm lê lương lưu lý "
    "mai ngô nguyễn nông phạm phan phùng quách tạ thái tô tống trần triệu trịnh trương võ vũ "
    "vương"
)
_HISTORY = "hồ chí minh"
_SENTENCE = re.compile(r"[.!?…;\n]+")
_SHOWN = 5
_SHORTEST_SAYING = 8  # syllables; shorter ones are phrases that anybody uses


def refusal(text: str, names: Iterable[str] = (), sayings: Iterable[str] = ()) -> str:
    """Return the sentence that says why a text cannot be made public; empty when it can.

    `names` are full names of people whom the text must not name, `sayings` what was said behind
    closed doors and must not be repeated word for word.
    """
    if mark := secrecy_mark(text):
        return _(
            "“%(mark)s” is a mark of secrecy. Nothing of a secret paper may stand on the public "
            "site: leave it out."
        ) % {"mark": mark}
    if found := names_in(text, names):
        return _(
            "Names of people do not go to the public site. Found: %(names)s. Write the role "
            "instead, such as “the branch secretary” or “one member”."
        ) % {"names": ", ".join(found[:_SHOWN])}
    if saying := repeated(text, sayings):
        return _(
            "This repeats word for word what a member said in the session: “%(saying)s”. Opinions "
            "stay inside; write what the branch agreed on."
        ) % {"saying": saying}
    return ""


def repeated(text: str, sayings: Iterable[str]) -> str:
    """Return the first sentence of `sayings`, of eight syllables or more, that a text repeats."""
    said = _plain(text)
    for sentence in (part for saying in sayings for part in _SENTENCE.split(saying)):
        plain = _plain(sentence)
        if plain.count(" ") > _SHORTEST_SAYING and plain in said:
            return sentence.strip()
    return ""


def _plain(text: str) -> str:
    return f" {' '.join(words(fold(tidy(text))))} "


def secrecy_mark(text: str) -> str:
    """Return the first mark of secrecy as it is written, or nothing."""
    found = _SECRECY.search(tidy(text))
    return found[0] if found else ""


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Return the people whom a text names: those of `names`, then others it speaks of.

    A full name is found with or without its marks. After "đồng chí", "ông", "bà" and the like the
    end of a name is enough ("đồng chí Hà"), and so is any name that begins with a family name.
    """
    text = tidy(text)
    spoken = {" ".join(_capitals(match[1])): None for match in _ADDRESSED.finditer(text)}
    found = [name for name in dict.fromkeys(names) if _stands_in(name, text, spoken)]
    known = {run for run in spoken for name in found if _ends(name, run)}
    return found + [run for run in spoken if run not in known and _is_somebody(run)]


def _stands_in(name: str, text: str, spoken: Iterable[str]) -> bool:
    syllables = fold(name).split()
    if len(syllables) > 1:
        pattern = r"\s+".join(map(re.escape, syllables))
        for match in re.finditer(rf"\b{pattern}\b", fold(text)):
            # Two syllables are as often two plain words (hòa bình): capitals make them a name.
            written = text[match.start() : match.end()]
            if len(syllables) > 2 or len(_capitals(written)) == len(syllables):
                return True
    return any(_ends(name, run) for run in spoken)


def _capitals(run: str) -> list[str]:
    """The leading words that begin with a capital."""
    return list(takewhile(lambda word: word[0].isupper(), run.split()))


def _ends(name: str, run: str) -> bool:
    return bool(run) and f" {exact(name)}".endswith(f" {exact(run)}")


def _is_somebody(run: str) -> bool:
    first, _space, rest = run.lower().partition(" ")
    return bool(rest) and first in _FAMILIES.split() and not run.lower().startswith(_HISTORY)
