"""Where a manuscript has its headline, lead, captions, credits and author, judged as editors do."""

import re
from dataclasses import dataclass, field

from lxml import html

from branch_portal.lib import markup

LONGEST_TITLE, LONGEST_LEAD, LONGEST_CAPTION, LONGEST_NAME = 250, 800, 500, 80  # characters
SHORTEST_LEAD = 40
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# "… (Ảnh: Hà Vân)", "… Ảnh: Hà Vân", "Nguồn ảnh: …" at the end of a caption.
_CREDIT = re.compile(
    r"(?:^|[\s.;,–-])\(?\s*(?:nguồn ảnh|ảnh tư liệu|ảnh minh họa|ảnh minh hoạ|ảnh|nguồn)\s*:\s*"
    r"([^():]{1,80}?)\s*\)?\s*\.?$",
    re.IGNORECASE,
)
_ABOUT_PICTURE = re.compile(r"\(?(?:ảnh|nguồn ảnh)(?: minh ho[ạa]| minh họa| tư liệu)?\b", re.I)
_BYLINE = re.compile(
    r"(?:tin|bài|ảnh|tác giả|thực hiện)(?:\s*(?:,|và|&|-)?\s*(?:bài|ảnh))*\s*:\s*(.+)", re.I
)


@dataclass
class Manuscript:
    """The parts of a manuscript; texts are plain but for `html`, which is not yet clean."""

    title: str = ""
    lead: str = ""
    author: str = ""
    html: str = ""
    captions: dict[str, tuple[str, str]] = field(default_factory=dict)  # by address of the picture


def split_caption(text: str) -> tuple[str, str]:
    """Return (caption, credit): "Hội nghị (Ảnh: Hà Vân)" → ("Hội nghị", "Hà Vân").

    A text that only begins with "Ảnh:" is a name when it looks like one, else a caption.
    """
    text = " ".join(text.split())
    found = _CREDIT.search(text)
    if not found or not _is_name(found[1]):
        return re.sub(r"^\(?ảnh\s*:\s*", "", text, flags=re.IGNORECASE), ""
    before = text[: found.start()]
    if text[found.start() : found.start() + 1] == ".":
        before += "."
    return before.strip().rstrip("-–;,("), found[1].strip(" .")


def _is_name(text: str) -> bool:
    """One to six words, the first and the last of them with a capital, no sentence."""
    words = re.findall(r"[^\s,/&-]+", text.strip(" ."))
    return (
        0 < len(words) <= 6
        and words[0][0].isupper()
        and words[-1][0].isupper()
        and not re.search(r"[?!;:]|\d{3}|\.\s", text.strip(" ."))
    )


def arrange(text: str) -> Manuscript:
    """Take a document apart. Paragraphs may say "title", "caption", "center", "right" as class."""
    body = markup.body(markup.parse(text))
    found = Manuscript()
    for span in list(body.iter("span", "font")):
        span.drop_tag()
    _flatten_notes(body)
    found.title = _take_title(body)
    _pull_out_pictures(body)
    _caption_pictures(body, found.captions)
    found.lead = _take_lead(body)
    found.author = _take_author(body, found.captions)
    _level_headings(body)
    for element in body.iter("p", "h1"):
        element.attrib.clear()
    found.html = markup.inner(body).strip()
    return found


def _flatten_notes(body: html.HtmlElement) -> None:
    """Notes become paragraphs "[1] …" at the end; links inside the document lose their aim."""
    for link in [a for a in body.iter("a") if not a.get("href") or a.get("href")[0] == "#"]:
        if link.text == "↑":
            link.text = ""
        link.drop_tag()
    for notes in [ol for ol in body.iter("ol") if len(ol) and "note-" in ol[0].get("id", "")]:
        for number, note in enumerate(notes, start=1):
            note.tag, note.text = "p", f"[{number}] {note.text or ''}"
            for paragraph in list(note.iter("p"))[1:]:
                paragraph.drop_tag()
        notes.drop_tag()


def _blocks(body: html.HtmlElement) -> list[tuple[html.HtmlElement, str]]:
    """The blocks at the top that hold words, with their words."""
    return [(block, words) for block in body if (words := markup.words(block))]


def _all_inside(block: html.HtmlElement, *tags: str) -> bool:
    """True where every word of a block stands in one of the tags."""
    outside = html.fromstring(html.tostring(block, encoding="unicode", with_tail=False))
    for marked in list(outside.iter(*tags)):
        if marked is not outside:
            marked.text, marked[:] = "", []
    return not markup.words(outside)


def _take_title(body: html.HtmlElement) -> str:
    blocks = _blocks(body)
    styled = [block for block, _words in blocks if block.get("class") == "title"]
    early = [block for block, _words in blocks[:5] if block.tag == "h1"]
    chosen = next(iter(styled + early), None)
    if chosen is None and len(blocks) > 1 and _is_headline(*blocks[0]):
        chosen = blocks[0][0]
    if chosen is None or len(markup.words(chosen)) > LONGEST_TITLE:
        return ""
    title = markup.words(chosen)
    _take_words(chosen)
    return title


def _take_words(block: html.HtmlElement) -> None:
    """Remove a block; pictures that stand in it stay in the text."""
    pictures = list(block.iter("img"))
    for picture in pictures:
        picture.tail = None
    block.text, block[:] = "", pictures
    if not pictures:
        block.drop_tree()
    else:
        block.tag = "p"


def _is_headline(block: html.HtmlElement, words: str) -> bool:
    if block.tag not in {"p", *_HEADINGS} or len(words) > LONGEST_TITLE:
        return False
    if block.tag != "p" or block.get("class") == "center" or words.isupper():
        return True
    return _all_inside(block, "strong", "b") or not words.endswith((".", ":", ";", ","))


def _pull_out_pictures(body: html.HtmlElement) -> None:
    """Every picture becomes a figure of its own, after the block in which it stood."""
    for block in list(body):
        pictures = list(block.iter("img"))
        if not pictures or block.tag == "figure":
            continue
        cells, words = list(block.iter("td", "th")), markup.words(block)
        # A table of one picture and one text was drawn for the sake of the caption; so was a
        # line break between them.
        captioned = len(pictures) == 1 and len(words) <= LONGEST_CAPTION and words
        captioned = captioned and (_starts_with_picture(block) if not cells else len(cells) <= 2)
        place = block
        for picture in pictures:
            figure = html.Element("figure", {"class": "image"})
            figure.tail, place.tail = place.tail, None
            picture.drop_tree()
            picture.tail = None  # drop_tree left a copy of it in its place
            figure.append(picture)
            place.addnext(figure)
            place = figure
        if captioned:
            paragraph = html.Element("p", {"class": "caption"})
            paragraph.text = words
            place.addnext(paragraph)
        if captioned or not words:
            block.drop_tree()
    for picture in [img for img in body.iter("img") if not img.get("src")]:
        picture.getparent().drop_tree()


def _starts_with_picture(block: html.HtmlElement) -> bool:
    picture = next(block.iter("img"))
    before = [block.text or "", *(e.text or "" for e in picture.iterancestors() if e is not block)]
    return not "".join(before).strip() and _is_caption(block, markup.words(block))


def _is_caption(block: html.HtmlElement, words: str) -> bool:
    if block.tag != "p" or not 0 < len(words) <= LONGEST_CAPTION:
        return False
    if block.get("class") in {"caption", "center"} or _ABOUT_PICTURE.match(words):
        return True
    return bool(split_caption(words)[1]) or _all_inside(block, "em", "i")


def _caption_pictures(body: html.HtmlElement, captions: dict[str, tuple[str, str]]) -> None:
    for figure in list(body.iter("figure")):
        address, after = figure[0].get("src"), figure.getnext()
        captions[address] = ("", "")
        if after is None or not _is_caption(after, markup.words(after)):
            continue
        caption, _credit = captions[address] = split_caption(markup.words(after))
        after.drop_tree()
        if caption:
            element = html.Element("figcaption")
            element.text = caption
            figure.append(element)


def _take_lead(body: html.HtmlElement) -> str:
    first = next(((b, w) for b, w in _blocks(body) if b.tag != "figure"), None)
    if first is None or len(_blocks(body)) < 2:
        return ""
    block, words = first
    if block.tag != "p" or not SHORTEST_LEAD <= len(words) <= LONGEST_LEAD:
        return ""
    if not _all_inside(block, "strong", "b"):
        return ""
    block.drop_tree()
    return words


def _take_author(body: html.HtmlElement, captions: dict[str, tuple[str, str]]) -> str:
    blocks = [(b, w) for b, w in _blocks(body) if b.tag != "figure" and not w.startswith("[")]
    if len(blocks) < 2 or blocks[-1][0].tag != "p" or len(blocks[-1][1]) > LONGEST_NAME:
        return ""
    block, words = blocks[-1]
    signed = block.get("class") == "right" or _all_inside(block, "strong", "b", "em", "i")
    label = _BYLINE.fullmatch(words)
    name = label[1].strip(" .") if label else words
    if not _is_name(name) or not (label or signed):
        return ""
    block.drop_tree()
    if label and "ảnh" in words[: label.start(1)].lower():
        # "Bài, ảnh: Thu Nhàn": who wrote it took the pictures that name nobody else.
        captions |= {n: (text, credit or name) for n, (text, credit) in captions.items()}
    return name


def _level_headings(body: html.HtmlElement) -> None:
    """The highest heading left becomes h2, the others follow it, h4 is the lowest."""
    headings = list(body.iter(*_HEADINGS))
    highest = min((int(h.tag[1]) for h in headings), default=2)
    for heading in headings:
        heading.tag = f"h{min(int(heading.tag[1]) - highest + 2, 4)}"
