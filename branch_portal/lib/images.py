"""Photos on their way in: judged by content, re-encoded, in the sizes that pages need."""

import hashlib
import io
from dataclasses import dataclass
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

LARGEST_FILE = 15 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 12_000  # pixels
WIDTHS = (480, 960, 1600)  # pixels
FORMATS = ("JPEG", "PNG", "WEBP")
_WAYS = {
    "webp": ("webp", {"format": "WEBP", "quality": 78, "method": 2}),
    "jpeg": ("jpg", {"format": "JPEG", "quality": 82, "progressive": True}),
}


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
    """A photo ready to be stored: nothing is written before `store`."""

    sha256: str
    renditions: tuple[Rendition, ...]

    @property
    def largest(self) -> Rendition:
        """The widest JPEG, for whoever wants one picture only."""
        return max(
            (r for r in self.renditions if r.format == "jpeg"), key=lambda found: found.width
        )


def read_photo(file: BinaryIO) -> Prepared:
    """Judge an uploaded file and prepare its renditions (WebP and JPEG, never upscaled).

    The name and the declared type are not looked at. Camera data, position and colour profile do
    not survive. Raises PhotoRefused with a sentence for the user.
    """
    file.seek(0)
    if not _looks_like_photo(file.read(12)):
        raise PhotoRefused(_("This file is not a photo. Choose a JPEG, PNG or WebP picture."))
    content = _whole(file)
    image = _upright(content)
    digest = hashlib.sha256(content).hexdigest()
    return Prepared(digest, tuple(_renditions(image, digest)))


def store(prepared: Prepared) -> list[str]:
    """Write the renditions that are not there yet; return the names of those just written.

    Names follow from the content, so an existing file of that name holds the same picture.
    """
    written = []
    try:
        for rendition in prepared.renditions:
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
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        head[:4] == b"RIFF" and head[8:12] == b"WEBP"
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


def _upright(content: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
        _check_size(image)
        # JPEG decodes straight to a smaller size: a big photo costs a quarter of the time.
        image.draft(image.mode, (WIDTHS[-1], WIDTHS[-1]))
        return _plain(ImageOps.exif_transpose(image))
    except Image.DecompressionBombError:
        raise PhotoRefused(_too_many_pixels()) from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PhotoRefused(
            _("The photo is damaged and cannot be read. Choose another copy of it.")
        ) from error


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise PhotoRefused(_too_many_pixels())


def _too_many_pixels() -> str:
    return _(
        "The photo has too many pixels: at most %(pixels)s million, and %(side)s on a side."
    ) % {"pixels": MOST_PIXELS // 1_000_000, "side": f"{LONGEST_SIDE:,}".replace(",", ".")}


def _plain(image: Image.Image) -> Image.Image:
    """RGB on white, in the colours of the web, without anything the camera wrote."""
    image.load()
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        # Grey in 16 bits: a plain conversion would cut everything above 255 to white.
        image = image.convert("I").point(lambda level: level / 256).convert("L")
        image.info.pop("transparency", None)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile is no reason to refuse the picture
    return image.convert("RGB")


def _renditions(image: Image.Image, digest: str):
    folder = f"photos/{timezone.localdate().year}/{digest[:32]}"
    widths = [width for width in WIDTHS if width < image.width]
    if image.width <= WIDTHS[-1]:
        widths.append(image.width)
    else:
        widths.append(WIDTHS[-1])
    for width in sorted(set(widths)):
        height = max(1, round(image.height * width / image.width))
        small = image if width == image.width else image.resize((width, height), Image.LANCZOS)
        small.info.clear()
        for name, (ending, options) in _WAYS.items():
            buffer = io.BytesIO()
            small.save(buffer, **options)
            yield Rendition(f"{folder}-{width}.{ending}", width, height, name, buffer.getvalue())
