"""The rules of the publish checklist, one function each: a text and a limit in, sentences out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, Photo, Snapshot
from branch_portal.lib import legacy
from branch_portal.lib.text import fold

_CREDITED = re.compile(r"\b(?:anh|photo)\s*:")
_FILE_NAME = re.compile(
    r".*\.(?:jpe?g|png|webp|heic|gif|avif|bmp|tiff?)"
    r"|(?:img|dsc[nf]?|pxl|screenshot|image|photo|picture|zalo|z|p)[\s_-]*\d[\w\s.-]*",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\d)")
_TELEPHONE = re.compile(r"(?<![\d+])(?:\+?84[ .-]?(?:\(0\))?|\(?0)(?:[ .()-]{0,2}\d){9,10}(?!\d)")
# Mobile numbers have nine digits after the zero, landlines ten with the code of the place.
_NATIONAL = re.compile(r"[35789]\d{8}|2\d{9}")
# The first three digits of a citizen's number are those of a province: 001 to 096.
_CITIZEN = re.compile(
    r"(?<![\d.,])0(?!00)[0-9]{2}(?:\d{9}|(?:[ .]\d{3}){3}|\d[ .]\d{4}[ .]\d{4})(?![\d])"
)
_NAMED_NUMBER = re.compile(
    r"(?:cmnd|cccd|can cuoc|dinh danh|chung minh)\D{0,40}?"
    r"(\d{3}[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d{3})?)(?!\d)"
)
_LAST_PROVINCE = 96


@dataclass(frozen=True)
class Shown:
    """A photo where the text uses it. `photo` is None when the library does not have it."""

    place: str
    photo: Photo | None
    alt: str
    caption: str


@dataclass(frozen=True)
class Text:
    """A text with everything that the rules ask the database about, read beforehand.

    `dead_links` are sentences' subjects; `times_shown`: photo → articles of the last 30 days;
    `copy_of` is the article that resembles this one most, if any does.
    """

    snapshot: Snapshot
    plain: str
    photos: list[Shown]
    dead_links: list[str]
    times_shown: dict[int, int]
    copy_of: Article | None

    @property
    def words(self) -> str:
        """All that readers read."""
        return "\n".join([self.snapshot.headline, self.snapshot.lead, self.plain])


def _no_lead(text: Text, limit: int) -> Iterator[str]:
    if not text.snapshot.lead.strip():
        yield _("The article has no lead.")


def _legacy_encoding(text: Text, limit: int) -> Iterator[str]:
    parts = {
        _("The headline"): text.snapshot.headline,
        _("The lead"): text.snapshot.lead,
        _("The text"): text.plain,
    }
    names = {legacy.TCVN3: "TCVN3 (.VnTime)", legacy.VNI: "VNI"}
    for part, words in parts.items():
        if encoding := legacy.detect(words):
            yield _("%(part)s is written in the old encoding %(encoding)s.") % {
                "part": part,
                "encoding": names[encoding],
            }


def _identity_number(text: Text, limit: int) -> Iterator[str]:
    words = text.words
    found = [n for n in _CITIZEN.findall(words) if int(n[:3]) <= _LAST_PROVINCE]
    found += _NAMED_NUMBER.findall(fold(words))
    for number in dict.fromkeys(re.sub(r"\D", "", each) for each in found):
        yield _("%(number)s looks like somebody's identity number.") % {"number": _masked(number)}


def _phone_number(text: Text, limit: int) -> Iterator[str]:
    found = []
    for match in _TELEPHONE.findall(_DATE.sub(" ", text.words)):
        digits = re.sub(r"\D", "", match).removeprefix("84").lstrip("0")
        if _NATIONAL.fullmatch(digits):
            found.append(f"0{digits}")
    for number in dict.fromkeys(found):
        yield _("%(number)s looks like a telephone number.") % {"number": _masked(number)}


def _masked(number: str) -> str:
    """Enough to find it in the text; the report of exceptions must not spread it further."""
    return f"{number[:4]}…{number[-2:]}"


def _dead_link(text: Text, limit: int) -> Iterator[str]:
    yield from text.dead_links


def _near_copy(text: Text, limit: int) -> Iterator[str]:
    if other := text.copy_of:
        day = timezone.localtime(other.publish_at or other.created_at)
        yield _("Nearly the same as the article “%(headline)s” of %(day)s.") % {
            "headline": str(other),
            "day": f"{day:%d/%m/%Y}",
        }


def _source_incomplete(text: Text, limit: int) -> Iterator[str]:
    snapshot = text.snapshot
    names = {"source": snapshot.source_name}
    if snapshot.source_name and not snapshot.source_url:
        yield _("The source “%(source)s” has no link.") % names
    if snapshot.source_name and not snapshot.source_published_at:
        yield _("It is not said when the source “%(source)s” published it.") % names
    if snapshot.source_url and not snapshot.source_name:
        yield _("There is a link to a source that has no name.")


def _in_library(text: Text) -> Iterator[tuple[Shown, Photo]]:
    for each in text.photos:
        if each.photo and not each.photo.is_taken_down:
            yield each, each.photo


def _no_photo_credit(text: Text, limit: int) -> Iterator[str]:
    for each, photo in _in_library(text):
        if not photo.credit and not _CREDITED.search(fold(each.caption)):
            yield _("%(photo)s has no photographer's name.") % {"photo": each.place}


def _no_alt(text: Text, limit: int) -> Iterator[str]:
    for each in text.photos:
        if not each.alt.strip():
            yield _("%(photo)s has no description for those who cannot see it.") % {
                "photo": each.place
            }


def _file_name_alt(text: Text, limit: int) -> Iterator[str]:
    for each in text.photos:
        if _FILE_NAME.fullmatch(each.alt.strip()):
            yield _("The description of %(photo)s is a file name: “%(alt)s”.") % {
                "photo": each.place[0].lower() + each.place[1:],
                "alt": each.alt.strip()[:40],
            }


def _photo_taken_down(text: Text, limit: int) -> Iterator[str]:
    for each in text.photos:
        if each.photo is None:
            yield _("%(photo)s is not in the library.") % {"photo": each.place}
        elif each.photo.is_taken_down:
            yield _("%(photo)s was taken down.") % {"photo": each.place}


def _photo_rights(text: Text, limit: int) -> Iterator[str]:
    for each, photo in _in_library(text):
        if photo.rights == Photo.Rights.UNKNOWN:
            yield _("The rights to %(photo)s are not clear yet.") % {
                "photo": each.place[0].lower() + each.place[1:]
            }


def _photo_overused(text: Text, limit: int) -> Iterator[str]:
    for each, photo in _in_library(text):
        times = text.times_shown.get(photo.pk, 0)
        if times >= limit:
            sentence = ngettext(
                "%(photo)s stood in %(times)s article within the last 30 days.",
                "%(photo)s stood in %(times)s articles within the last 30 days.",
                times,
            )
            yield sentence % {"photo": each.place, "times": times}


def _long_headline(text: Text, limit: int) -> Iterator[str]:
    if len(text.snapshot.headline) > limit:
        yield _("The headline has %(length)s characters; %(limit)s are enough.") % {
            "length": len(text.snapshot.headline),
            "limit": limit,
        }


def _long_lead(text: Text, limit: int) -> Iterator[str]:
    if len(text.snapshot.lead) > limit:
        yield _("The lead has %(length)s characters; %(limit)s are enough.") % {
            "length": len(text.snapshot.lead),
            "limit": limit,
        }


# The code of a rule → the field of the article form where it is mended, and the rule.
CHECKS: dict[str, tuple[str, Callable[[Text, int], Iterator[str]]]] = {
    "no_lead": ("lead", _no_lead),
    "legacy_encoding": ("body", _legacy_encoding),
    "identity_number": ("body", _identity_number),
    "phone_number": ("body", _phone_number),
    "dead_link": ("body", _dead_link),
    "near_copy": ("body", _near_copy),
    "source_incomplete": ("source_name", _source_incomplete),
    "no_photo_credit": ("photos", _no_photo_credit),
    "no_alt": ("photos", _no_alt),
    "file_name_alt": ("photos", _file_name_alt),
    "photo_taken_down": ("photos", _photo_taken_down),
    "photo_rights": ("photos", _photo_rights),
    "photo_overused": ("photos", _photo_overused),
    "long_headline": ("headline", _long_headline),
    "long_lead": ("lead", _long_lead),
}
