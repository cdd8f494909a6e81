"""Which comments were erased, so that a restored copy of the database forgets them again."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comments import actions
from comments.models import Comment

State = Comment.State


class Command(BaseCommand):
    help = (
        "Print the codes of all erased comments, one a line. Keep the list apart from the "
        "database; with --again it erases in a restored copy what had been erased before."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again", type=Path, metavar="FILE", help="erase the comments of a list"
        )

    def handle(self, *args, again: Path | None, **options):
        if again is None:
            erased = Comment.objects.filter(state=State.ERASED).order_by("pk")
            for code in erased.values_list("code", flat=True).iterator():
                self.stdout.write(code)
            return
        try:
            codes = again.read_text("utf-8").split()
        except (OSError, UnicodeError) as error:
            raise CommandError(f"{again} cannot be read: {type(error).__name__}.") from error
        done = 0
        for code in codes:
            if comment := Comment.objects.exclude(state=State.ERASED).filter(code=code).first():
                actions.erase_comment(comment, by=None)
                done += 1
        self.stdout.write(f"{done} comments erased again, of {len(codes)} in the list.")
