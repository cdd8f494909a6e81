"""Several style sheets in one file, so that a telephone asks once."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder, find
from django.core.files.storage import FileSystemStorage


class Bundles(BaseFinder):
    """Finds the files of settings.BUNDLES: each is its parts in a row, written when asked for.

    Parts and bundle lie in the same folder, so that addresses in them lead to the same files.
    """

    def __init__(self, *args, **kwargs):
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "bundles")

    def check(self, **kwargs) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs) -> str | list[str]:
        found = [self._write(path)] if path in settings.BUNDLES else []
        return found[0] if found and not find_all else found

    def list(self, ignore_patterns: list[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in settings.BUNDLES:
            self._write(path)
            yield path, self.storage

    def _write(self, path: str) -> str:
        whole = "\n".join(Path(find(part)).read_text("utf-8") for part in settings.BUNDLES[path])
        file = Path(self.storage.path(path))
        if not file.exists() or file.read_text("utf-8") != whole:
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh = file.with_suffix(f".{os.getpid()}")
            fresh.write_text(whole, "utf-8")
            fresh.replace(file)  # at once: another process may be reading
        return str(file)
