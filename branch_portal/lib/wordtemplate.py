"""Word templates of people (.docx with {{ words }}): judged when they come, filled in a fenced
process of their own with plain words only."""

import base64
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from branch_portal.lib.files import FileRefused
from branch_portal.lib.wordparts import xml_parts

MEGABYTE = 1024 * 1024
LARGEST_FILE = 2 * MEGABYTE
LARGEST_WHOLE = 20 * MEGABYTE  # unpacked, also of a filled one
MOST_PARTS = 200
SECONDS = 30  # until the child is given up; its own limit of processor time is lower
_CHILD = Path(__file__).with_name("templatechild.py")
# Nothing that fetches or starts something, or that changes the words of a paper.
PLAIN_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME"))


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
    return io.BytesIO(_asked(content, data)["file"])


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
    answer["file"] = base64.b64decode(answer["file"])
    # Once more: “if” and “for” may have put together or left out what the first look relied on.
    _refuse_by_parts(answer["file"])
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
        "deep": _(
            "At most %(names)s “for” may stand inside one another in a template. Here are more."
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
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise TemplateRefused(_("This is not a Word file. Choose a .docx file."))
    _refuse_by_parts(content)


def _refuse_by_parts(content: bytes) -> None:
    try:
        xml_parts(content, most_parts=MOST_PARTS, largest=LARGEST_WHOLE, fields=PLAIN_FIELDS)
    except FileRefused as refused:
        raise TemplateRefused(str(refused)) from refused
