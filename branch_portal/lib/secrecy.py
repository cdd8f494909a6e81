"""Is a file marked as secret? Its name and what can be read of it, before it is kept.

A help for whoever declares that a file is none, never a proof: a scanned page, the text of most
PDFs (their letters have numbers of the font's own), pictures and anything locked are not looked at.
"""

import html
import re
import unicodedata
import zlib
from itertools import islice

from django.utils.translation import gettext as _

from branch_portal.lib.disclosure import secrecy_mark
from branch_portal.lib.files import Document, FileRefused
from branch_portal.lib.text import exact, fold, tidy
from branch_portal.lib.wordparts import xml_parts

MEGABYTE = 1024 * 1024
LARGEST_WHOLE = 60 * MEGABYTE  # unpacked, all of a Word file
LARGEST_READ = 20 * MEGABYTE  # unpacked, of a PDF's lists
MOST_PARTS = 2_000
MOST_LISTS = 1_000  # of objects in a PDF
# "Mật" in the name of a file in any case: but for locks, honey, the law on state secrets …
_NAME = re.compile(
    r"(?<!bảo )(?<!bí )(?<!thân )(?<!ong )(?<!lấy )(?<!\w)mật(?!\w)"
    r"(?! (?:ong|độ|mía|khẩu|mã|thiết|thư)(?!\w))"
)
_PLAIN_NAME = re.compile(r"(?<!\w)(?:tuyet ?mat|toi ?mat)(?!\w)")
_READ = re.compile(r"word/[^/]*\.xml|docProps/[^/]*\.xml", re.IGNORECASE)
_BREAK = re.compile(r"</w:p>|<w:(?:br|tab|cr)\b[^<>]*>|</(?:dc|cp|vt):\w+>")
_TAG = re.compile(r"<[^<>]*>")
_INFO = re.compile(
    rb"/(?:Title|Subject|Keywords|Author)\s*(?:\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f\s]*)>)",
    re.DOTALL,
)
_STREAM = re.compile(rb"/ObjStm.{0,300}?stream\r?\n", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_RUNS = re.compile(rb"/(?:JavaScript|Launch)\b")


def refuse_marked(document: Document, name: str, *words: str) -> None:
    """Refuse a file that says that it is secret, or that would do more than be read.

    `name` is the file's name as it came, `words` what was typed about it. Raises FileRefused with a
    sentence for the user.
    """
    if mark := _mark_in_name(name):
        raise FileRefused(
            _("The name of the file says “%(mark)s”. Secret papers are never put here.")
            % {"mark": mark}
        )
    read = _word_texts(document.content) if document.kind == "docx" else _pdf_texts(document)
    for text in (*words, *read):
        if mark := secrecy_mark(text):
            raise FileRefused(
                _(
                    "“%(mark)s” stands in it: a mark of secrecy. Secret papers are never put here. "
                    "If it is none, word it differently."
                )
                % {"mark": mark}
            )


def _mark_in_name(name: str) -> str:
    spaced = re.sub(r"[_\-.,;()\[\]{}+]+", " ", tidy(name))
    if mark := secrecy_mark(spaced):
        return mark
    found = _NAME.search(exact(spaced)) or _PLAIN_NAME.search(fold(spaced))
    return found[0] if found else ""


# ---- Word ----


def _word_texts(content: bytes) -> list[str]:
    """The words of every part: text, heads and feet, notes, remarks, properties."""
    parts = xml_parts(content, most_parts=MOST_PARTS, largest=LARGEST_WHOLE)
    return [_plain(_decoded(xml)) for name, xml in parts if _READ.fullmatch(name)]


def _decoded(xml: bytes) -> str:
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        return xml.decode("utf-16", "replace")
    return xml.decode("utf-8", "replace")


def _plain(xml: str) -> str:
    """Text without its tags: the runs of one paragraph joined, as they are read on the page."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", xml)))


# ---- PDF ----


def _pdf_texts(document: Document) -> list[str]:
    """Title, subject, keywords and author, from wherever a PDF keeps them in the open."""
    parts = [document.content, *_unpacked(document.content)]
    if any(_RUNS.search(part) for part in parts):
        raise FileRefused(_("This PDF holds commands of its own. Print it into a plain PDF."))
    texts = [_plain(_decoded(packet)) for part in parts for packet in _packets(part)]
    for part in parts:
        for literal, hexadecimal in _INFO.findall(part):
            texts.append(_string(literal, hexadecimal))
    return texts


def _packets(content: bytes) -> list[bytes]:
    """The properties as XML (XMP)."""
    found, start = [], content.find(b"<x:xmpmeta")
    while start >= 0 and (end := content.find(b"</x:xmpmeta>", start)) >= 0:
        found.append(content[start:end])
        start = content.find(b"<x:xmpmeta", end)
    return found


def _unpacked(content: bytes) -> list[bytes]:
    """The compressed lists of objects, among which newer PDFs keep their properties."""
    found, left, view = [], LARGEST_READ, memoryview(content)
    for match in islice(_STREAM.finditer(content), MOST_LISTS):
        packed = view[match.end() : match.end() + MEGABYTE]
        try:
            part = zlib.decompressobj().decompress(packed, max(left, 1))
        except zlib.error:
            continue
        left -= len(part)
        found.append(part)
    return found


def _string(literal: bytes, hexadecimal: bytes) -> str:
    if hexadecimal:
        digits = b"".join(hexadecimal.split())
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    else:
        raw = _ESCAPE.sub(_unescaped, literal)
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        text = raw.decode("utf-16", "replace")
    else:
        text = raw.decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


def _unescaped(match: re.Match) -> bytes:
    said = match[1]
    if said[0] in b"01234567":  # 8 and 9 stand for themselves
        return bytes([int(said, 8) % 256])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(said, said)
