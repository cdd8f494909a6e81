"""Where a text tells something about a person that does not belong in public.

Spans are places in the text as it was typed, so that each can be masked with one click.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from branch_portal.lib.disguise import Views
from branch_portal.lib.text import fold


class Span(NamedTuple):
    """A place text[start:end] and what stands there, one of KINDS."""

    start: int
    end: int
    kind: str


# Points of each kind, 2 of them are suspicious; the first of a kind counts whole, others a quarter.
KINDS = {
    "phone": 2.2,
    "identity": 3.0,
    "account": 2.5,
    "plate": 1.6,
    "email": 2.2,
    "address": 2.2,
    "lane": 0.8,
    "class": 2.4,
    "health": 2.6,
}

_SPELLED = {"không": "0", "linh": "0", "lẻ": "0", "một": "1", "mốt": "1", "hai": "2", "ba": "3"}
_SPELLED |= {"bốn": "4", "tư": "4", "năm": "5", "lăm": "5", "sáu": "6", "bảy": "7", "bẩy": "7"}
_SPELLED |= {"tám": "8", "chín": "9"}
_SPELLED_BARE = {fold(word): digit for word, digit in _SPELLED.items()}
_LIKE_DIGITS = str.maketrans("OoQlI|", "000111")
_PHONE = re.compile(r"(?:0084|084|84|0)(?:[35789]\d{8}|2\d{9}|1[2689]\d{8})")
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01]) ?[./-] ?(?:0?[1-9]|1[0-2]) ?[./-] ?(?:19|20)\d\d")
_MONEY = re.compile(r"\s*(?:đồng|đ\b|d\b|dong|vnd|vnđ|triệu|tỷ|m2|m3|kg|ha\b|héc)")

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:@|\(at\)|\[at\]|\ba còng\b|\ba cong\b) ?[a-z0-9-]{1,60}"
    r"(?: ?(?:\.|\bchấm\b|\bcham\b) ?[a-z0-9-]{2,20}){1,3}"
)
_CARD = re.compile(r"(?<!\w)[a-z]{2} ?\d{13}(?!\w)|(?:hộ chiếu|ho chieu)\D{1,12}[a-z]\d{7,8}")
_PLATE = re.compile(
    r"(?<![\w/])[1-9]\d(?: ?- ?)?[a-z][a-z0-9]{0,2} ?[-. ] ?\d{3}\.? ?\d{2}(?!\w)"
    r"|(?<![\w/])[1-9]\d(?: ?- ?)?[a-z]\d? ?- ?\d{4}(?!\w)"
    r"|(?<![\w/])[1-9]\d[a-z]\d?(?:\d{4}|\d{3}\.?\d{2})(?!\w)"
)
_PLATE_WORDS = re.compile(r"biển|bien so|\bbks\b|\bxe\b")

# What leads to a number, at most this many characters before it.
_NEAR = 40
_ID_WORDS = re.compile(
    r"cmnd|cccd|cmt|căn cước|can cuoc|chứng minh (?:nhân|thư)|chung minh (?:nhan|thu)|định danh"
    r"|dinh danh|hộ chiếu|bhxh|bhyt"
    r"|bảo hiểm|mã số thuế|mst"
)
_ACCOUNT_WORDS = re.compile(
    r"\bstk\b|số tk\b|so tk\b|tài khoản|tai khoan|\btk\b|chuyển khoản|chuyen khoan|\bck\b"
)

_STREET = "ngõ|ngách|hẻm|kiệt|đường|phố|ngo|ngach|hem|kiet|duong|pho"
_PART = rf"[, ]{{1,3}}(?:{_STREET}|tổ|khu|thôn|xóm|ấp|to|xom) [\w/]{{1,12}}"
_PART = rf"(?:{_PART}(?: (?!(?:{_STREET}|tổ|thôn|xóm|to|xom)\b)[\w/]{{1,12}})?)"
_OWNER = r"(?:nó|hắn|mụ|lão|ông|bà|anh|chị|cô|em)(?: \w{1,12})?(?: ở)?"
_HOUSE = re.compile(
    rf"\b(?:(?:số nhà|nhà số|so nha|nha so|địa chỉ(?: nhà)? số|nhà {_OWNER} số)"
    rf" ?:? ?\d{{1,4}}\w?(?:/\d{{1,4}}\w?){{0,3}}"
    rf"|(?:số|so) \d{{1,4}}\w?(?:/\d{{1,4}})?,? (?:{_STREET}) [\w/]{{1,12}})"
    rf"{_PART}{{0,3}}"
)
_LANE = re.compile(
    r"\b(?:ngõ|ngách|hẻm|kiệt|hem|ngach) (?:số )?\d{1,4}\w?(?:/\d{1,4}\w?){0,3}(?!\w)"
)

_CLASS = re.compile(r"\b(?:lớp|lop|học sinh) ?\d{1,2} ?[a-n]\d{0,2}(?!\w)")
_ILLNESSES = """ung thư, hiv, nhiễm h, bị si đa, bị sida, bị tâm thần, bệnh tâm thần, phá thai,
    trầm cảm, tâm thần phân liệt, sảy thai, nạo thai, nghiện ma túy, nghiện hút, nghiện rượu,
    cai nghiện, tự kỷ, động kinh, viêm gan b, bệnh lao, lao phổi, giang mai, bệnh lậu, vô sinh,
    tiểu đường, suy thận, chạy thận, dương tính, bại não, khuyết tật, ung thu, tram cam, pha thai,
    nghien ma tuy, benh tam than, nhiem hiv"""
_HEALTH = "|".join(" ".join(word.split()) for word in _ILLNESSES.split(","))
_HEALTH = re.compile(rf"\b(?:{_HEALTH})\b")
_BIG = "[A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
_CALLED = "em|cháu|bé|bạn|con|ông|bà|anh|chị|cô|chú|bác|thầy|dì|cụ|cậu|mợ|thím"
_CALLED = "|".join((_CALLED, _CALLED.title()))
_FAMILY = """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Cao Hà
    Lương Tạ Đoàn Lâm Tô Đào Chu"""
_FAMILY = "|".join(_FAMILY.split())
_SMALL = f"{_FAMILY.lower()}|{fold(_FAMILY)}"
_NAME = re.compile(
    rf"(?<!\w)(?:(?:{_CALLED}) ({_BIG}[^\W\d_]{{1,7}}(?: {_BIG}[^\W\d_]{{0,7}}){{0,3}})"
    rf"|((?:{_FAMILY})(?: {_BIG}[^\W\d_]{{0,7}}){{1,3}})"
    rf"|((?:{_SMALL}) (?:văn|thị|van|thi)"
    rf"(?: (?!(?:lớp|lop|bị|bi|ở|học|hoc|là|la)\b)[^\W\d_]{{1,7}}){{1,2}}))"
)
_TOGETHER = 70  # characters between a name and what is told about it


def personal_data(views: Views) -> list[Span]:
    """What could betray a person, in order and without overlaps; linear in the text."""
    found = [
        *_numbers(views),
        *_plain(views, _EMAIL, "email"),
        *_plain(views, _CARD, "identity"),
        *_plates(views),
        *_plain(views, _HOUSE, "address"),
        *_plain(views, _LANE, "lane"),
        *_told_of_somebody(views),
    ]
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(found, key=lambda each: (each[0], -each[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, kind))
    return [Span(*views.span(start, end), kind) for start, end, kind in kept]


def points(spans: list[Span]) -> dict[str, float]:
    """Kind → points."""
    counts: dict[str, int] = {}
    for span in spans:
        counts[span.kind] = counts.get(span.kind, 0) + 1
    return {kind: KINDS[kind] * (1 + 0.25 * min(4, n - 1)) for kind, n in counts.items()}


def _plain(views: Views, pattern: re.Pattern, kind: str) -> Iterator[tuple[int, int, str]]:
    for match in pattern.finditer(views.lower):
        yield *match.span(), kind


def _plates(views: Views) -> Iterator[tuple[int, int, str]]:
    """In capitals; in small letters only behind a word for it: "30k 50000" is money."""
    for start, end, kind in _plain(views, _PLATE, "plate"):
        before = views.lower[max(0, start - 20) : start]
        if any(map(str.isupper, views.plain[start:end])) or _PLATE_WORDS.search(before):
            yield start, end, kind


# --- Numbers --------------------------------------------------------------------------------------

_TOKEN = re.compile(r"[^\W_]+")
_LONGEST_RUN = 200  # groups
_GAP = re.compile(r"[\s.,()+·_–-]{0,4}")

Group = tuple[int, int, str]  # start and end in the plain text, digits


def _numbers(views: Views) -> Iterator[tuple[int, int, str]]:
    """Telephone, identity and account numbers, however their digits are grouped or spelled."""
    for run in _runs(views):
        place = 0
        while place < len(run):
            size, kind = _number_at(views, run[place : place + 20])
            if kind:
                start = run[place][0]
                start -= views.plain[start - 1 : start] == "+"
                yield start, run[place + size - 1][1], kind
            place += size


def _runs(views: Views) -> list[list[Group]]:
    """Neighbouring groups of digits, dates left out."""
    text, spelled = views.plain, _SPELLED if views.is_marked else _SPELLED_BARE
    hints = sum(map(str.isdigit, text)) + sum(word.exact in spelled for word in views.words)
    if hints + text.count("O") + text.count("o") * (hints > 2) < 6:
        return []
    dated = {place for date in _DATE.finditer(text) for place in range(*date.span())}
    runs: list[list[Group]] = []
    last_end = -1
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        digits = _digits(match[0], spelled)
        if not digits or start in dated:
            continue
        if last_end >= 0 and _GAP.fullmatch(text, last_end, start):
            if len(runs[-1]) < _LONGEST_RUN:
                runs[-1].append((start, end, digits))
        else:
            runs.append([(start, end, digits)])
        last_end = end
    return [run for run in runs if sum(len(digits) for _start, _end, digits in run) >= 6]


def _digits(token: str, spelled: dict[str, str]) -> str:
    if token[0] in "0123456789OoQlI|" and len(token) > 1:
        token = token.translate(_LIKE_DIGITS)
    return token if token.isdecimal() and token.isascii() else spelled.get(token.lower(), "")


def _number_at(views: Views, run: list[Group]) -> tuple[int, str]:
    """How many groups at the start of the run are one number, and its kind; 1 and "" for none."""
    before = views.lower[max(0, run[0][0] - _NEAR) : run[0][0]]
    digits, best, shortest = "", (1, ""), 20
    for size, (_start, end, group) in enumerate(run, start=1):
        digits += group
        shortest = min(shortest, len(group))
        if len(digits) < 6:
            continue
        kind = _kind(digits, before, views.lower[end : end + 8], shortest >= 3)
        if kind:
            best = (size, kind)
        if kind == "phone" or len(digits) > 19:
            break
    return best


def _kind(digits: str, before: str, after: str, is_grouped: bool) -> str:
    size = len(digits)
    if _MONEY.match(after):
        return ""
    if size in (9, 12) and _ID_WORDS.search(before):
        return "identity"
    if 6 <= size <= 19 and _ACCOUNT_WORDS.search(before[-25:]):
        return "account"
    if _PHONE.fullmatch(digits):
        return "phone"
    if is_grouped and size == 12 and digits[0] == "0" and digits[3] in "0123":
        return "identity"
    if is_grouped and size == 9 and digits[0] in "0123" and not digits.endswith("000"):
        return "identity"
    return ""


# --- What is told of somebody ---------------------------------------------------------------------


def _told_of_somebody(views: Views) -> Iterator[tuple[int, int, str]]:
    """A class or an illness beside a name: both places, each to be masked."""
    told = [
        (match.span(), kind)
        for kind, pattern in (("class", _CLASS), ("health", _HEALTH))
        for match in islice(pattern.finditer(views.lower), 20)
    ]
    if not told:
        return
    names = [match.span(match.lastindex) for match in islice(_NAME.finditer(views.plain), 60)]
    for (start, end), kind in told:
        near = [n for n in names if n[0] - end < _TOGETHER and start - n[1] < _TOGETHER]
        if near:
            yield start, end, kind
            yield from ((*name, kind) for name in near)
