"""Files that readers take home: PDF and Word documents, judged by their content."""

import hashlib
import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from branch_portal.lib.text import tidy

LARGEST_FILE = 20 * 1024 * 1024  # bytes
# What reading a ZIP raises when it is broken, locked or packed by means that are not known here.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


class FileRefused(Exception):
    """This file does not become an attachment; the message is a sentence for the user."""


@dataclass(frozen=True)
class Document:
    """A file ready to be stored; nothing is written before `store`."""

    kind: str  # "pdf" or "docx"
    title: str
    content: bytes
    sha256: str


def read_document(file: BinaryIO, name: str = "") -> Document:
    """Judge an uploaded file. The title is its name without the ending.

    Raises FileRefused with a sentence for the user.
    """
    file.seek(0)
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise FileRefused(
            _("The file is larger than %(limit)s MB.") % {"limit": LARGEST_FILE // (1024 * 1024)}
        )
    kind = _kind(content)
    if kind is None:
        raise FileRefused(_("This file is neither a PDF nor a Word document (.docx)."))
    title = tidy(PurePath(name.replace("\\", "/")).stem.replace("_", " "))[:160]
    return Document(kind, title or _("File"), content, hashlib.sha256(content).hexdigest())


def _kind(content: bytes) -> str | None:
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except DAMAGED:
        return None
    # A macro makes it another kind of document, one that nobody should open.
    is_word = {"[Content_Types].xml", "word/document.xml"} <= names
    return "docx" if is_word and "word/vbaProject.bin" not in names else None


def store(document: Document) -> str:
    """Write a document and return its name in the storage; the name follows from the content."""
    name = f"files/{timezone.localdate().year}/{document.sha256[:32]}.{document.kind}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(document.content))
    return name


def discard(name: str) -> None:
    """Take a file away that belongs to no row after all."""
    default_storage.delete(name)
