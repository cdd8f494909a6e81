"""What a camera or an agency wrote into a photo: caption, credit, moment; read with suspicion."""

import datetime as dt
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from PIL import ExifTags, Image, IptcImagePlugin

from branch_portal.lib.text import fold, tidy

CAPTION_LENGTH = 300  # characters
CREDIT_LENGTH = 80
_TAG = ExifTags.Base
_IPTC_CHARACTERS, _IPTC_AUTHOR, _IPTC_CAPTION = (1, 90), (2, 80), (2, 120)
_UTF8_DECLARED = b"\x1b%G"
# What machines write where a person's words belong, folded. One word alone is never a caption.
_JUNK_CAPTION = re.compile(
    r"\S*|.*\bdigital camera|sony dsc|samsung \S*|<?\s*kenox .*|(minolta|konica|kodak) .*camera"
    r"|created (with|by) .*|file written by .*|screenshot .*|(exif|ascii|dcim|untitled)\b.*"
    r"|(dsc|img|p|vid)[ _-]?\d[\d _-]*"
)
_JUNK_CREDIT = re.compile(
    r"\W*|\d*|dcim.*|picasa|unknown|camera|user|admin|administrator|owner|default|author|artist"
    r"|samsung.*|olympus.*|canon|nikon|sony|apple|iphone.*|xiaomi.*|redmi.*|oppo.*|vivo.*|huawei.*"
    r"|(my )?(pc|computer|windows.*|microsoft.*|hp|dell|asus|lenovo|acer)"
)
# In windows-1258 five bytes are tone marks and stand behind a vowel; elsewhere they are letters.
_MISPLACED = re.compile(r"(?<![aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])[\u0300\u0301\u0303\u0309\u0323]|\ufffd")
_CLOCKS_BEGIN = dt.datetime(2000, 1, 2, tzinfo=dt.UTC)


@dataclass(frozen=True)
class About:
    """What a photo says about itself; empty or None where it says nothing of use."""

    caption: str = ""
    credit: str = ""
    taken_at: dt.datetime | None = None


def read(image: Image.Image) -> About:
    """Caption, credit (tidied, one line each) and moment of a picture just opened.

    Camera data are a courtesy: whatever is broken in them counts as absent, nothing is raised.
    """
    try:
        exif = image.getexif()
        iptc = IptcImagePlugin.getiptcinfo(image) or {}
        captions = (_iptc(iptc, _IPTC_CAPTION), _bytes(exif, _TAG.ImageDescription))
        credits = (_iptc(iptc, _IPTC_AUTHOR), _bytes(exif, _TAG.Artist))
        return About(
            _first((*captions, _wide(exif, _TAG.XPTitle)), _JUNK_CAPTION, CAPTION_LENGTH),
            _first((*credits, _wide(exif, _TAG.XPAuthor)), _JUNK_CREDIT, CREDIT_LENGTH),
            _moment(exif.get_ifd(ExifTags.IFD.Exif)),
        )
    except Exception:  # the parsers raise anything over a block that is broken, or hostile
        return About()


def _iptc(iptc: dict, key: tuple[int, int]) -> str:
    value = iptc.get(key) or b""
    value = b", ".join(value) if isinstance(value, list) else value
    if iptc.get(_IPTC_CHARACTERS) == _UTF8_DECLARED:
        return value.decode("utf-8", "replace")
    return _decoded(value)


def _bytes(exif: Image.Exif, tag: int) -> str:
    value = exif.get(tag) or b""
    # Pillow takes every text for latin-1, which loses nothing: the bytes can be had back.
    return _decoded(value.encode("latin-1") if isinstance(value, str) else bytes(value))


def _wide(exif: Image.Exif, tag: int) -> str:
    """One of the tags that Windows writes, in UTF-16."""
    return bytes(exif.get(tag) or b"").decode("utf-16-le", "replace")


def _decoded(raw: bytes) -> str:
    """UTF-8; else windows-1258, if the tones stand where Vietnamese has them; else western."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        vietnamese = raw.decode("cp1258", "replace")
    return raw.decode("cp1252", "replace") if _MISPLACED.search(vietnamese) else vietnamese


def _first(candidates: Iterable[str], junk: re.Pattern, length: int) -> str:
    for candidate in candidates:
        text = tidy(_repaired(candidate.partition("\0")[0]).replace("\ufffd", ""))
        text = textwrap.shorten(text, length, placeholder="…")
        if not junk.fullmatch(fold(text)):
            return text
    return ""


def _repaired(text: str) -> str:
    """Words that a program before us read as western letters and wrote again: "Buá»•i" → "Buổi"."""
    try:
        return b"".join(map(_one_byte, text)).decode("utf-8")
    except UnicodeError:
        return text


def _one_byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")  # the five bytes that windows-1252 leaves empty


def _moment(details: dict) -> dt.datetime | None:
    """When it was taken, in the time zone of the portal unless the camera names its own."""
    text = str(details.get(_TAG.DateTimeOriginal, "")).strip("\0 ")
    offset = str(details.get(_TAG.OffsetTimeOriginal, "")).strip("\0 ")
    try:
        moment = dt.datetime.strptime(text, "%Y:%m:%d %H:%M:%S")
        zone = dt.datetime.strptime(offset, "%z").tzinfo if offset else None
    except ValueError:
        return None
    moment = moment.replace(tzinfo=zone or timezone.get_default_timezone())
    # A camera whose clock was never set says 1970 or 2000; one set wrongly, the year after next.
    return moment if _CLOCKS_BEGIN < moment < timezone.now() else None
