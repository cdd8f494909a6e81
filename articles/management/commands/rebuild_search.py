"""Enter all published articles into the public search anew."""

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.models import SearchEntry


class Command(BaseCommand):
    help = "Rebuild the index of the public search, after a change of how words are read."

    @transaction.atomic
    def handle(self, *args, **options):
        self.stdout.write(f"{SearchEntry.objects.rebuild()} articles can be found.")
