"""Whatever a person reads is Vietnamese: every message of code and templates is translated."""

import re
import unicodedata
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
from babel.messages import pofile

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w*\}")


def load_script():
    loader = SourceFileLoader("messages_script", str(ROOT / "script" / "messages"))
    module = module_from_spec(spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


script = load_script()


@pytest.fixture(scope="module")
def catalogue():
    with script.CATALOGUE.open("rb") as file:
        return pofile.read_po(file, locale="vi")


def test_every_message_is_translated(catalogue):
    missing = []
    for words, context in script.messages():
        message = catalogue.get(words, context)
        if message is None or not all(script.strings(message)):
            missing.append(words)
    assert not missing


def test_messages_in_the_code_are_english():
    def vietnamese(word):
        decomposed = unicodedata.normalize("NFD", word.casefold())
        return "đ" in word.casefold() or any(unicodedata.combining(c) for c in decomposed)

    def share(words):
        parts = str(words).split()
        return sum(map(vietnamese, parts)) / len(parts)

    # An example in Vietnamese may stand in an English sentence.
    assert not [words for words, _context in script.messages() if share(words) > 0.5]


def test_placeholders_survive_translation(catalogue):
    wrong = []
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        # The plural has them all; "one branch" may do without the number.
        wanted = sorted(PLACEHOLDER.findall(ids[-1]))
        for string in script.strings(message):
            if message.id and string and sorted(PLACEHOLDER.findall(string)) != wanted:
                wrong.append((message.id, string))
    assert not wrong


def test_nothing_is_guessed(catalogue):
    assert not [message.id for message in catalogue if message.id and message.fuzzy]


def test_letters_are_composed(catalogue):
    text = script.CATALOGUE.read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)


def test_templates_are_read_as_django_reads_them():
    source = (
        "{% translate 'One' %} {{ _('Two')|upper }} {% include 'x' with a=_(\"Three\") %}\n"
        "  {% blocktranslate count n=n trimmed %}\n    {{ n }} row\n  {% plural %}\n"
        "    {{ n }} rows\n{% endblocktranslate %} it's {{ day|default:_('None yet') }}"
        "{% translate 'May' context 'month' %} {# _('no') #}"
    )
    found = set(script.extracted(script.as_python(source, "test")))
    assert found == {
        ("One", None),
        ("Two", None),
        ("Three", None),
        (("%(n)s row", "%(n)s rows"), None),
        ("None yet", None),
        ("May", "month"),
    }
