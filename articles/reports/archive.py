"""What would become of an item of an old archive: asked by the dry run and by the import itself."""

import base64
import binascii
import hashlib
import io
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from articles.models import ImportItem, ImportRun, Section
from branch_portal.lib.archives import Item
from branch_portal.lib.archives.item import PUBLISHED
from branch_portal.lib.text import fold, slugify, tidy

LONGEST_TAG, LONGEST_MESSAGE, LONGEST_KEY = 60, 500, 480  # characters
LARGEST_PICTURE = 25 * 1024 * 1024  # bytes
_SCALED = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled)(?=\.\w+$)")
_EMBEDDED = re.compile(r"data:image/[\w.+-]{1,20};base64,", re.IGNORECASE)


@dataclass
class Plan:
    """Section, tags and state of an item; `notes` are sentences for the ledger.

    `refused` is the reason why it stays outside. `strange` names sections that are not known here.
    """

    section: Section | None = None
    tags: list[str] = field(default_factory=list)
    publishes: bool = False
    notes: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    refused: str = ""


class Sections:
    """The sections by what an archive calls them; `fallback` takes what has no other."""

    def __init__(self, fallback: Section | None = None):
        self.fallback = fallback
        self.known = {}
        for section in Section.objects.order_by("parent_id", "pk"):
            self.known.setdefault(fold(section.name), section)
            self.known.setdefault(section.slug, section)

    def choose(self, names: Iterable[str]) -> tuple[Section | None, list[str]]:
        """The first known one, and the names that are not known."""
        found = {}
        for name in names:
            found[name] = self.known.get(fold(name)) or self.known.get(slugify(name))
        strange = [name for name, section in found.items() if section is None]
        return next(filter(None, found.values()), self.fallback), strange


def plan(item: Item, sections: Sections) -> Plan:
    """Judge an item by itself and the sections; nothing is asked about other articles."""
    section, strange = sections.choose(item.sections)
    made = Plan(section=section, strange=strange, notes=list(item.notes))
    made.refused = item.error or ""
    made.publishes = item.state == PUBLISHED
    for name in strange:
        names = {"name": name[:80], "section": section}
        if section:
            sentence = _("The section “%(name)s” is not known here; it stands in “%(section)s”.")
        else:
            sentence = _("The section “%(name)s” is not known here.")
        made.notes.append(sentence % names)
    if made.publishes and item.published_at is None:
        made.publishes = False
        made.notes.append(_("It has no date, so it is a draft here."))
    if made.publishes and section is None:
        made.refused = made.refused or _("No section takes it. Name one with --section.")
    for name in (tidy(part) for tag in item.tags for part in tag.split(",")):
        if len(name) > LONGEST_TAG or not slugify(name):
            made.notes.append(_("The tag “%(name)s” was left out.") % {"name": name[:80]})
        else:
            made.tags.append(name)
    return made


def message(notes: Iterable[str]) -> str:
    """Sentences as the ledger keeps them."""
    text = " ".join(dict.fromkeys(notes))
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 1] + "…"


def digest(item: Item, found: Iterable[str]) -> str:
    """Sixty-four characters that change with the item, and when more of its pictures are found."""
    said = json.dumps([asdict(item), sorted(found)], default=str, ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


class Media:
    """A folder of pictures, found by the end of their old addresses."""

    def __init__(self, folder: Path | None = None):
        self.names: dict[str, list[str]] = {}
        self.folder = folder
        for place, _folders, files in os.walk(folder) if folder else ():
            for name in files:
                if not (path := Path(place, name)).is_symlink():
                    kept = path.relative_to(folder).as_posix()
                    self.names.setdefault(name.lower(), []).append(kept)

    def find(self, address: str) -> Path | bytes | None:
        """The file that an old address means; bytes where the address holds the picture itself.

        Of several files of one name it is the one that shares most of the path; where two share as
        much, none: a wrong picture is worse than a missing one.
        """
        if embedded := _EMBEDDED.match(address[:60]):
            return _decoded(address[embedded.end() :])
        try:
            parts = unquote(urlsplit(address).path).replace("\\", "/").lower().split("/")
        except ValueError:
            return None
        for name in dict.fromkeys([parts[-1], _SCALED.sub("", parts[-1])]):
            if found := self._nearest([*parts[:-1], name]):
                return self.folder / found
        return None

    def _nearest(self, parts: list[str]) -> str | None:
        shared: dict[str, int] = {}
        for candidate in self.names.get(parts[-1], ()):
            pairs = zip(reversed(candidate.lower().split("/")), reversed(parts), strict=False)
            same = [mine == theirs for mine, theirs in pairs]
            shared[candidate] = same.index(False) if False in same else len(same)
        best = max(shared.values(), default=0)
        nearest = [candidate for candidate, count in shared.items() if count == best]
        return nearest[0] if len(nearest) == 1 else None


def _decoded(text: str) -> bytes | None:
    if len(text) > LARGEST_PICTURE * 4 // 3:
        return None
    try:
        return base64.b64decode(unquote(text), validate=False)
    except (binascii.Error, ValueError):
        return None


def opened(found: Path | bytes) -> BinaryIO:
    """A picture that `find` found, open for reading. Raises OSError."""
    return io.BytesIO(found) if isinstance(found, bytes) else found.open("rb")


def sha256(file: BinaryIO) -> str:
    """The digest of a picture file, which is rewound; by it the library knows one it has."""
    found = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return found


class Ledger:
    """What earlier runs took of the same source, and what the present one has done already."""

    def __init__(self, kind: str, source: str, run: ImportRun | None = None):
        runs = ImportRun.objects.filter(kind=kind, source=source)
        self.runs = list(runs.order_by("-pk").values_list("pk", flat=True))
        self.run = run

    def has_done(self, key: str) -> bool:
        """Has the present run an entry for this item?"""
        return bool(self.run) and ImportItem.objects.filter(run=self.run, key=key).exists()

    def taken(self, key: str) -> ImportItem | None:
        """The newest entry by which this item became an article that is still there."""
        entries = ImportItem.objects.filter(run__in=self.runs, key=key, article__isnull=False)
        taken = entries.filter(outcome=ImportItem.Outcome.TAKEN).select_related("article")
        return taken.order_by("-pk").first()


def ledger_key(key: str) -> str:
    """What the ledger calls an item: its own key, a very long one cut and with a digest."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 33]}…{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def repeated(key: str) -> str:
    """What the ledger says of a second item with the same key."""
    return _("The archive has two items called %(key)s; only the first was taken.") % {
        "key": key[:100]
    }


def unchanged() -> str:
    """What the ledger says of an item that is here already."""
    return _("It was taken over before and has not changed since.")


def change_refused(entry: ImportItem) -> str:
    """Why an item that changed in the archive does not change its article; empty when it does."""
    article = entry.article
    if article.version != entry.version:
        return _("It changed in the archive, but was edited here since; it stays as it is here.")
    if article.state == article.State.WITHDRAWN:
        return _("It changed in the archive, but was withdrawn here; it stays as it is here.")
    return ""
