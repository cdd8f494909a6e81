"""Take over the archive of an older site."""

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from articles import actions
from articles.models import ImportItem, ImportRun, Photo, Section
from articles.reports import archive
from branch_portal.lib.archives import ArchiveRefused, Item, read_csv, read_folder, read_wxr
from branch_portal.lib.images import PhotoRefused, Prepared, read_photo

READERS = {"wxr": read_wxr, "csv": read_csv, "folder": read_folder}
EVERY = 100  # items between two lines of progress, in a file that is long
LABELS = {
    ImportItem.Outcome.TAKEN: "taken over",
    ImportItem.Outcome.REFUSED: "refused",
    ImportItem.Outcome.SKIPPED: "left out",
}


class Command(BaseCommand):
    help = (
        "Take over an archive: a WordPress export (wxr), a table (csv) or a folder of HTML pages "
        "(folder). Every item has a line in the ledger, seen in the admin. Interrupted, it goes on "
        "with --resume; run again, it takes what is new or changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=READERS)
        parser.add_argument("path", type=Path)
        parser.add_argument("--media", type=Path, help="folder with the pictures of the old site")
        parser.add_argument("--author", help="username under which the articles are created")
        parser.add_argument("--section", help="address part of the section for what has no other")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")
        parser.add_argument("--resume", action="store_true", help="go on with an unfinished import")

    def handle(self, *args, kind: str, path: Path, **options):
        self.kind, self.by = kind, self._author(options["author"])
        self.sections = archive.Sections(self._section(options["section"]))
        for folder in filter(None, [options["media"], path if kind == "folder" else None]):
            if not folder.is_dir():
                raise CommandError(f"{folder} is not a folder.")
        if not path.exists():
            raise CommandError(f"{path} is not there.")
        self.media = archive.Media(options["media"] or (path if kind == "folder" else None))
        self.source = str(path.resolve())[-300:]
        self.counts, self.strange, self.missing = Counter(), Counter(), 0
        try:
            if options["dry_run"]:
                self._dry_run(READERS[kind](path))
            else:
                self._import(READERS[kind](path), options["resume"])
        except KeyboardInterrupt:
            raise CommandError("Stopped. The ledger stays; go on with --resume.") from None
        except ArchiveRefused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error

    def _author(self, username: str | None) -> User | None:
        user = User.objects.filter(username=username).first() if username else None
        if username and user is None:
            raise CommandError(f"There is no account {username}.")
        return user

    def _section(self, slug: str | None) -> Section | None:
        section = Section.objects.filter(slug=slug).first() if slug else None
        if slug and section is None:
            known = ", ".join(Section.objects.values_list("slug", flat=True))
            raise CommandError(f"There is no section {slug}. There are: {known or 'none'}.")
        return section

    # --- The import ---

    def _import(self, items: Iterator[Item], resume: bool) -> None:
        unfinished = ImportRun.objects.filter(
            kind=self.kind, source=self.source, finished_at=None
        ).first()
        if unfinished and not resume:
            raise CommandError(
                f"The import of {unfinished.started_at:%d/%m/%Y %H:%M} is not finished. "
                "Go on with it: --resume."
            )
        first = next(items, None)  # a file that is no archive leaves no ledger
        run = actions.open_import(self.kind, self.source, by=self.by)
        self.ledger = archive.Ledger(self.kind, self.source, run)
        started = time.monotonic()
        for number, item in enumerate(self._distinct(first, items), start=1):
            if self.ledger.has_done(item.key):
                self.counts["done before"] += 1
            else:
                self._told(self._one(run, item))
            if number % EVERY == 0:
                self.stdout.write(f"{number} read: {self._so_far()}")
                self.stdout.flush()
        actions.close_import(run, by=self.by)
        seconds = time.monotonic() - started
        self.stdout.write(f"Finished in {seconds:.0f} s: {self._so_far()}.")
        self.stdout.write("The ledger of every item is in the admin, under imports of archives.")

    def _distinct(self, first: Item | None, items: Iterator[Item]) -> Iterator[Item]:
        """The items with keys that differ; one whose key was there before becomes an error."""
        seen = set()
        while first is not None:
            first.key = archive.ledger_key(first.key)
            mark = hashlib.blake2b(first.key.encode("utf-8", "replace"), digest_size=8).digest()
            if mark in seen:
                self.counts["repeated"] += 1
                first.error = first.error or archive.repeated(first.key)
                first.key = f"{first.key} #{self.counts['repeated']}"
            seen.add(mark)
            yield first
            first = next(items, None)

    def _one(self, run: ImportRun, item: Item) -> ImportItem:
        plan, found, before, digest = self._judged(item)
        if before and before.digest == digest:
            reason = archive.unchanged()
        else:
            reason = archive.change_refused(before) if before else ""
        if reason:
            return actions.leave_item(run, item.key, reason, article=before.article, by=self.by)
        return actions.import_item(
            run,
            item,
            plan,
            {} if plan.refused else self._pictures(found, plan),
            before=before,
            digest=digest,
            by=self.by,
        )

    def _judged(self, item: Item) -> tuple:
        plan = archive.plan(item, self.sections)
        found = {address: self.media.find(address) for address in item.pictures}
        found = {address: file for address, file in found.items() if file}
        before = None if plan.refused else self.ledger.taken(item.key)
        return plan, found, before, archive.digest(item, found)

    def _pictures(self, found: dict, plan: archive.Plan) -> dict[str, Prepared | Photo]:
        """Made ready before the transaction begins: nobody waits for the encoders."""
        ready = {}
        for address, file in found.items():
            try:
                with archive.opened(file) as content:
                    known = Photo.objects.usable().filter(sha256=archive.sha256(content)).first()
                    ready[address] = known or read_photo(content)
            except (OSError, PhotoRefused) as refused:
                plan.notes.append(f"{address.rpartition('/')[2][:60]}: {refused}")
        return ready

    def _told(self, entry: ImportItem) -> None:
        self.counts[LABELS[entry.outcome]] += 1
        if entry.outcome == ImportItem.Outcome.REFUSED:
            self.stdout.write(f"  refused {entry.key}: {entry.message}")

    def _so_far(self) -> str:
        return ", ".join(f"{count} {what}" for what, count in self.counts.items()) or "nothing"

    # --- The dry run ---

    def _dry_run(self, items: Iterator[Item]) -> None:
        self.ledger = archive.Ledger(self.kind, self.source)
        for item in self._distinct(next(items, None), items):
            self._foretell(item)
        self.stdout.write("Nothing was stored. An import would find:")
        for what, count in sorted(self.counts.items()):
            self.stdout.write(f"  {count:>8}  {what}")
        if self.missing:
            self.stdout.write(f"  {self.missing:>8}  pictures that are not in --media")
        for name, count in self.strange.most_common():
            where = self.sections.fallback
            goes = f"would go to {where.name}" if where else "need --section"
            self.stdout.write(f"  {count:>8}  of section “{name}”, not known here: {goes}")

    def _foretell(self, item: Item) -> None:
        plan, found, before, digest = self._judged(item)
        missing = len(item.pictures) - len(found)
        self.missing += missing
        self.strange.update(plan.strange)
        if plan.refused:
            what = "refused"
        elif before:
            kept = before.digest == digest or archive.change_refused(before)
            what = "left out: taken before" if kept else "changed since it was taken"
        else:
            what = "published articles" if plan.publishes else "drafts"
        self.counts[what] += 1
        notes = [plan.refused, *plan.notes] + [f"{missing} pictures missing."] * bool(missing)
        if said := " ".join(filter(None, notes)):
            self.stdout.write(f"  {item.key[:80]}: {said}")
