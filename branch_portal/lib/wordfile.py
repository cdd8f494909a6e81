"""A .docx of a reporter becomes the parts of an article: headline, lead, text, pictures, author.

Nothing is stored and nothing is fetched here. The HTML is not yet clean: the caller puts the
addresses of the stored pictures in place of "word:0", "word:1" …, then calls `lib.html.clean`.
"""

import zipfile
from dataclasses import dataclass, replace
from typing import BinaryIO
from xml.parsers import expat

import mammoth
from django.utils.translation import gettext as _
from lxml import etree
from mammoth import documents

from branch_portal.lib import legacy, manuscript

MEGABYTE = 1024 * 1024
LARGEST_FILE = 30 * MEGABYTE
LARGEST_PART = 100 * MEGABYTE  # unpacked
LARGEST_WHOLE = 200 * MEGABYTE  # unpacked
LARGEST_XML = 20 * MEGABYTE  # unpacked, all parts together: a tree takes many times as much
MOST_PARTS = 5_000
MOST_NODES = 150_000  # XML elements and attributes; an article has 50,000
DEEPEST = 250
MOST_PICTURES = 100
LARGEST_RATIO = 300


class WordRefused(Exception):
    """This file does not become an article; the message is a sentence for the user."""


@dataclass(frozen=True)
class Picture:
    """A picture of the document; number N is `<img src="word:N">` in the HTML."""

    content: bytes
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class WordText:
    """What was read. `encoding` is "tcvn3" or "vni" as long as the texts are not yet Unicode."""

    title: str
    lead: str
    html: str
    author: str
    pictures: tuple[Picture, ...]
    encoding: str | None
    pictures_left_out: int  # linked from elsewhere or missing in the file
    raw: str  # the whole document before it was taken apart, for `converted`


def read_word(file: BinaryIO) -> WordText:
    """Return the parts of a .docx; raise WordRefused, and nothing else, for what is none.

    `file` is open and can be rewound; not more than 30 MB of it are ever read.
    """
    try:
        _refuse_by_looks(file)
        with zipfile.ZipFile(file) as package:
            _refuse_by_contents(package)
            fonts = _style_fonts(package)
        file.seek(0)
        pictures = _Pictures()
        raw = mammoth.convert_to_html(
            file,
            style_map=_STYLE_MAP,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(pictures.take),
            transform_document=lambda document: _marked(document, fonts),
        ).value
        encoding = legacy.convert_html(_SHEET + raw)[1]
        return _arranged(raw, pictures.found, encoding, pictures.left_out)
    except WordRefused:
        raise
    except Exception as error:  # whatever a hostile file makes the readers below stumble over
        raise WordRefused(
            _("This file is damaged. Open it in Word, save it again and choose the new file.")
        ) from error


def converted(word: WordText) -> WordText:
    """Return the same document in Unicode; headline, captions and author are found anew in it."""
    if not word.encoding:
        return word
    raw, _encoding = legacy.convert_html(_SHEET + word.raw)
    pictures = [replace(p, alt=legacy.convert_html(p.alt)[0]) for p in word.pictures]
    return _arranged(raw, pictures, None, word.pictures_left_out)


def _arranged(raw: str, pictures: list[Picture], encoding: str | None, left_out: int) -> WordText:
    parts = manuscript.arrange(raw)
    if not (parts.title or parts.html):
        raise WordRefused(_("There is no text in this file."))
    used = []
    for number, picture in enumerate(pictures):
        caption, credit = parts.captions.get(f"word:{number}", ("", ""))
        used.append(replace(picture, caption=caption, credit=credit))
    return WordText(
        title=parts.title,
        lead=parts.lead,
        html=parts.html,
        author=parts.author,
        pictures=tuple(used),
        encoding=encoding,
        pictures_left_out=left_out,
        raw=raw,
    )


# ---- The wall: what is not opened ----


def _refuse_by_looks(file: BinaryIO) -> None:
    if file.seek(0, 2) > LARGEST_FILE:
        raise WordRefused(
            _("This file is larger than %(most)d MB. Make its pictures smaller, or split it.")
            % {"most": LARGEST_FILE // MEGABYTE}
        )
    file.seek(0)
    start = file.read(8)
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        # Word hides an encrypted .docx in the container of its old format.
        if "EncryptedPackage".encode("utf-16-le") in file.read():
            raise WordRefused(_locked())
        raise WordRefused(
            _("This is an old Word file (.doc). Open it in Word, save it as .docx, choose that.")
        )
    if not start.startswith(b"PK"):
        raise WordRefused(_("This is not a Word file. Choose a .docx file."))
    file.seek(0)


def _locked() -> str:
    return _("This file is locked by a password. Remove it in Word and choose the file again.")


def _refuse_by_contents(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_WHOLE:
        raise WordRefused(_swollen())
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > LARGEST_PART or (
            part.file_size > 10 * MEGABYTE and ratio > LARGEST_RATIO
        ):
            raise WordRefused(_swollen())
        if part.flag_bits & 1:
            raise WordRefused(_locked())
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(n.startswith("word/") for n in names):
        raise WordRefused(
            _("This is a compressed folder, not a Word file. Unpack it and choose the .docx in it.")
        )
    wall = _XmlWall()
    for part in parts:
        with package.open(part) as content:
            start = content.read(64).lstrip()
        # Whatever could be read as XML, under any name.
        if start.startswith((b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")):
            wall.check(package, part)


def _swollen() -> str:
    return _("This file unpacks to far more than an article needs, so it is not opened.")


class _XmlWall:
    """Reads XML without keeping it: no entities, no bottomless nesting, no flood of elements."""

    def __init__(self):
        self.size = self.nodes = self.depth = 0

    def check(self, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        self.size += part.file_size
        if self.size > LARGEST_XML:
            raise WordRefused(_swollen())
        self.depth = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse
        with package.open(part) as content:
            parser.ParseFile(content)

    def _start(self, _name: str, attributes: dict) -> None:
        self.depth += 1
        self.nodes += 1 + len(attributes)
        if self.depth > DEEPEST or self.nodes > MOST_NODES:
            self._refuse()

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _refuse(self, *_declaration) -> None:
        raise WordRefused(_swollen())


# ---- From Word to plain HTML that still knows alignment, captions and old fonts ----

_STYLE_MAP = """
p[style-name='portal-title'] => h1.title:fresh
p[style-name='portal-caption'] => p.caption:fresh
p[style-name='portal-center'] => p.center:fresh
p[style-name='portal-right'] => p.right:fresh
r[style-name='portal-tcvn3'] => span.tcvn3
r[style-name='portal-tcvn3h'] => span.tcvn3h
r[style-name='portal-vni'] => span.vni
"""
_SHEET = (
    "<style>span.tcvn3{font-family:.VnTime}span.tcvn3h{font-family:.VnTimeH}"
    "span.vni{font-family:VNI-Times}</style>"
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _style_fonts(package: zipfile.ZipFile) -> dict[str | None, str]:
    """Return the font of every style that has one, also through its base; None is the default."""
    if "word/styles.xml" not in package.namelist():
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(package.read("word/styles.xml"), parser)
    default = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}rFonts")
    fonts = {} if default is None else {None: default.get(f"{_W}ascii")}
    based_on = {}
    for style in root.iter(f"{_W}style"):
        name, font = style.get(f"{_W}styleId"), style.find(f"{_W}rPr/{_W}rFonts")
        if font is not None and font.get(f"{_W}ascii"):
            fonts[name] = font.get(f"{_W}ascii")
        base = style.find(f"{_W}basedOn")
        based_on[name] = None if base is None else base.get(f"{_W}val")
        if style.get(f"{_W}default") and style.get(f"{_W}type") == "paragraph" and name in fonts:
            fonts[None] = fonts[name]
    for _generation in range(10):  # Word itself allows eleven
        fonts |= {n: fonts[b] for n, b in based_on.items() if n not in fonts and b in fonts and b}
    return fonts


def _marked(element, fonts: dict, inherited: str | None = None):
    """Return a Mammoth element with what it forgets written into names of styles."""
    if isinstance(element, documents.Paragraph):
        inherited = fonts.get(element.style_id) or fonts.get(None)
        element = _marked_paragraph(element)
    elif isinstance(element, documents.Run):
        font = element.font or fonts.get(element.style_id) or inherited
        if old := legacy.font_encoding(font or ""):
            name = f"portal-{old[0]}{'h' if old[1] else ''}"
            element = element.copy(style_id=None, style_name=name)
    if isinstance(element, documents.HasChildren | documents.TableCellUnmerged):
        children = [_marked(child, fonts, inherited) for child in element.children]
        element = element.copy(children=children)
    return element


def _marked_paragraph(paragraph):
    style = (paragraph.style_name or "").lower()
    if paragraph.numbering or "heading" in style:
        return paragraph
    name = (
        style
        if style in {"title", "caption"}
        else {"end": "right"}.get(paragraph.alignment, paragraph.alignment)
    )
    if name not in {"title", "caption", "center", "right"}:
        return paragraph
    return paragraph.copy(style_id=None, style_name=f"portal-{name}")


class _Pictures:
    """Takes the pictures out while Mammoth walks the document."""

    def __init__(self):
        self.found: list[Picture] = []
        self.left_out = self.size = 0

    def take(self, image) -> dict[str, str]:
        """Keep one picture and return its attributes in the HTML."""
        try:
            with image.open() as content:
                picture = Picture(content.read(), " ".join((image.alt_text or "").split()))
        except (KeyError, OSError, ValueError, zipfile.BadZipFile):
            self.left_out += 1
            return {"src": ""}
        self.size += len(picture.content)  # one picture may be shown many times
        if self.size > LARGEST_WHOLE:
            raise WordRefused(_swollen())
        if len(self.found) == MOST_PICTURES:
            raise WordRefused(
                _("This file has more than %(most)d pictures. Split it into several files.")
                % {"most": MOST_PICTURES}
            )
        self.found.append(picture)
        return {"src": f"word:{len(self.found) - 1}"}
