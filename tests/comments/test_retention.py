"""What is kept no longer than promised: the dry run counts what the real run takes."""

import datetime as dt
import io
import json

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import AuditEntry
from branch_portal.lib.sealed import address_tag, seal, unseal
from comments import actions
from comments.actions import Retention
from comments.models import Comment, DataRequest, Decision, Mail, NoMail, Reason
from comments.rules import keeping
from tests.comments.letters import ADDRESS, make_reader, make_request
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def aged(row, **ages):
    """The row, with these moments so long ago."""
    now = timezone.now()
    moments = {name: now - age for name, age in ages.items()}
    if isinstance(row, Decision):
        super(type(Decision.objects.all()), Decision.objects.filter(pk=row.pk)).update(**moments)
    else:
        type(row).objects.filter(pk=row.pk).update(**moments)
    return row


def old(state, age, **kw):
    kw = {"email": ADDRESS, "network_tag": "abcd"} | kw
    comment = make_comment(make_article(), state=state, **kw)
    return aged(comment, written_at=age, state_changed_at=age)


def run(*arguments):
    out = io.StringIO()
    call_command("comment_retention", *arguments, stdout=out)
    lines = [line.split(None, 1) for line in out.getvalue().splitlines()]
    return {name: int(number) for number, name in lines if number.isdecimal()}


@pytest.fixture
def everything(moderator):
    """Of each kind one that is over its time, one that is not."""
    rows = {}
    for name, limit in (("spam", keeping.SPAM), ("rejected", keeping.REJECTED)):
        rows[f"{name} over"] = old(name, limit + DAY)
        rows[f"{name} under"] = old(name, limit - DAY)
    for state in ("pending", "escalated", "approved", "hidden"):
        rows[f"{state} over"] = old(state, keeping.ADDRESS + DAY)
        rows[f"{state} under"] = old(state, keeping.ADDRESS - DAY)
    rows["fresh"] = old("pending", DAY)
    for name, moment in (("sent_at", keeping.MAIL), ("given_up_at", keeping.MAIL)):
        for side, day in (("over", DAY), ("under", -DAY)):
            mail = Mail.objects.create(
                kind="alert", to_cipher=seal("a@example.vn"), once=f"{name} {side}"
            )
            rows[f"{name} {side}"] = aged(mail, **{name: moment + day})
    waiting = Mail.objects.create(kind="alert", to_cipher=seal("a@example.vn"), once="waits")
    rows["waiting mail"] = aged(waiting, made_at=keeping.MAIL * 9)
    for side, day in (("over", DAY), ("under", -DAY)):
        rows[f"unproved {side}"] = aged(
            DataRequest.objects.create(kind="erase", email_tag="x"), sent_at=keeping.UNPROVED + day
        )
        closed = DataRequest.objects.create(kind="erase", state="done")
        rows[f"closed {side}"] = aged(closed, closed_at=keeping.REQUESTS + day)
        comment = make_comment(make_article())
        actions.reject(
            comment, version=1, reason=Reason.objects.first(), note="Ông An kể", by=moderator
        )
        rows[f"note {side}"] = aged(comment.decisions.get(), at=keeping.NOTES + day)
        rows[f"stopped {side}"] = NoMail.objects.create(email_tag=side, until=timezone.now() - day)
    return rows


def test_the_dry_run_counts_what_the_real_run_takes_and_changes_nothing(everything):
    before = [list(m.objects.order_by("pk").values()) for m in (Comment, Mail, DataRequest)]
    counted = run("--dry-run")
    after = [list(m.objects.order_by("pk").values()) for m in (Comment, Mail, DataRequest)]
    assert before == after
    assert not AuditEntry.objects.filter(verb="comments.let_go").exists()
    assert counted == run()
    assert counted == {
        "network tags": 12,
        "addresses": 3,
        "spam": 1,
        "rejected": 1,
        "mail": 2,
        "unproved requests": 1,
        "closed requests": 1,
        "notes": 1,
        "stopped mail": 1,
    }
    facts = AuditEntry.objects.get(verb="comments.let_go").facts
    assert facts == {name.replace(" ", "_"): number for name, number in counted.items()}
    assert set(run().values()) == {0}


def test_what_is_over_its_time_goes_and_nothing_else(everything):
    run()
    for name in ("spam over", "rejected over"):
        comment = Comment.objects.get(pk=everything[name].pk)
        assert comment.state == "erased"
        assert (comment.text, comment.author_name, comment.email_tag) == ("", "", "")
        decision = comment.decisions.get()
        assert (decision.state, decision.by) == ("erased", None)
    for name in ("spam under", "rejected under", "fresh", "pending over", "approved over"):
        comment = Comment.objects.get(pk=everything[name].pk)
        assert comment.text
        assert comment.author_name
    for name in ("approved over", "hidden over"):
        assert Comment.objects.get(pk=everything[name].pk).email_cipher is None
    for name in ("pending over", "escalated over", "approved under", "hidden under"):
        assert Comment.objects.get(pk=everything[name].pk).email_cipher
    assert Comment.objects.exclude(network_tag="").get().pk == everything["fresh"].pk
    kept = set(Mail.objects.values_list("once", flat=True))
    assert kept == {"sent_at under", "given_up_at under", "waits"}
    assert Decision.objects.get(pk=everything["note over"].pk).note == ""
    assert Decision.objects.get(pk=everything["note under"].pk).note
    assert DataRequest.objects.count() == 2


def test_it_works_in_batches_and_costs_nothing_when_nothing_is_due(
    everything, monkeypatch, django_assert_max_num_queries
):
    from comments.actions import retention

    monkeypatch.setattr(retention, "BATCH", 1)
    assert Retention().counts() == Retention().run()
    with django_assert_max_num_queries(9):
        Retention().run()


def test_pending_comments_are_never_erased_by_themselves():
    comment = old("pending", dt.timedelta(days=3000))
    run()
    comment.refresh_from_db()
    assert comment.state == "pending"
    assert unseal(comment.email_cipher) == ADDRESS


def test_forgotten_mail_is_not_wanted_any_more():
    comment = aged(make_reader(state="approved"), state_changed_at=keeping.ADDRESS + DAY)
    run()
    comment.refresh_from_db()
    assert (comment.wants_mail, comment.email_cipher) == (False, None)
    assert comment.email_tag == address_tag(ADDRESS)  # their data are still found when they ask


# --- Keys -----------------------------------------------------------------------------------------


def test_an_older_key_can_be_retired(settings):
    older, newer = (Fernet.generate_key().decode() for _each in range(2))
    settings.ADDRESS_KEYS = [older]
    comment = make_reader(confirmed=False)
    actions.ask_to_confirm(comment)
    make_request()
    out = io.StringIO()
    settings.ADDRESS_KEYS = [newer, older]
    before = bytes(Comment.objects.get().email_cipher)
    call_command("reseal_addresses", "--dry-run", stdout=out)
    assert bytes(Comment.objects.get().email_cipher) == before
    call_command("reseal_addresses", stdout=out)
    assert "comment: 1 addresses, 0 unreadable" in out.getvalue()
    settings.ADDRESS_KEYS = [newer]
    assert unseal(Comment.objects.get().email_cipher) == ADDRESS
    assert unseal(DataRequest.objects.get().email_cipher) == ADDRESS
    assert [unseal(row.to_cipher) for row in Mail.objects.all()] == [ADDRESS] * 2


def test_a_lost_key_is_said_and_nothing_is_touched(settings):
    make_reader()
    settings.ADDRESS_KEYS = [Fernet.generate_key().decode()]
    before = bytes(Comment.objects.get().email_cipher)
    with pytest.raises(CommandError, match="1 addresses"):
        call_command("reseal_addresses", stdout=io.StringIO())
    assert bytes(Comment.objects.get().email_cipher) == before


# --- The copy for safety --------------------------------------------------------------------------


def test_the_export_holds_every_comment_and_no_address_in_clear(tmp_path):
    make_reader(text="Một\u2028hai <b>ba</b>")
    make_comment(make_article("Bài khác"), state="approved")
    path = tmp_path / "comments.jsonl"
    call_command("export_comments", str(path), stdout=io.StringIO())
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    assert [row["text"] for row in rows] == [
        "Một\u2028hai <b>ba</b>",
        "Cách làm này đáng học theo.",
    ]
    assert path.stat().st_mode & 0o777 == 0o600
    assert "email" not in "".join(key for key in rows[0] if key != "email_confirmed_at")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_comments", str(path), stdout=io.StringIO())


def test_addresses_are_in_the_export_only_when_asked_for_and_sealed(tmp_path):
    import base64

    make_reader()
    path = tmp_path / "comments.jsonl"
    call_command("export_comments", str(path), "--with-addresses", stdout=io.StringIO())
    text = path.read_text("utf-8")
    assert ADDRESS not in text
    assert unseal(base64.b64decode(json.loads(text)["email_sealed"])) == ADDRESS


def test_what_was_erased_is_erased_again_in_a_restored_copy(tmp_path, moderator):
    erased, kept = make_reader(), make_comment(make_article("Bài khác"))
    out = io.StringIO()
    before = Comment.objects.filter(pk=erased.pk).values().get()
    actions.erase_comment(erased, by=moderator)
    call_command("erased_comments", stdout=out)
    assert out.getvalue() == f"{erased.code}\n"
    path = tmp_path / "erased.txt"
    path.write_text(f"{out.getvalue()}NOSUCHCODE\n")
    Decision.objects.filter(comment=erased)._raw_delete("default")
    Comment.objects.filter(pk=erased.pk).update(**before)
    call_command("erased_comments", "--again", str(path), stdout=out)
    assert "1 comments erased again, of 2" in out.getvalue()
    erased.refresh_from_db()
    kept.refresh_from_db()
    assert (erased.state, erased.text) == ("erased", "")
    assert kept.text
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("erased_comments", "--again", str(tmp_path / "nothing"), stdout=out)
