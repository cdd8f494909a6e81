"""Let the scores of comments learn from what the moderators have decided."""

from django.core.management.base import BaseCommand

from comments import actions


class Command(BaseCommand):
    help = (
        "Learn anew from the shipped examples and the newest decisions about comments. To be run "
        "every night: what was erased is forgotten by it."
    )

    def handle(self, *args, **options):
        lesson = actions.learn_from_decisions(by=None)
        if lesson is None:
            self.stdout.write("Nothing has been decided yet.")
            return
        told = "in use" if lesson.is_used else "not in use, the old ones judge better"
        self.stdout.write(f"{lesson.examples} decisions, loss {lesson.loss:.3f}, {told}")
