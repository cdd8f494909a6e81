"""Let go of what readers gave when the time that was promised for it is over."""

from django.core.management.base import BaseCommand, CommandParser

from comments.actions import Retention, note_retention


class Command(BaseCommand):
    help = (
        "Erase what is kept no longer than the page for readers says. Pending comments are never "
        "erased. To be run once a day; the audit log says what each run took."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *args, dry_run: bool, **options):
        run = Retention()
        counts = run.counts() if dry_run else run.run()
        if not dry_run:
            note_retention(counts, by=None)
        for name, number in counts.items():
            self.stdout.write(f"{number:>8}  {name}")
        if dry_run:
            self.stdout.write("Nothing was changed.")
