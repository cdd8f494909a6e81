"""Write everything the newsroom has into a folder of plain files."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles.reports import export

BLOCK = 1 << 20  # bytes copied at a time


class Command(BaseCommand):
    help = (
        "Write all articles, photos, files, tags and sections into a new folder: JSON Lines and "
        "media. The folder appears whole or not at all. It holds drafts: keep it closed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--with-revisions", action="store_true", help="every version of every article too"
        )

    def handle(self, *args, folder: Path, with_revisions: bool, **options):
        folder = folder.absolute()
        self.part = folder.with_name(f"{folder.name}.part")
        self._refuse(folder)
        try:
            self.part.mkdir(mode=0o700)
            counts = self._write(with_revisions)
            os.rename(self.part, folder)
        except BaseException as error:
            shutil.rmtree(self.part, ignore_errors=True)
            if isinstance(error, OSError):
                raise CommandError(f"{folder} cannot be written: {error.strerror}.") from error
            raise
        for what, count in counts.items():
            self.stdout.write(f"  {count:>8}  {what}")
        self.stdout.write(f"Written to {folder}.")

    def _refuse(self, folder: Path) -> None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is there already and not empty.")
        if self.part.exists():
            raise CommandError(f"{self.part} is left from an export that stopped. Remove it first.")
        if not folder.parent.is_dir():
            raise CommandError(f"{folder.parent} is not a folder.")

    def _write(self, with_revisions: bool) -> dict[str, int]:
        # Articles first: whatever they refer to is then younger or as old, and in its own file.
        self.missing = 0
        counts = {"articles": self._lines("articles", export.articles())}
        if with_revisions:
            counts["revisions"] = self._lines("revisions", export.revisions())
        for name in ("sections", "tags", "series"):
            counts[name] = self._lines(name, getattr(export, name)())
        for name in ("photos", "attachments"):
            rows = getattr(export, name)()
            counts[name] = self._lines(name, (row | self._copied(file) for row, file in rows))
        if self.missing:
            counts["files that are not in the media folder"] = self.missing
        about = {
            "format": export.FORMAT,
            "site": settings.SITE_URL,
            "written_at": timezone.now().isoformat(),
            "counts": counts,
        }
        self._lines("about", [about])
        return counts

    def _lines(self, name: str, rows: Iterable[dict]) -> int:
        """Write one JSON object a line; return how many."""
        count = 0
        with (self.part / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
        return count

    def _copied(self, name: str) -> dict:
        """Copy a file of the storage; what is said of it is of the copy."""
        nothing = {"file": None, "sha256": None, "bytes": None}
        if not name:
            return nothing
        target, digest, size = self.part / "media" / name, hashlib.sha256(), 0
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with default_storage.open(name) as source, target.open("wb") as copy:
                while block := source.read(BLOCK):
                    digest.update(block)
                    copy.write(block)
                    size += len(block)
        except FileNotFoundError:
            self.missing += 1
            self.stderr.write(f"  not in the media folder: {name}")
            return nothing
        return {"file": f"media/{name}", "sha256": digest.hexdigest(), "bytes": size}
