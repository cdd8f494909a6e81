"""Send the mail of the comments whose time has come."""

from django.core.management.base import BaseCommand

from comments.actions import send_due


class Command(BaseCommand):
    help = (
        "Send what waits: mails to readers and moderators, and those that failed before (after 1, "
        "5 and 30 minutes, 2 and 6 hours, then they are given up). To be run every minute."
    )

    def handle(self, *args, **options):
        counts = send_due()
        if counts or options["verbosity"] > 1:
            words = ", ".join(f"{what}: {number}" for what, number in sorted(counts.items()))
            self.stdout.write(words or "nothing waits")
