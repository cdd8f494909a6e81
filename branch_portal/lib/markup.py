"""Foreign HTML as a tree, for readers that must look around in it. The sanitiser stays lib.html."""

import re

import nh3
from lxml import etree, html

# What a tree cannot hold: control characters, half characters, no characters.
_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLOCKS = (
    "address article aside blockquote body br caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr img li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCKS.split(" "))
_SILENT = {"script", "style", "title", "head", "noscript", "template", "textarea"}


def parse(text: str) -> html.HtmlElement:
    """Return the <html> element of any text: broken, empty and hostile HTML give a tree too.

    What is nested deeper than the parser goes (2,048 elements) keeps its words and loses its tags.
    """
    text = sound(text)
    parser = html.HTMLParser(encoding="utf-8")
    root = html.document_fromstring(f"<div>{text}".encode(), parser=parser)
    if any("Excessive depth" in found.message for found in parser.error_log):
        return parse(nh3.clean(text, tags=set()))
    for element in root.iter():  # a reference such as &#1; brings in what the text did not hold
        for where in ("text", "tail"):
            held = getattr(element, where) or ""
            if held != sound(held):
                setattr(element, where, sound(held))
    # The wrapper keeps loose text from being put into a paragraph; it has done its work.
    next(root.iter("div")).drop_tag()
    return root


def sound(text: str) -> str:
    """Return text without the characters that no tree can hold."""
    return _UNSOUND.sub("", text)


def body(root: html.HtmlElement) -> html.HtmlElement:
    """Return the element that holds what the reader of a page sees."""
    found = root.find("body")
    return root if found is None else found


def inner(element: html.HtmlElement) -> str:
    """Return the HTML inside an element."""
    parts = [html.tostring(child, encoding="unicode") for child in element]
    return _escaped(element.text) + "".join(parts)


def words(element: html.HtmlElement) -> str:
    """Return the text of an element in one line, blocks parted by a space, scripts left out."""
    parts = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start" and node.tag not in _SILENT:
            parts += [" " if node.tag in BLOCKS else "", node.text or ""]
        elif event in {"end", "comment", "pi"} and node is not element:
            parts += [" " if node.tag in BLOCKS else "", node.tail or ""]
    return " ".join("".join(parts).split())


def remove(element: html.HtmlElement) -> None:
    """Take an element out of its tree; the text after it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
