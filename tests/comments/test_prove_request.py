import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import AuditEntry
from branch_portal.lib.dates import working_days_later
from comments import actions
from comments.actions import _mailing
from comments.mail import token
from comments.models import DataRequest
from comments.rules import keeping
from tests.comments.letters import ADDRESS, link, make_reader

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def mailed():
    make_reader()
    actions.ask_about_data(kind="erase", email=ADDRESS, words="Xin xóa.")
    _mailing.send_due()
    return link(mail.outbox[-1].body)


def test_looking_proves_nothing(client, mailed):
    response = client.get(mailed)
    assert response.status_code == 200
    assert "Gửi yêu cầu</button>" in response.text
    assert "Xin xóa" not in response.text
    assert DataRequest.objects.get().state == "unproved"


def test_pressing_the_button_takes_it_in_and_names_both_dates(client, mailed):
    response = client.post(mailed)
    row = DataRequest.objects.get()
    assert row.state == "received"
    assert f"{row.answer_due_on:%d/%m/%Y}" in response.text
    assert row.done_due_on - row.proved_at.astimezone(HANOI).date() == dt.timedelta(days=15)
    client.post(mailed)
    again = DataRequest.objects.get()
    assert (again.version, again.proved_at) == (row.version, row.proved_at)
    entry = AuditEntry.objects.get(verb="request.received")
    assert ADDRESS not in f"{entry.label} {entry.facts}"


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-23", 2, "2026-11-25"),  # a Monday
        ("2026-11-26", 2, "2026-11-30"),
        ("2026-11-28", 2, "2026-12-01"),
        ("2026-12-31", 2, "2027-01-05"),  # New Year's Day and a weekend
        ("2027-04-29", 2, "2027-05-04"),  # 30 April, 1 May and a weekend
        ("2026-11-24", -2, "2026-11-20"),
        ("2026-09-03", -2, "2026-08-31"),  # 2 September
    ],
)
def test_working_days_leave_out_weekends_and_known_holidays(start, days, end):
    moment = dt.datetime.combine(dt.date.fromisoformat(start), dt.time(16), HANOI)
    assert working_days_later(moment, days).date() == dt.date.fromisoformat(end)


def test_an_old_or_forged_link_takes_in_nothing(client, mailed, monkeypatch):
    import time

    assert client.post(mailed[:-2] + "/").status_code == 410
    wrong = reverse("comments:prove_request", args=[token("request", DataRequest.objects.get())])
    assert client.post(wrong).status_code == 410
    later = time.time() + keeping.LINK.total_seconds() + 60
    monkeypatch.setattr("time.time", lambda: later)
    assert client.post(mailed).status_code == 410
    assert DataRequest.objects.get().state == "unproved"
