"""Tell the moderators what waits, and everybody concerned what is overdue."""

from django.core.management.base import BaseCommand

from comments import actions


class Command(BaseCommand):
    help = (
        "Mail the moderators what waits in the queue, if anything does, and remind them and the "
        "data officers of what is overdue. To be run at 08:00 and 14:00."
    )

    def handle(self, *args, **options):
        told = {"digest": actions.send_digest(by=None)} | actions.remind(by=None)
        for name, people in told.items():
            if people or options["verbosity"] > 1:
                self.stdout.write(f"{name}: {people}")
