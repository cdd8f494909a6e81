"""Card images: what a link to an article looks like where it is shared, drawn once and kept."""

import fcntl
import hashlib
import json
import math
import os
import re
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630  # pixels
HEAVIEST = 150_000  # bytes
LAYOUT = 1  # raised when the drawing changes: every card is then drawn anew
FOLDERS, MOST_IN_A_FOLDER = 512, 16  # at most 8,192 cards, some 600 MB; the oldest give way
LONGEST_WAIT = 3  # seconds
_waiting = threading.BoundedSemaphore(2)  # more threads than these never wait for a drawing

_FONT = str(Path(__file__).parent / "fonts" / "portal-headline.ttf")
# What the font has no letter for would be drawn as an empty box.
_UNKNOWN = re.compile(
    r"[^\u0020-\u007e\u00a0-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0152\u0153\u0168\u0169"
    r"\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026"
    r"\u20ab\u20ac\u2122]"
)
_PAPER, _INK, _RED, _GOLD, _SOFT = "#fffdf9", "#1c1917", "#9f1d20", "#b98a2c", "#5d554c"
_MARGIN = 56
_STEEPNESS = 1.28  # height of a line in letters' sizes: stacked marks need the room


class Busy(Exception):
    """Others are being drawn; ask again in a moment."""


@dataclass(frozen=True)
class Card:
    """All that is drawn. `photo` names a JPEG in the storage, `focus` its middle in percent."""

    headline: str
    section: str
    paper: str
    photo: str = ""
    focus: tuple[int, int] = (50, 40)

    @property
    def digest(self) -> str:
        """Another one for every other picture; 20 letters and digits."""
        told = json.dumps([LAYOUT, *astuple(self)])
        return hashlib.sha256(told.encode()).hexdigest()[:20]


def picture(key: int, card: Card) -> bytes:
    """Return the JPEG of a card, drawn now if it is not kept yet; `key` is its article's number.

    One is drawn at a time on one machine, in a fifth of a second. Raises Busy.
    """
    path = _path(key, card)
    with suppress(FileNotFoundError):
        return path.read_bytes()
    with _one_at_a_time():
        with suppress(FileNotFoundError):
            return path.read_bytes()
        content = draw(card)
        discard(key)
        _make_room(path.parent)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(content)
        os.replace(part, path)
    return content


def discard(key: int) -> None:
    """Take the cards of an article away, of all its versions."""
    for path in _folder(key).glob(f"{key}-*"):
        path.unlink(missing_ok=True)


def draw(card: Card) -> bytes:
    """Draw a card: a JPEG of WIDTH × HEIGHT pixels with at most HEAVIEST bytes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    photo = _photo(card) if card.photo else None
    if photo is None:
        _draw_words(image, card)
    else:
        _draw_photo(image, card, photo)
    return _encoded(image)


# --- Drawing --------------------------------------------------------------------------------------


def _draw_words(image: Image.Image, card: Card) -> None:
    """A headline on paper, between the red line and the name of the paper."""
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 16), fill=_RED)
    font, lines = _fitted(card.headline, range(78, 50, -4), most=5, room=400)
    step = round(font.size * _STEEPNESS)
    top = 66
    if card.section:
        pen.text((_MARGIN, top), _cut(card.section, _font(34)), _RED, _font(34))
    # The middle of the room between section and foot.
    top = 116 + (404 - step * len(lines)) // 2
    for number, line in enumerate(lines):
        pen.text((_MARGIN, top + number * step), line, _INK, font)
    pen.line((_MARGIN, 540, WIDTH - _MARGIN, 540), fill=_GOLD, width=2)
    _sign(pen, card.paper, 563)


def _draw_photo(image: Image.Image, card: Card, photo: Image.Image) -> None:
    """The photo above, the headline on a calm band of paper below."""
    font, lines = _fitted(card.headline, range(54, 38, -4), most=3, room=206)
    step = round(font.size * _STEEPNESS)
    band = 82 + step * len(lines) + 22
    image.paste(_cropped(photo, WIDTH, HEIGHT - band, card.focus), (0, 0))
    pen = ImageDraw.Draw(image)
    top = HEIGHT - band
    pen.rectangle((0, top, WIDTH, top + 7), fill=_RED)
    for number, line in enumerate(lines):
        pen.text((_MARGIN, top + 16 + number * step), line, _INK, font)
    _sign(pen, card.paper, HEIGHT - 62, card.section)


def _sign(pen: ImageDraw.ImageDraw, paper: str, top: int, section: str = "") -> None:
    """The star and the name of the paper at the left, the section at the right."""
    _star(pen, _MARGIN + 17, top + 20, 18)
    font = _font(29)
    right = WIDTH - _MARGIN
    if section:
        section = _cut(section, font, 460)
        pen.text((right, top), section, _RED, font, anchor="ra")
        right -= round(font.getlength(section)) + 40
    pen.text((_MARGIN + 50, top), _cut(paper, font, right - _MARGIN - 50), _SOFT, font)


def _star(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    corners = []
    for corner in range(10):
        far = radius if corner % 2 == 0 else radius * 0.382
        turn = math.pi * (corner / 5 - 0.5)
        corners.append((x + far * math.cos(turn), y + far * math.sin(turn)))
    pen.polygon(corners, fill=_RED)


def _photo(card: Card) -> Image.Image | None:
    """The stored photo; None when its file is gone."""
    try:
        with default_storage.open(card.photo) as file:
            return Image.open(BytesIO(file.read()), formats=["JPEG"]).convert("RGB")
    except OSError:
        return None


def _cropped(photo: Image.Image, width: int, height: int, focus: tuple[int, int]) -> Image.Image:
    """The largest part of the photo in these proportions, as near to its middle as can be."""
    scale = min(photo.width / width, photo.height / height)
    wide, high = width * scale, height * scale
    left = min(max(photo.width * focus[0] / 100 - wide / 2, 0), photo.width - wide)
    top = min(max(photo.height * focus[1] / 100 - high / 2, 0), photo.height - high)
    box = (left, top, left + wide, top + high)
    return photo.resize((width, height), Image.Resampling.LANCZOS, box=box)


def _encoded(image: Image.Image) -> bytes:
    for quality in (85, 75, 62, 45):
        buffer = BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= HEAVIEST:
            break
    return buffer.getvalue()


# --- Letters --------------------------------------------------------------------------------------


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size)


def _fitted(
    text: str, sizes: range, *, most: int, room: int
) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest letters in which the text takes at most so many lines and pixels of height.

    Lines are about equally long. What does not even fit in the smallest letters ends in "…".
    """
    words = _drawable(text).split()
    for size in sizes:
        font = _font(size)
        wide = WIDTH - 2 * _MARGIN
        lines = _wrapped(words, font, wide)
        if len(lines) <= min(most, room // round(size * _STEEPNESS)):
            narrow = wide // 2
            while wide - narrow > 8:
                middle = (wide + narrow) // 2
                if len(_wrapped(words, font, middle)) > len(lines):
                    narrow = middle
                else:
                    wide = middle
            return font, _wrapped(words, font, wide)
    kept = lines[: min(most, room // round(size * _STEEPNESS))]
    kept[-1] = _cut(f"{kept[-1]} {lines[len(kept)]}", font, WIDTH - 2 * _MARGIN)
    return font, kept


def _wrapped(words: list[str], font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Lines of at most this width in pixels; only a word that is wider by itself is broken."""
    lines, line = [], ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while font.getlength(word) > width:
            part = _head(word, font, width)
            lines.append(part)
            word = word[len(part) :]
        line = word
    return [*lines, line] if line else lines


def _head(word: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """The longest beginning of a word that fits, one letter at least."""
    end = len(word)
    while end > 1 and font.getlength(word[:end]) > width:
        end -= 1
    return word[:end]


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int = WIDTH - 2 * _MARGIN) -> str:
    """The text on one line of this width, its end replaced by "…" where it is too long."""
    text = _drawable(text)
    if font.getlength(text) <= width:
        return text
    kept = _head(text, font, width - round(font.getlength("…")))
    if text[len(kept)] != " ":  # half a syllable says nothing
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip(" ,;:.–-") + "…"


def _drawable(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    return " ".join(_UNKNOWN.sub(" ", text).split())


# --- Keeping --------------------------------------------------------------------------------------


def _folder(key: int) -> Path:
    return Path(settings.MEDIA_ROOT) / "cards" / f"{key % FOLDERS:03}"


def _path(key: int, card: Card) -> Path:
    return _folder(key) / f"{key}-{card.digest}.jpg"


def _make_room(folder: Path) -> None:
    """Leave room for one more in a folder."""
    ages = {}
    for path in folder.glob("*"):
        with suppress(FileNotFoundError):
            ages[path] = path.stat().st_mtime
    for path in sorted(ages, key=ages.get, reverse=True)[MOST_IN_A_FOLDER - 1 :]:
        path.unlink(missing_ok=True)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold the right to draw: one process and one thread of this machine at a time."""
    if not _waiting.acquire(blocking=False):
        raise Busy
    try:
        folder = Path(settings.MEDIA_ROOT) / "cards"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            _hold(lock)
            yield
    finally:
        _waiting.release()


def _hold(lock: IO) -> None:
    """Take the lock of a file, which ends with the file; raises Busy after LONGEST_WAIT."""
    ends = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > ends:
                raise Busy from None
            time.sleep(0.05)
