"""Fills in one Word template, in a process of its own: it may be slow, greedy or hostile.

Run by lib/wordtemplate, without the portal and its secrets. JSON in: template (base64), data;
JSON out: file (base64) and text, or error and names.
"""

import base64
import io
import json
import resource
import sys

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, meta, nodes
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

SECONDS = 10  # of processor time
MEMORY = 768 * 1024 * 1024  # bytes
LARGEST_RESULT = 30 * 1024 * 1024  # bytes of one part
# Words put in, parts repeated or left out; nothing that computes or calls.
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.For,
    nodes.If,
    nodes.Filter,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)
DEEPEST = 3  # “for” inside one another: tables, their rows, the cells of a row
FILTERS = ("upper", "lower", "capitalize", "trim", "first", "last", "length", "default")
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Refused(Exception):
    """`error` is a code that lib/wordtemplate has a sentence for."""

    def __init__(self, error: str, *names: str):
        super().__init__(error)
        self.error, self.names = error, sorted(names)


class Fenced(SandboxedEnvironment):
    """Plain words from plain data: no calls, no private names, a short list of filters."""

    def __init__(self, known: set[str]):
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.known = known
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def _parse(self, source, name, filename):
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            private = str(getattr(node, "attr", "") or "").startswith("_")
            if not isinstance(node, ALLOWED) or private:
                raise Refused("code", type(node).__name__)
            if isinstance(node, nodes.Filter) and node.name not in FILTERS:
                raise Refused("filter", node.name)
        if _loops(tree) > DEEPEST:
            raise Refused("deep", str(DEEPEST))
        if unknown := meta.find_undeclared_variables(tree) - self.known:
            raise Refused("unknown", *unknown)
        return tree

    def is_safe_callable(self, obj) -> bool:
        return False


def _loops(node: nodes.Node) -> int:
    """Count the “for” that stand inside one another."""
    return isinstance(node, nodes.For) + max(map(_loops, node.iter_child_nodes()), default=0)


class Filled(DocxTemplate):
    """The library mends broken XML by leaving words out; here it is an error."""

    def fix_tables(self, xml):
        if len(xml) > LARGEST_RESULT:
            raise Refused("size")
        try:
            etree.fromstring(xml, etree.XMLParser(resolve_entities=False, huge_tree=True))
        except etree.XMLSyntaxError as error:
            raise Refused("crossed") from error
        return super().fix_tables(xml)


def fill(template: bytes, data: dict) -> dict:
    """Return the filled file and the words in it."""
    document = Filled(io.BytesIO(template))
    document.render(data, Fenced(set(data)))
    file = io.BytesIO()
    document.save(file)
    again = DocxTemplate(file)
    again.init_docx()
    text = [element.text or "" for element in again.docx.element.iter(f"{_WORDS}t")]
    return {"file": base64.b64encode(file.getvalue()).decode("ascii"), "text": "\n".join(text)}


def answer(asked: dict) -> dict:
    try:
        return fill(base64.b64decode(asked["template"]), asked["data"])
    except Refused as refused:
        return {"error": refused.error, "names": refused.names}
    except SecurityError:
        return {"error": "code", "names": []}
    except UndefinedError as missing:
        return {"error": "missing", "names": [str(missing)]}
    except TemplateError as broken:
        return {"error": "syntax", "names": [str(broken)[:200]]}
    except MemoryError:
        return {"error": "size", "names": []}
    except Exception as broken:  # whatever a hostile file makes the readers stumble over
        return {"error": "broken", "names": [type(broken).__name__]}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
