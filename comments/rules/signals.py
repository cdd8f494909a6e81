"""What a reader's text shows by itself: each signal has points, a code for its words, a place."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from branch_portal.lib.disguise import Views
from comments.rules.lexicon import Hit


@dataclass(frozen=True)
class Facts:
    """What is known about a comment besides its words."""

    approved_before: int = 0  # comments of this sender
    refused_before: int = 0  # as spam or for abuse, not as off topic or sent twice
    duplicates: int = 0  # the same text from others
    honeypot: bool = False  # the field that nobody sees was filled in
    token_age: int | None = None  # seconds since the form was made
    fetch_headers: bool = True  # the browser said where the form was


class Signal(NamedTuple):
    """Points for one head ("spam" or "abuse"), and the place in the text as typed, if any."""

    head: str
    code: str
    points: float
    words: str = ""
    start: int = 0
    end: int = 0


_LONG_ENOUGH = 12  # words that two people do not write alike by chance
_QUICK = 3  # seconds; a page that was just made and filled in so soon was filled in by no person

_ENDINGS = (
    "com|net|org|info|biz|xyz|vn|site|online|club|shop|store|click|link|win|bet|asia|cc|io|app"
)
LINK = re.compile(
    r"h(?:tt|xx|\*\*)ps?\s?:\s?/\s?/\s?[^\s<>\"]{0,200}"
    r"|\bwww ?\. ?[\w-]{1,40}[^\s<>\"]{0,100}"
    rf"|(?<![\w@.-])(?:[a-z0-9-]{{2,40}}\.){{1,3}}(?:{_ENDINGS})(?![\w-])(?:/[^\s<>\"]{{0,200}})?"
    r"|(?<![\w@.-])[a-z0-9-]{1,30}\.(?:me|gg|ly|to|tv|vip|top|la|pro|live|fun|tk|ml)/[^\s<>\"]{1,200}"
    r"|\b[a-z0-9-]{2,40} ?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)| dot | chấm | cham | \. ) ?"
    rf"(?:{_ENDINGS})\b"
)
_OFFICIAL = re.compile(r"(?:\.gov|\.edu|chinhphu|dangcongsan)\.?vn|\.gov\.")
_MARKUP = re.compile(
    r"\[/?(?:url|link|img|b|quote)[=\]]|<\s*/?\s*(?:a|b|i|p|div|font|center|h1)[\s>/]"
)
_PROBE = re.compile(
    r"<\s*/?\s*(?:script|iframe|svg|img|object|embed|style|meta|body|form|input|link)\b"
    r"|\bon(?:error|load|click|mouseover|focus)\s?=|javascript\s?:|data:text/html|<!entity|<\?(?:php|xml)"
    r"|\bunion\s+(?:all\s+)?select\b|'\s?or\s+'?\d|\bor\s+1\s?=\s?1|;\s?drop\s+table|'\s?--|\bsleep\s?\(\d"
    r"|\bselect\s+[*\w]{1,20}\s+from\b|\binsert\s+into\b|xp_cmdshell|\bpg_sleep|benchmark\s?\("
    r"|\{\{.{0,60}\}\}|\{%.{0,60}%\}|\$\{.{0,60}\}|<%=|#\{.{0,40}\}|\.\./\.\./|/etc/passwd|%0[0ad]|%3c"
    r"|\b(?:bcc|content-type)\s?:|alert\s?\(|document\.cookie|\beval\s?\(|\\x[0-9a-f]{2}|\(\)\s?\{\s?:;"
    r"|=cmd\||@sum\(|\b__class__|\|\|\s?ping\s|;\s?cat\s/|`id`"
)
_BRAND = re.compile(
    r"(?<![a-z0-9])(?:[a-z]{0,8}(?:bet|club|win|vip|play|casino|bong|game|slot)\d{2,3}"
    r"|[a-z]{0,6}\d{2,3}(?:bet|club|win|vip|play|casino)|(?:bet|club|win|vip)\d{2,3}[a-z]{0,8})(?![a-z0-9])"
)
_PRICE = re.compile(
    r"(?<![\w/])\d{1,3}(?:[.,]\d{3})? ?(?:k|nghìn|ngàn)\s?(?:/|1|một|mỗi)\s?"
    r"(?:hộp|cái|chai|lọ|kg|đôi|bộ|thùng|suất|ngày|giờ|đơn)"
    r"|giảm (?:ngay |đến |tới |giá )?\d{1,2} ?%|sale (?:up to )?\d{1,2} ?%"
    r"|\d{1,2} ?- ?\d{1,3} ?(?:tr|triệu) ?/ ?(?:th|tháng|ngày)"
    r"|\d{1,4}(?:k|tr| triệu| củ)?(?: ?- ?\d{1,4}(?:k|tr| triệu| củ)?)?"
    r" ?(?:/|1|một|mỗi) ?(?:ngày|ngay|tháng|thang|tuần|tuan|ca)\b"
    r"|(?:lãi|lợi nhuận|hoàn|thưởng|tặng|lai) ?(?:suất |suat )?\d{1,3}(?:[.,]\d)? ?%"
    r"|(?:lương|thu nhập|kiếm|luong|thu nhap|kiem) (?:từ |tới |đến |khoảng |hơn |tu )?\d{1,3}"
    r"(?: ?- ?\d{1,3})? ?(?:k|tr|triệu|củ|trieu)\b"
    r"|(?:vay|vốn|mức) (?:từ )?\d{1,3} ?(?:-|đến|tới) ?\d{1,4} ?(?:k|tr|triệu|tỷ)"
)
# A swear word with its middle hidden: "đ** mẹ", "l*n"; and a kind of people made of beasts.
_MASKED = re.compile(r"(?<!\w)(?:đ|l|c|b|v|d|f)\*{1,3}[a-zà-ỹđ]{0,3}(?!\w)")
_BEASTS = re.compile(
    r"\b(?:đồ|lũ|bọn|quân) (?:một )?(?:lũ |bọn |thằng |con )?"
    r"(?:chó|lợn|heo|bò|khỉ|rùa|vẹt|cừu|dê|giòi|ruồi|rắn|cáo|quỷ|ma|ngu|dốt|điên|khùng|hèn|hề|nịnh|đểu"
    r"|điếm|cướp|trộm|lừa|bịp|hút máu|ăn tàn|tham|láo|lười|bẩn|thối|đầu trâu|vô ơn|bất \w{2,5})\b"
)
_PICTURES = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55]")
_CALLING = re.compile(
    "[\U0001f525\U0001f4b0\U0001f4b8\U0001f4b5\U0001f381\U0001f449\U0001f447\U0001f4f2\u260e\U0001f4de\U0001f3b0\U0001f911\u2705\U0001f680]"
)
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0900-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|r|s|t|th|tr|v|x)?"
    r"(?:[aeiouy]|ai|ao|au|ay|eo|eu|ia|ie|ieu|iu|oa|oai|oay|oao|oe|oeo|oi|oo|ua|uai|uay|uao|ue|ueu|ui"
    r"|uo|uoi|uou|uu|uy|uya|uye|uyu|ye|yeu|uau)(?:c|ch|m|n|ng|nh|p|t)?"
)
_OWN = re.compile(
    r"(?:số|sđt|đt|điện thoại|máy)(?: điện thoại)? (?:của )?(?:tôi|cháu|em|mình|gia đình|bác)"
    r"|báo giúp"
    r"|so (?:cua )?toi"
    r"|sdt (?:cua )?toi|(?:gọi|báo|liên hệ|liên lạc|trả lời)(?: lại)? (?:cho |với |qua )?"
    r"(?:tôi|cháu|gia đình|nhà tôi|bác|chúng tôi)|tôi là|tôi tên|dien thoai (?:cua )?toi"
)
_OFFERS = {"loan", "gambling", "easy_job", "investment", "advert", "cure", "forgery", "adult"}
# Points of a trick; the first time, and for each of the next four half of it.
_TRICKS = {
    "hidden": 1.0,
    "bidi": 0.6,
    "stacked": 1.2,
    "styled": 1.0,
    "mixed": 1.6,
    "spaced": 1.0,
    "leet": 0.3,
    "stretched": 0.1,
}


def of_text(views: Views, hits: Sequence[Hit], has_phone: bool) -> list[Signal]:
    """Signals of the text itself."""
    spoken_for = Counter(hit.code for hit in hits if hit.head == "ok")
    found = [
        *_links(views, spoken_for),
        *_patterns(views),
        *_shape(views),
        *_tricks(views),
        *_phrases(views, hits),
    ]
    trade = sum(signal.points for signal in found if signal.head == "spam")
    return [*found, *_together(views, found, hits, has_phone, spoken_for, trade)]


def of_sender(name: Views, name_hits: Sequence[Hit], email_hits: Sequence[Hit]) -> Iterator[Signal]:
    """Signals of the name and of the address before its @."""
    if LINK.search(name.lower) or _PROBE.search(name.lower):
        yield Signal("spam", "name_link", 1.6)
    elif _BRAND.search(name.flat) or sum(map(str.isdigit, name.plain)) >= 8:
        yield Signal("spam", "name_advert", 1.0)
    for code, hits in (("name", name_hits), ("email", email_hits)):
        for head in ("spam", "abuse"):
            best = max((hit for hit in hits if hit.head == head), key=_points, default=None)
            if best:
                share = 0.8 if code == "name" else 0.5
                yield Signal(head, f"{code}_phrase", share * best.points, best.phrase)


def of_facts(facts: Facts, words: int) -> Iterator[Signal]:
    """Signals of what is known besides a text of so many words."""
    if facts.honeypot:
        yield Signal("spam", "honeypot", 1.2)
    if facts.token_age is not None and facts.token_age < _QUICK:
        yield Signal("spam", "quick", 0.6)
    if not facts.fetch_headers:
        yield Signal("spam", "headers", 0.5)
    if facts.duplicates > 0:
        points = min(2.5, 0.9 * math.log2(1 + facts.duplicates))
        points *= min(1, words / _LONG_ENOUGH)  # many people write "Rất hay!"
        yield Signal("spam", "duplicates", points, str(facts.duplicates))
    for head in ("spam", "abuse"):
        if facts.approved_before > 0:
            points = -min(1.6, 0.55 * math.log2(1 + facts.approved_before))
            yield Signal(head, "approved_before", points, str(facts.approved_before))
        if facts.refused_before > 0:
            points = min(2.0, 0.8 * math.log2(1 + facts.refused_before))
            yield Signal(head, "refused_before", points, str(facts.refused_before))


def _points(hit: Hit) -> float:
    return hit.points


def _links(views: Views, spoken_for: Counter) -> Iterator[Signal]:
    links = list(LINK.finditer(views.lower))
    foreign = [link for link in links if not _OFFICIAL.search(link[0])]
    if links and not foreign:
        yield Signal("spam", "official_link", 0.2, "", *views.span(*links[0].span()))
    if foreign:
        points = 1.3 + 0.5 * min(3, len(foreign) - 1)
        if len(views.words) - sum(link[0].count(".") + 2 for link in foreign) < 5:
            points += 0.9  # hardly anything else
        yield Signal("spam", "link", points, "", *views.span(*foreign[0].span()))


_PATTERNS = (
    ("spam", "markup", 1.8, _MARKUP),
    ("spam", "probe", 2.4, _PROBE),
    ("spam", "price", 0.8, _PRICE),
    ("abuse", "masked", 2.2, _MASKED),
    ("abuse", "beasts", 1.2, _BEASTS),
)


def _patterns(views: Views) -> Iterator[Signal]:
    for head, code, points, pattern in _PATTERNS:
        if match := pattern.search(views.lower):
            yield Signal(head, code, points, "", *views.span(*match.span()))
    if match := _BRAND.search(views.flat):
        yield Signal("spam", "brand", 1.5, match[0], *views.span(*match.span()))


def _shape(views: Views) -> Iterator[Signal]:
    text = views.plain
    letters = [c for c in text if c.isalpha()]
    if len(letters) >= 20 and sum(map(str.isupper, letters)) > 0.7 * len(letters):
        yield Signal("spam", "shouting", 0.3)
        yield Signal("abuse", "shouting", 0.4)
    pictures = len(_PICTURES.findall(text))
    if pictures > 5 and pictures * 5 > len(views.words):
        yield Signal("spam", "pictures", 0.5)
    if len(_CALLING.findall(text)) > 1:
        yield Signal("spam", "calling_pictures", 0.8)
    if len(_OTHER_SCRIPT.findall(views.source)) * 3 > max(9, len(letters)):
        yield Signal("spam", "other_script", 2.2)
    yield from _words_shape(views)


def _words_shape(views: Views) -> Iterator[Signal]:
    words = [word.folded for word in views.words if not word.folded[0].isdigit()]
    if len(words) >= 12 and len(set(words)) * 3 < len(words):
        yield Signal("spam", "repetition", 1.4)
    longer = [word for word in words if len(word) > 2]
    strange = sum(not _SYLLABLE.fullmatch(word) for word in longer)
    if len(longer) > 2 and strange * 2 > len(longer):
        yield Signal("spam", "no_vietnamese", 1.4)
    elif len(longer) in (1, 2) and strange == len(longer) and max(map(len, longer)) > 7:
        yield Signal("spam", "no_vietnamese", 0.8)


def _tricks(views: Views) -> Iterator[Signal]:
    for name, times in views.tricks.items():
        points = _TRICKS[name] * (1 + 0.5 * min(4, times - 1))
        yield Signal("spam", f"trick_{name}", points)


def _phrases(views: Views, hits: Sequence[Hit]) -> Iterator[Signal]:
    """The second phrase of one code counts half, the third a quarter; a disguised one more."""
    seen: Counter = Counter()
    for hit in sorted(hits, key=_points, reverse=True):
        if hit.head == "ok" or seen[hit.head, hit.code] > 3:
            continue
        points = hit.points / 2 ** seen[hit.head, hit.code] + (0.6 if hit.disguised else 0)
        seen[hit.head, hit.code] += 1
        place = views.words[hit.first].start, views.words[hit.last].end
        yield Signal(hit.head, hit.code, round(points, 2), hit.phrase, *place)


def _together(
    views: Views,
    found: Sequence[Signal],
    hits: Sequence[Hit],
    has_phone: bool,
    spoken_for: Counter,
    trade: float,
) -> Iterator[Signal]:
    """What only means something beside other things."""
    codes = {signal.code for signal in found if signal.head == "spam"}
    way = has_phone or codes & {"link", "contact", "brand"}
    offers = codes & _OFFERS
    is_own = has_phone and (_OWN.search(views.lower) or spoken_for["civil"] > 1)
    if has_phone and is_own and not offers:
        yield Signal("spam", "own_phone", 0.1)
    elif has_phone:
        yield Signal("spam", "phone", 1.1)
    if offers and way:
        yield Signal("spam", "offer_with_contact", 0.9)
    elif "contact" in codes and (codes & {"link", "brand"} or (has_phone and not is_own)):
        yield Signal("spam", "call_with_contact", 0.6)
    if trade > 0 and spoken_for["warning"] and not (way and "link" in codes):
        yield Signal(
            "spam", "warning", -min(2.4, 1.2 * spoken_for["warning"]) * (0.4 if way else 1)
        )
    if spoken_for["civil"]:
        yield Signal("spam", "civil", -min(1.2, 0.4 * spoken_for["civil"]))
        yield Signal("abuse", "civil", -min(0.6, 0.2 * spoken_for["civil"]))
