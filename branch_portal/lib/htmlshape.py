"""Give any HTML the shape of an article: paragraphs, headings, lists, tables, figures.

Not the wall (that is nh3 in `branch_portal.lib.html`), but what stands before it: it reads
whatever other programs write and gives out only the elements that the portal knows, rightly
nested, never deeper than DEEPEST, with no empty or fused paragraphs. Its time grows with the length
of the text and nothing else, which the wall alone does not promise.
"""

from collections.abc import Callable
from html import escape

from branch_portal.lib.htmlmarks import Leaf, Marks
from branch_portal.lib.htmlparts import video_address
from branch_portal.lib.htmltokens import Tag, tokens

DEEPEST = 40  # elements within each other
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
# Blocks of other programs that part words but mean nothing to an article.
_BREAKS = {
    "address", "article", "aside", "body", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "footer", "form", "header", "hgroup", "html", "legend", "main", "menu", "nav",
    "optgroup", "option", "p", "pre", "section", "summary",
}  # fmt: skip
_FLOW = {"root", "blockquote", "li", "td", "th"}  # what holds paragraphs
_WORDS = {"figcaption", "caption"}  # what holds words only
_LISTS = {"ul", "ol"}
_CELLS = {"td", "th"}
_SECTIONS = {"table", "thead", "tbody"}
_KINDS = {"img": "image", "oembed": "media", "table": "table"}
_VOID = {"img", "hr"}


class Node:
    """An element with its children; a leaf's words stand in `html`."""

    def __init__(self, tag: str, attributes: dict[str, str] | None = None, html: str = ""):
        self.tag, self.attributes, self.html = tag, attributes or {}, html
        self.children: list[Node] = []

    def __str__(self) -> str:
        inner = self.html + "".join(map(str, self.children))
        if self.tag in ("root", "words"):
            return inner
        named = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        return f"<{self.tag}{named}>" + ("" if self.tag in _VOID else f"{inner}</{self.tag}>")


def shape(text: str) -> str:
    """Return the text as well-formed HTML of an article, ready for the wall."""
    builder = _Builder()
    for token in tokens(text):
        if isinstance(token, str):
            builder.add_text(token)
        elif token.closes:
            builder.close(token)
        else:
            builder.open(token)
    return str(builder.finish())


class _Builder:
    def __init__(self):
        self.open_nodes = [Node("root")]
        self.leaf: Leaf | None = None
        self.marks = Marks()
        self.outer_marks: list[Marks] = []  # a cell or a caption starts without formatting
        starts = [
            (_BREAKS, self._break),
            ([*HEADINGS], self._heading),
            (["blockquote", "table", "figure", *_LISTS], self._enter),
            (["li"], self._item),
            (["thead", "tbody", "tfoot"], self._section),
            (["tr"], self._row),
            (_CELLS, self._cell),
            (_WORDS, self._caption),
            (["img"], self._image),
            (["oembed", "iframe"], self._video),
            (["hr"], self._rule),
            (["br"], self._line),
        ]
        self.starts: dict[str, Callable[[Tag], None]] = {
            name: start for names, start in starts for name in names
        }

    @property
    def here(self) -> Node:
        return self.open_nodes[-1]

    # --- Words ---

    def add_text(self, text: str) -> None:
        if self.leaf is None and not text.strip():
            return
        self._words().add(text, self.marks.now)

    def _words(self) -> Leaf:
        """The paragraph or the like where words go now; opened when there is none."""
        if self.leaf is None:
            if self.here.tag in _LISTS:
                self._push(Node("li"))
            elif self.here.tag in _SECTIONS or self.here.tag == "tr":
                self._cell(Tag("td"))
            self.leaf = Leaf("words" if self.here.tag in _WORDS else "p")
        return self.leaf

    def _end_leaf(self) -> None:
        leaf, self.leaf = self.leaf, None
        html = leaf.html() if leaf else ""
        if html:
            self.here.children.append(Node(leaf.tag, html=html))

    # --- Elements ---

    def open(self, tag: Tag) -> None:
        if start := self.starts.get(tag.name):
            start(tag)
        else:
            self.marks.open(tag)

    def close(self, tag: Tag) -> None:
        name = "tbody" if tag.name == "tfoot" else tag.name
        if name == "br":
            self._line(tag)
        elif name in HEADINGS or name in _BREAKS:
            self._break(tag)
        elif name in self.starts:
            self._close_to(name)
        else:
            self.marks.close(tag)

    def _close_to(self, name: str) -> None:
        """End the nearest open element of this name, and what is open inside it."""
        for depth in range(len(self.open_nodes) - 1, 0, -1):
            here = self.open_nodes[depth].tag
            if here == name:
                while len(self.open_nodes) > depth:
                    self._pop()
                return
            if here == "table" or (here in _CELLS and name not in _SECTIONS | _CELLS | {"tr"}):
                return  # what stands outside of a cell is not ended from within

    def _push(self, node: Node) -> None:
        self._end_leaf()
        self.open_nodes.append(node)
        if node.tag in _CELLS | _WORDS:
            self.outer_marks.append(self.marks)
            self.marks = Marks()

    def _pop(self) -> None:
        self._end_leaf()
        node = self.open_nodes.pop()
        if node.tag in _CELLS | _WORDS:
            self.marks = self.outer_marks.pop()
        self.here.children += _finished(node, self.here)

    def finish(self) -> Node:
        while len(self.open_nodes) > 1:
            self._pop()
        self._end_leaf()
        return _with_figures(self.here)

    # --- What each start does ---

    def _break(self, _tag: Tag) -> None:
        if self.here.tag in _WORDS:
            self.add_text(" ")
        else:
            self._end_leaf()

    def _heading(self, tag: Tag) -> None:
        self._break(tag)
        if self.here.tag in _FLOW:
            self.leaf = Leaf(HEADINGS[tag.name])

    def _enter(self, tag: Tag) -> None:
        """Open an element that holds others, where such a one may stand."""
        if self.here.tag in _WORDS:
            self._pop()
        self._end_leaf()
        if self.here.tag in _LISTS:
            self._reopen_item()
        elif self.here.tag in _SECTIONS or self.here.tag == "tr":
            self._cell(Tag("td"))
        if len(self.open_nodes) < DEEPEST - 4:  # it may bring list items, rows and cells
            self._push(Node(tag.name, tag.attributes))

    def _reopen_item(self) -> None:
        """A list right inside a list belongs to the item before it."""
        items = self.here.children
        self._push(items.pop() if items else Node("li"))

    def _item(self, tag: Tag) -> None:
        self._close_inside(_LISTS, {"li"})
        if self.here.tag not in _LISTS:
            self._enter(Tag("ul"))
        if self.here.tag in _LISTS:
            self._push(Node("li"))

    def _close_inside(self, parents: set[str], ended: set[str]) -> None:
        """End what is open inside the nearest of `parents`, if only `ended` lie between."""
        self._end_leaf()
        for depth in range(len(self.open_nodes) - 1, 0, -1):
            here = self.open_nodes[depth].tag
            if here in parents:
                while len(self.open_nodes) > depth + 1:
                    self._pop()
                return
            if here not in ended and here != "blockquote":
                return

    def _section(self, tag: Tag) -> None:
        inside = {"thead", "tbody", "tr", "td", "th", "caption", "ul", "ol", "li"}
        self._close_inside({"table"}, inside)
        if self.here.tag == "table":
            self._push(Node("thead" if tag.name == "thead" else "tbody"))

    def _row(self, _tag: Tag) -> None:
        self._close_inside(_SECTIONS, {"tr", "td", "th", "caption", "ul", "ol", "li"})
        if self.here.tag == "table":
            self._push(Node("tbody"))
        if self.here.tag in _SECTIONS:
            self._push(Node("tr"))

    def _cell(self, tag: Tag) -> None:
        self._close_inside(_SECTIONS | {"tr"}, {"td", "th", "caption", "ul", "ol", "li"})
        if self.here.tag in _SECTIONS:
            self._row(tag)
        if self.here.tag == "tr":
            self._push(Node(tag.name, tag.attributes))

    def _caption(self, tag: Tag) -> None:
        self._end_leaf()
        parent = "figure" if tag.name == "figcaption" else "table"
        if self.here.tag in _WORDS:
            self._pop()
        if self.here.tag == parent:
            self._push(Node(tag.name))

    def _image(self, tag: Tag) -> None:
        if "src" in tag.attributes:
            self._place(Node("img", tag.attributes))

    def _video(self, tag: Tag) -> None:
        stated = tag.attributes.get("url" if tag.name == "oembed" else "src", "").strip()
        address = video_address(stated)
        if address:
            self._place(Node("oembed", {"url": address}))
        elif tag.name == "oembed" and stated.startswith(("http:", "https:")):
            # what is no video of ours stays as a link
            self._break(tag)
            self._words().add(stated, (("a", stated),))
            self._break(tag)

    def _place(self, node: Node) -> None:
        """Put a picture or a video where it may stand: between paragraphs, never in one."""
        if self.here.tag in _WORDS:
            self._pop()
        self._end_leaf()
        if self.here.tag in _LISTS:
            self._reopen_item()
        elif self.here.tag in _SECTIONS or self.here.tag == "tr":
            self._cell(Tag("td"))
        self.here.children.append(node)

    def _rule(self, _tag: Tag) -> None:
        self._end_leaf()
        if self.here.tag in _FLOW:
            self.here.children.append(Node("hr"))

    def _line(self, _tag: Tag) -> None:
        if self.leaf and self.leaf.line(self.marks.now) and self.leaf.tag == "p":
            self._end_leaf()  # two in a row are what others use for a new paragraph


# --- What an element becomes when it ends ---------------------------------------------------------


def _finished(node: Node, parent: Node) -> list[Node]:
    """The element as it goes into its parent: itself, its parts, or nothing."""
    if node.tag == "figure":
        return _figures(node) if parent.tag in _FLOW else node.children
    if node.tag == "li":
        return _item(_with_figures(node), parent)
    if node.tag in _CELLS:
        node = _with_figures(node)
        if [child.tag for child in node.children] == ["p"]:
            node.children = [Node("words", html=node.children[0].html)]
        return [node]
    if node.tag == "blockquote":
        node = _with_figures(node)
    return [node] if node.children else []


def _item(item: Node, parent: Node) -> list[Node]:
    tags = [child.tag for child in item.children]
    if not tags:
        return []
    lists_only = all(tag in _LISTS for tag in tags)
    if lists_only and parent.children:  # an item that only indents what belongs to the one before
        parent.children[-1].children += item.children
        return []
    if lists_only:
        return [inner for child in item.children for inner in child.children]
    if tags[0] == "p" and all(tag in _LISTS for tag in tags[1:]):
        item.children[0].tag = "words"
    return [item]


def _with_figures(node: Node) -> Node:
    """The same node, each picture, table and video among its children in a figure of its own."""
    node.children = [_figure(child) if child.tag in _KINDS else child for child in node.children]
    return node


def _figure(medium: Node, captions: list[Node] = ()) -> Node:
    figure = Node("figure", {"class": _KINDS[medium.tag]})
    figure.children = [medium]
    if captions:
        words = " ".join(str(leaf) for caption in captions for leaf in caption.children)
        figure.children.append(Node("figcaption", html=words))
    return figure


def _figures(figure: Node) -> list[Node]:
    """One figure for each picture, table or video in it; what else stood there follows."""
    media = [child for child in figure.children if child.tag in _KINDS]
    captions = [child for child in figure.children if child.tag == "figcaption"]
    others = [child for child in figure.children if child.tag not in {*_KINDS, "figcaption"}]
    if not media:
        loose = [Node("p", html=str(leaf)) for caption in captions for leaf in caption.children]
        return loose + others
    return [*map(_figure, media[:-1]), _figure(media[-1], captions), *others]
