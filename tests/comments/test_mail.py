"""Mail of the comments: what is sent to whom, in which words, and until it works."""

import datetime as dt
import email
from email.policy import default

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from branch_portal.lib.sealed import seal
from comments import actions
from comments.actions import _mailing
from comments.actions._mailing import RETRIES, queue_mail
from comments.models import Comment, Mail, NoMail, Reason
from tests.comments.letters import ADDRESS, mail_server, make_reader
from tests.factories import grant, make_article, make_comment, make_user

pytestmark = pytest.mark.django_db
Kind = Mail.Kind


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Run what waits for the end of the transaction."""

    def run(deed, *args, **kw):
        with django_capture_on_commit_callbacks(execute=True):
            return deed(*args, **kw)

    return run


def later(**span):
    """As if this much time had gone by for all mail."""
    for row in Mail.objects.all():
        row.next_try_at -= dt.timedelta(**span)
        row.made_at -= dt.timedelta(**span)
        row.save()


def send():
    later(minutes=11)
    _mailing.send_due()
    return mail.outbox


def test_a_reader_is_asked_once_whether_the_address_is_theirs(commit):
    comment = make_reader(confirmed=False)
    assert commit(actions.ask_to_confirm, comment)
    (message,) = mail.outbox
    assert message.to == [ADDRESS]
    assert message.cc == message.bcc == []
    assert message.content_subtype == "plain"
    assert not message.attachments
    assert "/y-kien/thu/xac-nhan/" in message.body
    for private in (comment.text, comment.author_name, ADDRESS):
        assert private not in message.body + message.subject
    assert not commit(actions.ask_to_confirm, comment)
    assert not commit(actions.ask_to_confirm, make_reader(comment.article, confirmed=False))
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "fields", [{"email": ""}, {"wants_mail": False}, {"email_confirmed_at": timezone.now()}]
)
def test_who_did_not_ask_for_mail_gets_none(commit, fields):
    comment = make_comment(make_article(), **{"email": ADDRESS, "wants_mail": True} | fields)
    assert not commit(actions.ask_to_confirm, comment)
    assert not mail.outbox


def test_one_network_causes_five_such_mails_in_an_hour_at_most():
    article = make_article()
    sent = [
        actions.ask_to_confirm(
            make_reader(article, confirmed=False, email=f"a{n}@example.vn", network_tag="x" * 16)
        )
        for n in range(20)
    ]
    assert sum(sent) == 5
    other = make_reader(article, confirmed=False, email="b@example.vn", network_tag="y" * 16)
    assert actions.ask_to_confirm(other)


def test_the_same_mailbox_under_another_spelling_is_asked_once_a_day():
    article = make_article()
    first = make_reader(article, confirmed=False, email="ban.doc@example.vn")
    second = make_reader(article, confirmed=False, email="Ban.Doc+x@example.VN")
    assert actions.ask_to_confirm(first)
    assert not actions.ask_to_confirm(second)
    later(days=1, minutes=1)
    Mail.objects.update(once="of yesterday")
    assert actions.ask_to_confirm(second)


def test_a_decision_is_told_when_it_cannot_be_undone_any_more(moderator):
    comment = make_reader()
    actions.approve(comment, version=1, by=moderator)
    _tell(comment)
    _mailing.send_due()
    assert not mail.outbox
    (message,) = send()
    assert "Ý kiến của bạn đã được đăng" in message.body
    assert comment.code in message.body
    assert comment.article.get_absolute_url() in message.body
    assert comment.text not in message.body


def _tell(comment):
    comment.refresh_from_db()
    actions.tell_decision(comment)  # twice is once, where the decision has told already


def test_a_refusal_is_told_with_the_sentence_of_its_reason(moderator):
    comment = make_reader()
    reason = Reason.objects.get(code="off_topic")
    actions.reject(comment, version=1, reason=reason, note="Chuyện riêng", by=moderator)
    _tell(comment)
    (message,) = send()
    assert reason.told in message.body
    assert "Chuyện riêng" not in message.body
    assert str(moderator) not in message.body


def test_what_was_undone_is_not_told(moderator):
    comment = make_reader()
    actions.approve(comment, version=1, by=moderator)
    _tell(comment)
    comment.refresh_from_db()
    actions.undo(comment, version=comment.version, by=moderator)
    assert not send()
    assert not Mail.objects.due().exists()


@pytest.mark.parametrize("deed", ["mark_spam", "hide"])
def test_spam_and_hiding_are_not_told(moderator, deed):
    comment = make_reader(state="approved") if deed == "hide" else make_reader()
    getattr(actions, deed)(comment, version=1, by=moderator)
    _tell(comment)
    assert not send()


def test_an_unconfirmed_address_is_told_nothing(moderator):
    comment = make_reader(confirmed=False)
    actions.approve(comment, version=1, by=moderator)
    _tell(comment)
    assert not send()


def test_an_official_reply_is_told_to_the_sender_of_the_comment(moderator, district):
    comment = make_reader(state="approved")
    official = {"kind": "official", "unit": district, "written_by": moderator}
    reply = make_comment(
        comment.article, "Huyện đã nhận.", parent=comment, state="approved", **official
    )
    assert actions.tell_decision(reply)
    assert not actions.tell_decision(reply)
    (message,) = send()
    assert message.to == [ADDRESS]
    assert "trả lời chính thức" in message.body
    assert "Huyện đã nhận." not in message.body


def test_mail_to_readers_can_be_stopped_with_one_click(moderator):
    comment = make_reader()
    actions.approve(comment, version=1, by=moderator)
    _tell(comment)
    (message,) = send()
    header = message.extra_headers["List-Unsubscribe"]
    assert header.startswith("<http")
    assert "/y-kien/thu/ngung/" in header
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "bimat" not in header
    assert comment.email_tag not in header
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "address",
    [
        "a@example.vn\nBcc: b@example.vn",
        "a@example.vn\r\n\r\nHello",
        "a@example.vn, b@example.vn",
        "Tên <a@example.vn>",
        "a@b\x00.example",
        "",
        "a" * 400 + "@example.vn",
    ],
)
def test_what_is_no_single_address_gets_no_mail(address):
    assert not queue_mail(Kind.ALERT, address, {"name": "breaker"}, "once")
    row = Mail.objects.create(
        kind=Kind.ALERT, to_cipher=seal(address), about={"name": "breaker"}, once="twice"
    )
    _mailing.send_due()
    row.refresh_from_db()
    assert (row.given_up_at is not None, row.trouble) == (True, "ValidationError")
    assert not mail.outbox


def test_a_headline_cannot_break_a_mail(moderator, commit):
    article = make_article("Dòng một Bcc: ai@example.vn")
    type(article).objects.filter(pk=article.pk).update(headline="Một\r\nBcc: ai@example.vn")
    comment = make_reader(article, confirmed=False)
    comment.refresh_from_db()
    commit(actions.ask_to_confirm, comment)
    wire = mail.outbox[0].message()
    assert wire["Bcc"] is None
    assert "\nBcc" not in mail.outbox[0].body


def test_nothing_is_sent_to_whom_the_address_was_forgotten(moderator):
    comment = make_reader()
    actions.approve(comment, version=1, by=moderator)
    _tell(comment)
    Comment.objects.filter(pk=comment.pk).update(email_cipher=None)
    assert not send()
    assert Mail.objects.get().trouble == "nothing to say"


def test_an_alert_goes_to_every_moderator_in_office_once(district, moderator):
    moderator.email = "kiemduyet@example.vn"
    moderator.save()
    gone = make_user("nghi", email="nghi@example.vn")
    grant(gone, "moderator", district, ends_on=dt.date(2020, 1, 1))
    locked = make_user("khoa", email="khoa@example.vn", is_active=False)
    grant(locked, "moderator", district)
    assert actions.alert("breaker") == 1
    assert actions.alert("breaker") == 0
    assert actions.alert("breaker", "another hour") == 1
    assert {message.to[0] for message in send()} == {"kiemduyet@example.vn"}
    assert "/admin/comments/comment/" in mail.outbox[0].body
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_a_comment_that_gives_somebody_away_is_told_at_once(moderator):
    moderator.email = "kiemduyet@example.vn"
    moderator.save()
    text = "Anh Lê Văn Tám, số nhà 5 ngõ 8, gọi 0900 000 123, căn cước 001 200 000 123, bị ốm."
    comment = actions.send_comment(make_article(), author_name="Tư", text=text, by=None)
    assert comment.privacy >= _mailing.ALARMING
    (message,) = send()
    assert message.to == ["kiemduyet@example.vn"]
    assert "0900" not in message.body


# --- Sending --------------------------------------------------------------------------------------


def test_a_real_server_gets_a_real_message(settings, commit):
    with mail_server(settings) as sink:
        commit(actions.ask_to_confirm, make_reader(confirmed=False))
        assert sink.recipients == [f"rcpt TO:<{ADDRESS}>"]
        (raw,) = sink.messages
    message = email.message_from_bytes(raw, policy=default)
    assert message["To"] == ADDRESS
    assert message.get_content_type() == "text/plain"
    assert "/y-kien/thu/xac-nhan/" in message.get_content()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    row = Mail.objects.get()
    assert (row.tries, row.trouble, row.given_up_at) == (1, "", None)
    assert row.sent_at
    assert ADDRESS not in str(vars(row))


def test_it_is_tried_again_for_hours_and_then_given_up(settings, caplog):
    comment = make_reader(confirmed=False)
    with mail_server(settings) as sink:
        sink.answers["RCPT"] = f"550 no {ADDRESS} here"
        actions.ask_to_confirm(comment)
        for number, wait in enumerate(RETRIES, start=1):
            call_command("send_mail")
            row = Mail.objects.get()
            assert (row.tries, row.given_up_at) == (number, None)
            assert row.trouble == "SMTPRecipientsRefused"
            left = row.next_try_at - timezone.now()
            assert wait - dt.timedelta(seconds=20) < left <= wait
            call_command("send_mail")
            assert Mail.objects.get().tries == number
            Mail.objects.update(next_try_at=timezone.now())
        call_command("send_mail")
        assert Mail.objects.get().given_up_at
        Mail.objects.update(next_try_at=timezone.now())
        call_command("send_mail")
        assert Mail.objects.get().tries == 6
        assert not sink.messages
    assert "bimat" not in caplog.text
    assert "given up" in caplog.text


def test_a_server_that_came_back_gets_it(settings):
    with mail_server(settings) as sink:
        sink.answers["DATA"] = "451 try later"
        actions.ask_to_confirm(make_reader(confirmed=False))
        call_command("send_mail")
        assert Mail.objects.get().trouble == "SMTPDataError 451"
        sink.answers.clear()
        Mail.objects.update(next_try_at=timezone.now())
        call_command("send_mail")
        assert len(sink.messages) == 1
        call_command("send_mail")
        assert len(sink.messages) == 1
    assert Mail.objects.get().sent_at


def test_no_server_at_all_is_a_trouble_like_another(settings):
    with mail_server(settings):
        pass  # and gone it is
    actions.ask_to_confirm(make_reader(confirmed=False))
    call_command("send_mail")
    assert Mail.objects.get().trouble == "ConnectionRefusedError"


def test_a_lost_key_ends_the_tries(settings):
    actions.ask_to_confirm(make_reader(confirmed=False))
    settings.ADDRESS_KEYS = ["A" * 43 + "="]
    _mailing.send_due()
    assert Mail.objects.get().trouble == "Unreadable"


def test_two_senders_send_it_once():
    actions.ask_to_confirm(make_reader(confirmed=False))
    key = Mail.objects.get().pk
    assert [_mailing._send(key), _mailing._send(key)] == ["sent", "taken"]
    assert len(mail.outbox) == 1


def test_who_was_erased_is_left_in_peace_for_a_while():
    comment = make_reader(confirmed=False)
    NoMail.objects.create(email_tag=comment.email_tag, until=timezone.now() + dt.timedelta(days=1))
    assert not actions.ask_to_confirm(comment)
    NoMail.objects.update(until=timezone.now())
    assert actions.ask_to_confirm(comment)
