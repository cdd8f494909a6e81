"""Words and how they are set: a paragraph's text with its bold, italic, raised and linked parts."""

import re
from html import escape

from branch_portal.lib.htmltokens import Tag, never_closed

# From the outside in, as the editor nests them.
_ORDER = ["a", "em", "strong", "sub", "sup"]
_NAMES = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup"}
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style:\s*italic", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
MOST_OPEN = 60  # inline elements that wait for their end at a time

Mark = tuple[str, str]  # (element, address of a link or "")


class Marks:
    """Which inline elements are open; a wrongly nested end tag does no harm."""

    def __init__(self):
        self._open: list[tuple[str, list[Mark]]] = []
        self.now: tuple[Mark, ...] = ()

    def open(self, tag: Tag) -> None:
        if never_closed(tag.name):
            return
        if tag.name == "a":
            self.close(tag)  # a link never stands in a link
        if len(self._open) == MOST_OPEN:
            del self._open[0]
        self._open.append((tag.name, _marks_of(tag)))
        self._sum_up()

    def close(self, tag: Tag) -> None:
        for position in range(len(self._open) - 1, -1, -1):
            if self._open[position][0] == tag.name:
                del self._open[position]
                self._sum_up()
                return

    def _sum_up(self) -> None:
        marks = {mark for _name, own in self._open for mark in own}
        self.now = tuple(sorted(marks, key=lambda mark: _ORDER.index(mark[0])))


def _marks_of(tag: Tag) -> list[Mark]:
    style = tag.attributes.get("style", "")
    if tag.name == "a":
        address = tag.attributes.get("href", "").strip()
        return [("a", address)] if address else []
    marks = []
    name = _NAMES.get(tag.name)
    # Google wraps whole documents in a <b> that is not bold.
    if name and not (name == "strong" and _NOT_BOLD.search(style)):
        marks.append((name, ""))
    if not name and _BOLD.search(style):
        marks.append(("strong", ""))
    if name != "em" and _ITALIC.search(style):
        marks.append(("em", ""))
    return marks


class Leaf:
    """A paragraph or a heading while its words come in."""

    def __init__(self, tag: str):
        self.tag = tag
        self._runs: list[tuple[list[str], tuple[Mark, ...]]] = []  # no words: a line break

    def add(self, text: str, marks: tuple[Mark, ...]) -> None:
        text = _SPACES.sub(" ", text)
        last, last_marks = self._runs[-1] if self._runs else ([], None)
        if not last or last[-1].endswith(" "):
            text = text.lstrip(" ")
        if not text:
            return
        if text == " " and marks != last_marks:
            marks = ()  # an empty space is neither bold nor a link
        if last and marks == last_marks:
            last.append(text)
        else:
            self._runs.append(([text], marks))

    def line(self, marks: tuple[Mark, ...]) -> bool:
        """Begin a new line; say whether the one before was already begun and still empty."""
        self._trim()
        if not self._runs:
            return False
        if not self._runs[-1][0]:
            return True
        self._runs.append(([], marks))
        return False

    def _trim(self) -> None:
        """Take the spaces from the end."""
        while self._runs and self._runs[-1][0]:
            words = self._runs[-1][0]
            words[-1] = words[-1].rstrip(" ")
            if words[-1]:
                return
            words.pop()
            if not words:
                self._runs.pop()

    def html(self) -> str:
        """Return the words with their inline elements, trimmed; empty when there are no words."""
        self._trim()
        while self._runs and not self._runs[-1][0]:
            self._runs.pop()
            self._trim()
        parts: list[str] = []
        standing: tuple[Mark, ...] = ()
        for words, marks in self._runs:
            standing = _change(parts, standing, marks)
            parts.append(escape("".join(words), quote=False) if words else "<br>")
        _change(parts, standing, ())
        return "".join(parts)


def _change(parts: list[str], old: tuple[Mark, ...], new: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Write the end and start tags between two differently set words."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    parts += [f"</{name}>" for name, _address in reversed(old[same:])]
    for name, address in new[same:]:
        parts.append(f'<a href="{escape(address)}">' if name == "a" else f"<{name}>")
    return new
