"""Word templates of people (.docx with {{ words }}): judged when they come, filled in a fenced
process of their own with plain words only."""

import base64
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
LARGEST_FILE = 2 * MEGABYTE
LARGEST_WHOLE = 20 * MEGABYTE  # unpacked
MOST_PARTS = 200
SECONDS = 30  # until the child is given up; its own limit of processor time is lower
_CHILD = Path(__file__).with_name("templatechild.py")
_ALIVE = re.compile(r"word/(?:vbaProject|vbaData|activeX|embeddings)", re.IGNORECASE)
# Fields that fetch or start something when the paper is opened.
_FIELD = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|MACROBUTTON)\b"
)
_INSTRUCTION = re.compile(r"<w:instrText[^>]*>([^<]*)|w:instr=\"([^\"]*)")
_OUTSIDE = re.compile(r"<Relationship\b[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*>")


class TemplateRefused(Exception):
    """This template is not used; the message is a sentence for the user."""


def judge(content: bytes, sample: dict, shown: list[str]) -> None:
    """Refuse a file that is no harmless template, or that leaves out words of the sample.

    `shown` are the words of the sample that must stand on the paper. Raises TemplateRefused.
    """
    _refuse_by_contents(content)
    text = _asked(content, sample)["text"]
    if lost := [words for words in shown if words not in text]:
        raise TemplateRefused(
            _("The template leaves out words of the paper, for example “%(words)s”.")
            % {"words": lost[0]}
        )


def fill(content: bytes, data: dict) -> io.BytesIO:
    """Return a judged template filled with plain words, lists and dicts of them.

    Raises TemplateRefused when that fails or takes too long.
    """
    return io.BytesIO(base64.b64decode(_asked(content, data)["file"]))


def _asked(content: bytes, data: dict) -> dict:
    asked = json.dumps({"template": base64.b64encode(content).decode("ascii"), "data": data})
    try:
        done = subprocess.run(
            # Without the environment: nothing of the portal is known there.
            [sys.executable, "-I", str(_CHILD)],
            input=asked.encode(),
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        # Stopped by its limits, it answers nothing.
        raise TemplateRefused(_("Filling in the template takes too long.")) from error
    if "error" in answer:
        raise TemplateRefused(_sentence(answer["error"], ", ".join(answer["names"])))
    return answer


def _sentence(error: str, names: str) -> str:
    sentences = {
        "code": _(
            "The template holds commands. Only words to be put in ({{ … }}), “for” and “if” may "
            "stand in it."
        ),
        "filter": _("The template uses “%(names)s”, which is not allowed here."),
        "unknown": _("The template asks for words that this paper does not have: %(names)s."),
        "missing": _("The template asks for words that this paper does not have: %(names)s."),
        "syntax": _("A mark in the template is not closed or not understood: %(names)s."),
        "crossed": _(
            "A “for” or “if” in the template begins in one paragraph or table and ends in the "
            "middle of another."
        ),
        "size": _("The filled template would be far too large."),
    }
    damaged = _("This file is damaged. Open it in Word, save it again and choose the new file.")
    return sentences.get(error, damaged) % {"names": names}


def _refuse_by_contents(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise TemplateRefused(
            _("The file is larger than %(limit)s MB.") % {"limit": LARGEST_FILE // MEGABYTE}
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _refuse_parts(package)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise TemplateRefused(_("This is not a Word file. Choose a .docx file.")) from error


def _refuse_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_WHOLE:
        raise TemplateRefused(_("This file unpacks to far more than a template needs."))
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise TemplateRefused(_("This is not a Word file. Choose a .docx file."))
    if any(_ALIVE.match(name) for name in names):
        raise TemplateRefused(_("The file holds macros or embedded objects. Save it without them."))
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _refuse_xml(part.filename, package.read(part))


def _refuse_xml(name: str, content: bytes) -> None:
    text = content.decode("utf-8-sig")  # UnicodeDecodeError is a ValueError
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise TemplateRefused(_("This is not a Word file. Choose a .docx file."))
    if name == "[Content_Types].xml" and "macroEnabled" in text:
        raise TemplateRefused(_("The file holds macros or embedded objects. Save it without them."))
    fetched = any("/hyperlink" not in outside for outside in _OUTSIDE.findall(text))
    fields = " ".join(first or second for first, second in _INSTRUCTION.findall(text))
    if fetched or _FIELD.search(fields) or "<w:altChunk" in text:
        raise TemplateRefused(
            _("The file fetches something from elsewhere when it is opened. Take that out first.")
        )
