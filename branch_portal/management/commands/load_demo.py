"""Fill an empty database with the demo world."""

import random
import sys
import time
from collections.abc import Iterable

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEntry, User
from articles.models import Article
from branch_portal.management.demo import (
    desk,
    invited,
    news,
    newsroom,
    pages,
    people,
    plans,
    sessions,
    summaries,
    world,
)
from meetings.models import ThematicSession
from organisation.models import Member, Unit

LOADED = "demo.loaded"
BAR = 30


class Command(BaseCommand):
    help = "Load the demo world into an empty database. Loads once; refuses beside anything else."

    def handle(self, *args, **options):
        if AuditEntry.objects.filter(verb=LOADED).exists():
            self.stdout.write("The demo world is already there.")
        elif User.objects.exists() or Unit.objects.exists() or Article.objects.exists():
            raise CommandError("This database holds something else: the demo world is not loaded.")
        else:
            self._load()
        self._print_sign_ins()

    @transaction.atomic
    def _load(self) -> None:
        started, now = time.monotonic(), timezone.now()
        today = timezone.localdate(now)
        rng = random.Random("branch portal")
        users = people.load_people()
        district = world.load_units(users["quantri"])
        people.load_grants(users)
        world.load_members(rng, today)
        plans.load_plans(today, users)
        branches = Unit.objects.branches().count()
        self._follow("sessions", sessions.load_sessions(rng, today, users["quantri"]), branches)
        invited.load_invited(users, today)
        summaries.load_summaries(users["tochuc"], today)
        desk.load_desk(rng, users, now)
        texts = len(list(news.TEXTS.glob("*.txt")))
        self._follow("articles", news.load_news(users["bientap"], users["kiemduyet"], now), texts)
        news.load_readings(now)
        newsroom.load_newsroom(users["phongvien"], users["bientap"], now)
        pages.load_pages(users["bientap"], now)
        audit.record(LOADED, district, by=users["quantri"])
        self.stdout.write(
            f"Demo world: {branches} branches, {Member.objects.count()} members, "
            f"{ThematicSession.objects.count()} sessions, {texts} articles "
            f"in {time.monotonic() - started:.0f} s."
        )

    def _follow(self, what: str, steps: Iterable[None], total: int) -> None:
        """Run the steps under a progress bar; in a log file the bar is one line at the end."""
        shows = sys.stdout.isatty()
        for number, _step in enumerate(steps, start=1):
            if number in (1, total // 10):
                # All this is one transaction, in which PostgreSQL gathers no statistics by itself
                # and goes on reading whole tables that were empty when it began.
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
            if shows or number == total:
                filled = BAR * number // total
                bar = "█" * filled + "░" * (BAR - filled)
                self.stdout.write(f"\r{bar} {number}/{total} {what}", ending="")
        self.stdout.write("")

    def _print_sign_ins(self) -> None:
        self.stdout.write(
            f"Demo sign-ins at {settings.SITE_URL}, password {people.demo_password()}"
        )
        for username, name, role, unit, _staff in people.PEOPLE:
            duty = f"{role.value.replace('_', ' ')}, {unit}" if role else "administrator"
            self.stdout.write(f"  {username:<10} {name} ({duty})")
