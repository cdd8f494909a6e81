"""Write all comments into a file of JSON Lines."""

import base64
import json
import os
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import audit
from comments.models import Comment

# What the reader gave and what was decided; not what is made anew from it.
FIELDS = ["code", "article", "parent", "kind", "author_name", "unit", "written_by", "text"]
FIELDS += ["masked_text", "state", "state_changed_at", "written_at", "published_at", "pinned_at"]
FIELDS += ["consent_version", "consent_at", "wants_mail", "email_confirmed_at"]


class Command(BaseCommand):
    help = (
        "Write every comment as one line of JSON into a new file that only its owner can read. It "
        "holds what is not published: keep it closed. No address is in it in clear."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--with-addresses", action="store_true", help="encrypted as they are stored, in Base64"
        )

    def handle(self, *args, file: Path, with_addresses: bool, **options):
        try:
            target = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        count = 0
        with open(target, "w", encoding="utf-8", newline="\n") as lines:
            for comment in Comment.objects.order_by("pk").iterator(chunk_size=500):
                lines.write(json.dumps(_row(comment, with_addresses), ensure_ascii=False) + "\n")
                count += 1
        comments = ContentType.objects.get_for_model(Comment)
        audit.record("comments.exported", comments, by=None, comments=count)
        self.stdout.write(f"{count} comments written to {file}.")


def _row(comment: Comment, with_addresses: bool) -> dict:
    row = {name: _plain(comment.serializable_value(name)) for name in FIELDS}
    if with_addresses:
        cipher = comment.email_cipher
        row["email_sealed"] = base64.b64encode(bytes(cipher)).decode() if cipher else None
    return row


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
