"""Cut HTML into words and tags, in a time that grows with its length and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_TAG_START = re.compile(r"</?[a-zA-Z]|<[!?]")
_TAG_NAME = re.compile(r"[^\s/>\"'<=]+")
_TAG_END = re.compile(r"[\"'>]")
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""",
)
# With all that stands in them: code, drawings, and what the reader of a page never sees as text.
_DROPPED = {
    "applet", "audio", "button", "canvas", "iframe", "map", "math", "object", "script", "select",
    "style", "svg", "template", "textarea", "title", "video", "xml",
}  # fmt: skip
_NEVER_CLOSED = {
    "area", "base", "col", "embed", "input", "link", "meta", "param", "source", "track", "wbr",
}  # fmt: skip
# No other attribute says anything about an article.
_READ = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "data-photo-id"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
    "blockquote": {"class"},
    "oembed": {"url"},
    "iframe": {"src"},
    **{name: {"style"} for name in ("b", "strong", "i", "em", "span", "font")},
}


@dataclass(frozen=True, slots=True)
class Tag:
    """The start of an element or, with `closes`, its end; the name in small letters."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    closes: bool = False


def tokens(text: str) -> Iterator[str | Tag]:
    """Yield the words (entities resolved) and the tags of HTML, however broken it is."""
    without_end: set[str] = set()  # looked for once, never again
    position = 0
    while position < len(text):
        start = text.find("<", position)
        if start != position:
            yield unescape(text[position : start if start >= 0 else len(text)])
        if start < 0:
            return
        found = _TAG_START.match(text, start)
        if not found:
            yield "<"
            position = start + 1
        elif found[0][1] in "!?":
            position = _after_comment(text, start, without_end)
        else:
            tag, position = _tag(text, start)
            if tag.name in _DROPPED and not tag.closes:
                position = _after_dropped(text, tag.name, position, without_end)
            if tag.name not in _DROPPED or (tag.name == "iframe" and not tag.closes):
                yield tag


def _after_comment(text: str, start: int, without_end: set[str]) -> int:
    """Where a comment, a declaration or Word's condition ends."""
    if text.startswith("<!--", start) and "-->" not in without_end:
        end = text.find("-->", start + 2)
        if end >= 0:
            return end + 3
        without_end.add("-->")
    end = text.find(">", start)
    return end + 1 if end >= 0 else len(text)


def _after_dropped(text: str, name: str, position: int, without_end: set[str]) -> int:
    if name in without_end:
        return position
    end = re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE).search(text, position)
    if end is None:
        without_end.add(name)
        return position
    return end.end()


def _tag(text: str, start: int) -> tuple[Tag, int]:
    closes = text[start + 1] == "/"
    name = _TAG_NAME.match(text, start + 1 + closes)
    end = _end_of_tag(text, name.end())
    lower = name[0].lower()
    if closes or lower not in _READ:
        return Tag(lower, closes=closes), end + 1
    return Tag(lower, _attributes(lower, text[name.end() : end])), end + 1


def _end_of_tag(text: str, position: int) -> int:
    """Where the ">" stands that is in no quotes; the end of the text when there is none."""
    while found := _TAG_END.search(text, position):
        if found[0] == ">":
            return found.start()
        closing = text.find(found[0], found.end())
        if closing < 0:  # a quote that never ends is no quote
            closing = text.find(">", found.end())
            return closing if closing >= 0 else len(text)
        position = closing + 1
    return len(text)


def _attributes(name: str, source: str) -> dict[str, str]:
    attributes = {}
    for key, *values in _ATTRIBUTE.findall(source):
        if key.lower() in _READ[name]:
            attributes.setdefault(key.lower(), unescape("".join(values)))
    return attributes


def never_closed(name: str) -> bool:
    """Is this an element without an end tag that means nothing to an article?"""
    return name in _NEVER_CLOSED
