"""Encrypt all stored addresses anew with the first of ADDRESS_KEYS."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from branch_portal.lib.sealed import Unreadable, reseal
from comments.models import Comment, DataRequest, Mail

HOLDERS = [(Comment, "email_cipher"), (DataRequest, "email_cipher"), (Mail, "to_cipher")]
BATCH = 500


class Command(BaseCommand):
    help = (
        "After a new key was put in front of ADDRESS_KEYS: encrypt every address with it, so that "
        "the older keys can be taken out. May be run again at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *args, dry_run: bool, **options):
        lost = 0
        for model, field in HOLDERS:
            done, unreadable = self._reseal(model, field, dry_run)
            self.stdout.write(
                f"{model._meta.model_name}: {done} addresses, {unreadable} unreadable"
            )
            lost += unreadable
        if dry_run:
            self.stdout.write("Nothing was changed.")
        if lost:
            raise CommandError(f"{lost} addresses were sealed with a key that is not there.")

    def _reseal(self, model, field: str, dry_run: bool) -> tuple[int, int]:
        rows = model.objects.filter(**{f"{field}__isnull": False}).order_by("pk")
        done = unreadable = last = 0
        while batch := list(rows.filter(pk__gt=last).values_list("pk", field)[:BATCH]):
            for key, cipher in batch:
                try:
                    fresh = reseal(cipher)
                except Unreadable:
                    unreadable += 1
                    continue
                # What was erased or changed since it was read stays so.
                if not dry_run:
                    model.objects.filter(pk=key, **{field: bytes(cipher)}).update(**{field: fresh})
                done += 1
            last = batch[-1][0]
        return done, unreadable
