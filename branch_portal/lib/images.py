"""Photos on their way in: judged by content, re-encoded, in the sizes that pages need."""

import datetime as dt
import hashlib
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import pillow_heif
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms

from branch_portal.lib import exif
from branch_portal.lib.similar import picture_hash

LARGEST_FILE = 25 * 1024 * 1024  # bytes; what a telephone makes of 50 million pixels is 12 to 20 MB
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 12_000  # pixels
WIDTHS = (480, 800, 1200, 1600)  # pixels
ORIGINAL_SIDE = 4096  # pixels, the longer side
GLIMPSE_SIDE = 200  # pixels, the longer side
# Not AVIF: its decoder believes the picture, not the header, and takes 300 MB for one of 2 KB.
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# Every encoder holds Python's lock, so threads gain nothing: speed comes from these settings.
_WAYS = {
    "avif": ("avif", {"format": "AVIF", "quality": 60, "speed": 9}),
    "webp": ("webp", {"format": "WEBP", "quality": 78, "method": 2}),
    "jpeg": ("jpg", {"format": "JPEG", "quality": 82, "progressive": True}),
}
_ORIGINAL_WAY = {"format": "JPEG", "quality": 90}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What decoders raise over a file that is damaged or made to deceive.
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    TypeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
)
# A small picture inside a HEIC file is never taken for the photo itself.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


class PhotoRefused(Exception):
    """This file does not become a photo; the message is a sentence for the user."""


@dataclass(frozen=True)
class Rendition:
    """One size of a photo in one format; width and height in pixels."""

    name: str
    width: int
    height: int
    format: str
    content: bytes

    def as_row(self) -> dict:
        """What the database keeps about it: everything but the picture itself."""
        return {
            "name": self.name,
            "width": self.width,
            "height": self.height,
            "format": self.format,
        }


@dataclass(frozen=True)
class Prepared:
    """A photo ready to be stored: nothing is written before `store`.

    `sha256` is that of the file as it came, `phash` the 64-bit `similar.picture_hash`. Caption,
    credit and moment are what the camera or the agency wrote into it, each may be missing.
    """

    sha256: str
    renditions: tuple[Rendition, ...]
    original: Rendition
    phash: int
    caption: str
    credit: str
    taken_at: dt.datetime | None

    @property
    def largest(self) -> Rendition:
        """The widest JPEG for readers, for whoever wants one picture only."""
        return max(
            (r for r in self.renditions if r.format == "jpeg"), key=lambda found: found.width
        )


def read_photo(file: BinaryIO) -> Prepared:
    """Judge an uploaded file and prepare what is kept of it (AVIF, WebP and JPEG, never upscaled).

    The name and the declared type are not looked at; of moving pictures the first counts. Camera
    data, position and colour profile survive in no file, the original included: it is encoded anew
    too, at most ORIGINAL_SIDE pixels long, and lies where no reader is served from. Takes 1 to 2
    seconds for 12 million pixels. Raises PhotoRefused with a sentence for the user.
    """
    file.seek(0)
    if not _looks_like_photo(file.read(12)):
        raise PhotoRefused(_not_a_photo())
    content = _whole(file)
    digest = hashlib.sha256(content).hexdigest()
    image, about = _upright(content)
    year = timezone.localdate().year
    renditions = tuple(_renditions(image, f"photos/{year}/{digest[:32]}"))[::-1]
    return Prepared(
        sha256=digest,
        renditions=renditions,
        # The other half of the digest: a public address does not tell where the original lies.
        original=_encoded(image, f"originals/{year}/{digest[32:]}.jpg", "jpeg", _ORIGINAL_WAY),
        phash=picture_hash(image),
        caption=about.caption,
        credit=about.credit,
        taken_at=about.taken_at,
    )


def glimpse(content: bytes) -> bytes:
    """Return a small JPEG of a picture that is not stored yet, to show which one is meant.

    Takes a few hundredths of a second for 12 million pixels of JPEG. Raises PhotoRefused for what
    `read_photo` refuses.
    """
    if not _looks_like_photo(content[:12]):
        raise PhotoRefused(_not_a_photo())
    try:
        image = Image.open(io.BytesIO(_whole(io.BytesIO(content))), formats=FORMATS)
        _check_size(image)
        turn = _TURNS.get(_orientation(image))
        image.draft(image.mode, (2 * GLIMPSE_SIDE, 2 * GLIMPSE_SIDE))
        image.thumbnail((GLIMPSE_SIDE, GLIMPSE_SIDE))
        image = _plain(image)
        image = image if turn is None else image.transpose(turn)
        return _encoded(image, "", "jpeg", {"format": "JPEG", "quality": 70}).content
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoRefused(_too_many_pixels()) from None
    except _DAMAGE as error:
        raise PhotoRefused(_damaged()) from error


def store(prepared: Prepared) -> list[str]:
    """Write the files that are not there yet; return the names of those just written.

    Names follow from the content, so an existing file of that name holds the same picture.
    """
    written = []
    try:
        for rendition in (prepared.original, *prepared.renditions):
            if not default_storage.exists(rendition.name):
                default_storage.save(rendition.name, ContentFile(rendition.content))
                written.append(rendition.name)
    except BaseException:
        discard(written)
        raise
    return written


def discard(names: list[str]) -> None:
    """Take files away that belong to no row after all."""
    for name in names:
        default_storage.delete(name)


def _looks_like_photo(head: bytes) -> bool:
    return (
        head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS)
    )


def _whole(file: BinaryIO) -> bytes:
    file.seek(0)
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise PhotoRefused(
            _("The photo is larger than %(limit)s MB. Make it smaller and choose it again.")
            % {"limit": LARGEST_FILE // (1024 * 1024)}
        )
    return content


def _upright(content: bytes) -> tuple[Image.Image, exif.About]:
    """The picture as it is to be seen, at most ORIGINAL_SIDE long, and what it says of itself."""
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
        _check_size(image)
        about = exif.read(image)
        turn = _TURNS.get(_orientation(image))
        if max(image.size) >= 8000:
            # JPEG decodes straight to half its size, at a quarter of the cost.
            image.draft(image.mode, (image.width // 2, image.height // 2))
        image.load()
        image = _plain(image)
        image.thumbnail((ORIGINAL_SIDE, ORIGINAL_SIDE), Image.Resampling.LANCZOS)
        return image if turn is None else image.transpose(turn), about
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoRefused(_too_many_pixels()) from None
    except _DAMAGE as error:
        raise PhotoRefused(_damaged()) from error


def _orientation(image: Image.Image) -> int | None:
    try:
        return image.getexif().get(ExifTags.Base.Orientation)
    except _DAMAGE:
        return None  # broken camera data are no reason to refuse the picture


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise PhotoRefused(_too_many_pixels())


def _not_a_photo() -> str:
    return _("This file is not a photo. Choose a JPEG, PNG, WebP or HEIC picture.")


def _damaged() -> str:
    return _("The photo is damaged and cannot be read. Choose another copy of it.")


def _too_many_pixels() -> str:
    return _(
        "The photo has too many pixels: at most %(pixels)s million, and %(side)s on a side."
    ) % {"pixels": MOST_PIXELS // 1_000_000, "side": f"{LONGEST_SIDE:,}".replace(",", ".")}


def _plain(image: Image.Image) -> Image.Image:
    """RGB on white, in the colours of the web, without anything the camera wrote."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        # Grey in 16 bits: a plain conversion would cut everything above 255 to white.
        image = image.convert("I").point(lambda level: level / 256).convert("L")
        image.info.pop("transparency", None)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile is no reason to refuse the picture
    image = image.convert("RGB")
    image.info = {}
    return image


def _renditions(image: Image.Image, stem: str) -> Iterator[Rendition]:
    """Widest first, each made from the one before: five times faster, and nobody sees it."""
    widest = min(image.width, WIDTHS[-1])
    for width in (widest, *(step for step in reversed(WIDTHS) if step < widest)):
        height = max(1, round(image.height * width / image.width))
        if width < image.width:
            image = image.resize((width, height), Image.Resampling.LANCZOS)
        for name, (ending, options) in _WAYS.items():
            yield _encoded(image, f"{stem}-{width}.{ending}", name, options)


def _encoded(image: Image.Image, name: str, format: str, options: dict) -> Rendition:
    buffer = io.BytesIO()
    image.save(buffer, **options)
    return Rendition(name, image.width, image.height, format, buffer.getvalue())
