"""What a Word file would do beside being read: fetch, start or carry something.

Every part that is XML goes through a parser and is judged by what it means, not by how it is
written. What is embedded in a file is not looked into: it is refused.
"""

import io
import re
import zipfile
from collections import defaultdict
from urllib.parse import unquote
from xml.parsers import expat

from django.utils.translation import gettext as _

from branch_portal.lib.files import DAMAGED, FileRefused

LARGEST_XML = 20 * 1024 * 1024  # bytes unpacked, all parts that are XML
MOST_ELEMENTS = 500_000  # of all parts; a book of a thousand pages
_TYPES = "[content_types].xml"
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # Word knows no others
_ALIVE_PART = re.compile(r"(?:^|/)(?:vbaProject|vbaData|activeX|embeddings)", re.IGNORECASE)
_ALIVE_TYPE = re.compile(r"macroEnabled|vbaProject|vbaData|activeX|oleObject", re.IGNORECASE)
_ALIVE_RELATION = re.compile(
    r"/(?:vbaProject|wordVbaData|oleObject|package|control|activeXControlBinary|aFChunk"
    r"|subDocument)\Z",
    re.IGNORECASE,
)
_ALIVE_ELEMENTS = ("altChunk", "subDoc", "object", "objectEmbed", "objectLink", "control")
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_FIELD_NAME = re.compile(r"\s*(=|[^\s\\]*)")
_FETCHING = re.compile(r"DDE|DDEAUTO|INCLUDE.*|IMPORT|LINK|DATABASE")
_NESTED = "\0"  # stands for a field within the instruction of another; no XML holds it


def xml_parts(
    content: bytes, *, most_parts: int, largest: int, fields: frozenset[str] | None = None
) -> list[tuple[str, bytes]]:
    """Return name and content of the XML parts of a .docx, 20 MB of them at most.

    `largest` is the limit in bytes of all of it unpacked. With `fields`, names in capitals, it may
    hold no others; without, any but those that fetch. Raises FileRefused, a sentence for the user.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _refuse_by_list(package.infolist(), most_parts, largest)
            return _read(package, _Reader(fields))
    except (*DAMAGED, expat.ExpatError) as error:
        raise FileRefused(
            _("This file is damaged. Open it in Word, save it again and choose the new file.")
        ) from error


def _refuse_by_list(parts: list[zipfile.ZipInfo], most_parts: int, largest: int) -> None:
    if len(parts) > most_parts or sum(part.file_size for part in parts) > largest:
        raise FileRefused(_swollen())
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise FileRefused(_not_word())
    if any(_ALIVE_PART.search(name) for name in names):
        raise FileRefused(_alive())
    if any(part.compress_type not in _PACKINGS for part in parts):
        raise zipfile.BadZipFile("packed by other means")


def _read(package: zipfile.ZipFile, reader: "_Reader") -> list[tuple[str, bytes]]:
    parts = package.infolist()
    # First, for they say which of the others are XML.
    parts.sort(key=lambda part: part.filename.lower() != _TYPES)
    left, found = LARGEST_XML, []
    for part in parts:
        if reader.is_xml(part.filename):
            left -= part.file_size
            if left < 0:
                raise FileRefused(_swollen())
            found.append((part.filename, package.read(part)))
            reader.read(found[-1][1])
    return found


class _Reader:
    """Reads parts one after another without keeping them; counts what all of them hold."""

    def __init__(self, fields: frozenset[str] | None):
        self.fields = fields
        self.declared: set[str] = set()  # as XML: "/name" or "ending", in small letters
        self.elements = 0
        self.meant = {
            "Default": self._default,
            "Override": self._override,
            "Relationship": self._relation,
            "fldChar": self._mark,
            "fldSimple": self._simple_field,
            "instrText": self._instruction,
            "delInstrText": self._instruction,
        }

    def is_xml(self, name: str) -> bool:
        name = name.lower()
        is_declared = f"/{name}" in self.declared or name.rpartition(".")[2] in self.declared
        return is_declared or name.endswith((".xml", ".rels"))

    def read(self, content: bytes) -> None:
        # What other readers may pass over: elements that are not Word's own, words struck out.
        # A mark of a field belongs to the innermost of them, by number; 0 is the open page.
        self.places = [0]
        # Fields begun and not ended: the pieces of the instruction, None behind the instruction.
        self.begun: list[list[tuple[int, str]] | None] = []
        self.is_instruction = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)
        for pieces in self.begun:
            self._judge(pieces)

    def _refuse_doctype(self, *_declaration) -> None:
        raise FileRefused(_not_word())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise FileRefused(_swollen())
        space, local = _parted(name)
        if _may_be_passed_over(space, local):
            self.places.append(self.elements)
        if local == "OLEObject" or (space in _WORDS and local in _ALIVE_ELEMENTS):
            raise FileRefused(_alive())
        if meant := self.meant.get(local):
            meant({_parted(key)[1]: value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        space, local = _parted(name)
        if local in ("instrText", "delInstrText"):
            self.is_instruction = False
        if _may_be_passed_over(space, local):
            self.places.pop()

    # ---- The package ----

    def _default(self, said: dict[str, str]) -> None:
        self._declare(said.get("Extension", ""), said)

    def _override(self, said: dict[str, str]) -> None:
        self._declare("/" + unquote(said.get("PartName", "")).lstrip("/"), said)

    def _declare(self, name: str, said: dict[str, str]) -> None:
        kind = said.get("ContentType", "")
        if _ALIVE_TYPE.search(kind):
            raise FileRefused(_alive())
        if kind.partition(";")[0].strip().lower().endswith(("/xml", "+xml")):
            self.declared.add(name.lower())

    def _relation(self, said: dict[str, str]) -> None:
        kind, target = said.get("Type", ""), said.get("Target", "")
        if kind.lower().endswith("/attachedtemplate"):
            raise FileRefused(
                _(
                    "The file is tied to a template elsewhere, which is fetched when it is opened. "
                    "Copy all of it into a new Word document and choose that."
                )
            )
        if _ALIVE_RELATION.search(kind):
            raise FileRefused(_alive())
        is_outside = said.get("TargetMode", "").strip().lower() == "external"
        if (is_outside or _ELSEWHERE.match(target)) and not kind.endswith("/hyperlink"):
            raise FileRefused(
                _(
                    "The file fetches something from elsewhere when it is opened. Take that out "
                    "first."
                )
            )

    # ---- Fields ----

    def _mark(self, said: dict[str, str]) -> None:
        kind = said.get("fldCharType")
        if kind == "begin":
            self._add(_NESTED)
            self.begun.append([(self.places[-1], "")])
        elif self.begun:
            self._add("")
            self._judge(self.begun[-1])
            self.begun[-1] = None
            if kind == "end":
                self.begun.pop()

    def _simple_field(self, said: dict[str, str]) -> None:
        self._add(_NESTED)
        self._judge([(0, said.get("instr", ""))])

    def _instruction(self, _said: dict[str, str]) -> None:
        self.is_instruction = True

    def _text(self, text: str) -> None:
        if self.is_instruction and not self._add(text):
            self._judge([(0, text)])  # where no reader looks for one

    def _add(self, text: str) -> bool:
        if not self.begun or self.begun[-1] is None:
            return False
        self.begun[-1].append((self.places[-1], text))
        return True

    def _judge(self, pieces: list[tuple[int, str]] | None) -> None:
        read = defaultdict(list)  # place → what is read by those who read only there
        for place, text in pieces or []:
            read[place].append(text)
        for texts in ([text for _place, text in pieces or []], *read.values()):
            self._judge_instruction("".join(texts), is_clear=len(read) < 2)

    def _judge_instruction(self, text: str, *, is_clear: bool) -> None:
        name = _FIELD_NAME.match(text)[1].upper()
        shown = {"name": name.replace(_NESTED, "…")[:20]}
        if _NESTED in name or _FETCHING.fullmatch(re.sub("[^A-Z]", "", name)):
            raise FileRefused(
                _(
                    "The field “%(name)s” fetches something from elsewhere when the file is "
                    "opened. In Word press Ctrl+A, then Ctrl+Shift+F9, save and choose the file "
                    "again."
                )
                % shown
            )
        if self.fields is None or (is_clear and (name in self.fields or not text.strip())):
            return
        raise FileRefused(
            _(
                "A template may have fields for page numbers, dates and times only, not "
                "“%(name)s”. Click on it, press Ctrl+Shift+F9, save and choose the file again."
            )
            % shown
        )


def _parted(name: str) -> tuple[str, str]:
    space, _space, local = name.rpartition(" ")
    return space, local


def _may_be_passed_over(space: str, local: str) -> bool:
    return space not in _WORDS or local in ("del", "moveFrom")


def _swollen() -> str:
    return _("This file unpacks to far more than a paper needs.")


def _not_word() -> str:
    return _("This is not a Word file. Choose a .docx file.")


def _alive() -> str:
    return _("The file holds macros or embedded objects. Save it without them.")
