"""The one sanitiser: what may stand in an article's text."""

import re
from html.parser import HTMLParser

import nh3

from branch_portal.lib.text import tidy

TAGS = {
    "p", "br", "h2", "h3", "h4", "strong", "em", "sub", "sup", "a", "ul", "ol", "li",
    "blockquote", "hr", "figure", "figcaption", "img",
    "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "data-photo-id"},
    "figure": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
}
FIGURE_CLASSES = {"image", "table"}
# Other systems' names of the same things, so that a pasted heading does not become loose text.
_SAME = [("b", "strong"), ("i", "em"), ("h1", "h2"), ("h5", "h4"), ("h6", "h4")]
_EMPTY = re.compile(
    r"<(p|h2|h3|h4|li|ul|ol|blockquote|strong|em)(?: [^>]*)?>(?:\s|&nbsp;|\xa0|<br>)*</\1>"
)
_PICTURE = re.compile(r'<img((?: [\w-]+="[^"]*")*)>')
_FIGURE = re.compile(
    r'<figure(?: class="[^"]*")?>\s*(?:<figcaption>(.*?)</figcaption>)?\s*</figure>', re.DOTALL
)
_NO_LINK = re.compile(r'<a rel="[^"]*">(.*?)</a>', re.DOTALL)
_MEDIA = re.compile(r"/media/photos/[\w./-]+")
_NUMBER = re.compile(r"\d{1,4}")
MOST_ROUNDS = 20  # two are the rule; the sanitiser must never keep a server busy


def clean(text: str) -> str:
    """Return HTML of an article, whatever came in: only the formats the portal shows, NFC.

    Idempotent. Scripts, styles, classes, event handlers, foreign pictures and addresses other than
    http, https, mailto, tel and our own paths are dropped; empty paragraphs are removed.
    """
    for _round in range(MOST_ROUNDS):
        before, text = text, _cleaned_once(text)
        if text == before:
            break
    return text


def _cleaned_once(text: str) -> str:
    text = tidy(text)
    for other, ours in _SAME:
        text = re.sub(rf"<(/?){other}(?=[\s>])", rf"<\1{ours}", text, flags=re.IGNORECASE)
    text = _without_leftovers(_sanitise(text))
    # What a pattern touched is never the last word.
    return _sanitise(text).strip()


def _without_leftovers(text: str) -> str:
    """Take away what the sanitiser emptied: pictures and links without address, empty blocks."""
    text = _PICTURE.sub(lambda found: found[0] if ' src="' in found[1] else "", text)
    text = _NO_LINK.sub(r"\1", text)
    before = None
    while before != text:
        before, text = text, _FIGURE.sub(_caption_only, text)
        text = _EMPTY.sub("", text)
    return re.sub(r"^(?:\s|&nbsp;)+|(?:\s|&nbsp;)+$", "", text)


def _caption_only(figure: re.Match) -> str:
    return f"<p>{figure[1]}</p>" if figure[1] else ""


def _sanitise(text: str) -> str:
    return nh3.clean(
        text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_filter,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _filter(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if _MEDIA.fullmatch(value) and ".." not in value else None
    if tag == "figure" and name == "class":
        kept = [word for word in value.split() if word in FIGURE_CLASSES]
        return " ".join(kept) or None
    if name in {"width", "height", "colspan", "rowspan", "start", "data-photo-id"}:
        return value if _NUMBER.fullmatch(value) else None
    if name == "href" and value.startswith("//"):
        return f"https:{value}"
    if name == "reversed":
        return ""
    if name == "scope":
        return value if value in {"row", "col"} else None
    return value


class _Text(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag not in {"strong", "em", "a", "sub", "sup"}:
            self.parts.append(" ")


def plain_text(text: str) -> str:
    """Return the words of clean HTML, blocks parted by a space."""
    parser = _Text()
    parser.feed(text)
    parser.close()
    return tidy("".join(parser.parts).replace("\n", " "))
