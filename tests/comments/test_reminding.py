"""What moderators and data officers are told by mail, and how often."""

import datetime as dt
import io

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from comments.actions import _mailing
from comments.models import Comment, DataRequest, Mail
from tests.comments.letters import ADDRESS, make_reader, make_request
from tests.factories import grant, make_article, make_comment, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def people(moderator, district):
    moderator.email = "kiemduyet@example.vn"
    moderator.save()
    officer = make_user("dulieu", email="dulieu@example.vn", is_staff=True)
    grant(officer, "data_officer", district)
    silent = make_user("khong-thu", is_staff=True)
    grant(silent, "moderator", district)


def told():
    """What this run sent: to whom, under which subject."""
    mail.outbox.clear()
    call_command("comment_digest", stdout=io.StringIO())
    _mailing.send_due()
    return sorted((message.to[0], message.subject) for message in mail.outbox)


def waiting(age=HOUR, state="pending", **kw):
    comment = make_comment(make_article(), state=state, **kw)
    moment = timezone.now() - age
    Comment.objects.filter(pk=comment.pk).update(written_at=moment, state_changed_at=moment)
    return comment


def subjects():
    return [subject.partition("] ")[2] for _to, subject in told()]


def test_nothing_waits_nothing_is_sent():
    waiting(state="approved")
    assert told() == []


def test_the_digest_counts_and_names_articles_and_nobody():
    article = make_article("Nạo vét kênh")
    for number in range(3):
        make_comment(article, f"Lời {number}", author_name="Bà Kín", email=ADDRESS)
    waiting(state="escalated")
    assert told() == [("kiemduyet@example.vn", "[Cổng thông tin Đảng bộ] 4 ý kiến đang chờ")]
    body = mail.outbox[0].body
    assert "Ý kiến đang chờ duyệt: 3; đã chuyển cấp: 1." in body
    assert "chờ 1 giờ" in body
    assert "- Nạo vét kênh (3)" in body
    assert "/admin/comments/comment/" in body
    for private in ("Lời 0", "Bà Kín", ADDRESS, "b•••"):
        assert private not in body
    assert told() == []  # once an hour, however often it is run


def test_the_digest_names_ten_articles_at_most():
    for number in range(14):
        make_comment(make_article(f"Bài {number:02}"))
    told()
    assert mail.outbox[0].body.count("\n- Bài") == 10


def test_what_is_overdue_is_told_once_for_each_limit():
    waiting(dt.timedelta(days=5))
    assert "Có ý kiến đã chờ hai ngày làm việc" in subjects()
    assert subjects() == []
    waiting(dt.timedelta(minutes=5))
    assert not [subject for subject in subjects() if "ngày làm việc" in subject]


def test_after_five_working_days_it_is_told_again():
    comment = waiting(dt.timedelta(days=5))
    told()
    Comment.objects.filter(pk=comment.pk).update(written_at=timezone.now() - dt.timedelta(days=10))
    assert subjects() == ["Có ý kiến đã chờ năm ngày làm việc"]


def test_a_hidden_comment_is_remembered_after_a_day():
    waiting(HOUR * 23, state="hidden")
    assert subjects() == []
    waiting(HOUR * 25, state="hidden")
    assert subjects() == ["Có ý kiến bị tạm ẩn hơn một ngày mà chưa được quyết định"]
    assert subjects() == []


def test_requests_go_to_the_data_officer_alone():
    make_reader(state="approved")
    request = make_request()
    _mailing.send_due()
    alerts = [message for message in mail.outbox if "yêu cầu mới" in message.subject]
    assert [message.to for message in alerts] == [["dulieu@example.vn"]]
    assert "/admin/comments/datarequest/" in alerts[0].body
    DataRequest.objects.filter(pk=request.pk).update(answer_due_on=timezone.localdate())
    found = told()
    assert [to for to, _subject in found] == ["dulieu@example.vn"]
    assert "chậm nhất ngày mai" in found[0][1]
    assert told() == []
    DataRequest.objects.filter(pk=request.pk).update(
        state="answered", done_due_on=timezone.localdate()
    )
    assert [subject for _to, subject in told()] == [
        "[Cổng thông tin Đảng bộ] Một yêu cầu về dữ liệu cá nhân phải làm xong trong ba ngày tới"
    ]


def test_nobody_in_office_nobody_is_told(moderator):
    moderator.grants.update(ends_on=dt.date(2020, 1, 1))
    waiting()
    assert told() == []
    assert not Mail.objects.exists()
