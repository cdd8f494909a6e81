"""The memory of deeds: written once, in the same transaction, readable by people."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import audit
from accounts.models import AuditEntry

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "articles", "comments", "meetings", "organisation")


@pytest.fixture
def entry(branch, secretary):
    return audit.record("unit.renamed", branch, by=secretary, old="Chi bộ Cũ")


def test_a_line_says_who_did_what_to_which_record(entry, branch, secretary):
    assert entry.actor == secretary
    assert entry.verb == "unit.renamed"
    assert entry.target == f"organisation.unit:{branch.pk}"
    assert entry.label == "Chi bộ Trường Thử"
    assert entry.facts == {"old": "Chi bộ Cũ"}
    assert entry.at is not None


def test_the_label_stays_when_the_record_is_renamed(entry, branch):
    branch.name = "Chi bộ Tên Khác"
    branch.save()
    entry.refresh_from_db()
    assert entry.label == "Chi bộ Trường Thử"


def test_a_reader_has_no_account(branch):
    assert audit.record("comment.sent", branch, by=None).actor is None


def test_a_line_cannot_be_changed(entry):
    entry.verb = "unit.moved"
    with pytest.raises(ValidationError):
        entry.save()
    with pytest.raises(ValidationError):
        AuditEntry.objects.filter(pk=entry.pk).update(verb="unit.moved")
    assert AuditEntry.objects.get(pk=entry.pk).verb == "unit.renamed"


def test_a_line_cannot_be_deleted(entry):
    with pytest.raises(ValidationError):
        entry.delete()
    with pytest.raises(ValidationError):
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_a_change_that_fails_leaves_no_line(branch, secretary):
    before = AuditEntry.objects.count()
    with transaction.atomic():
        audit.record("unit.renamed", branch, by=secretary)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == before


def test_newest_first(entry, branch, secretary):
    newer = audit.record("unit.moved", branch, by=secretary)
    assert list(AuditEntry.objects.all()[:2]) == [newer, entry]


def test_every_verb_that_the_code_writes_has_words():
    code = "".join(path.read_text("utf-8") for app in APPS for path in (ROOT / app).rglob("*.py"))
    calls = re.findall(r"audit\.record\((.*?), by=", code, re.S)
    verbs = {verb for call in calls for verb in re.findall(r'(?<!f)"([a-z_]+\.[a-z_]+)"', call)}
    assert len(verbs) > 25
    assert verbs <= audit.DEEDS.keys()


def test_words_are_vietnamese_and_unknown_verbs_stay():
    assert audit.in_words("unit.renamed") == "đổi tên đơn vị"
    assert audit.in_words("moon.landed") == "moon.landed"
