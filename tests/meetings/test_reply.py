"""A member answers by a link, without an account."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry
from branch_portal.lib.verdicts import RuleBroken
from meetings import actions
from meetings.models import Invitation, ThematicSession
from meetings.views import invitations as views
from tests.factories import make_plan
from tests.meetings.prepared_parts import invite

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary)


@pytest.fixture
def path(plan, secretary):
    return invite(plan, secretary)["Kiều Oanh"]


def stored():
    row = Invitation.objects.standing().get(member_name="Kiều Oanh")
    return (row.reply, row.reason_kind, row.reason)


def test_it_tells_the_session_and_nobody_s_name(client, path, plan, members):
    page = client.get(path).content.decode()
    for words in ("Chi bộ Trường Thử", "Tiết kiệm điện", "19:30", "Nhà văn hóa thôn"):
        assert words in page
    assert f"{plan.held_on:%d/%m/%Y}" in page
    assert not [member for member in members if member.full_name in page]
    assert "/noi-bo/" not in page


def test_nothing_keeps_it(client, path):
    for answer in (client.get(path), client.get("/moi/sai/"), client.post(path, {})):
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


def test_no_log_knows_a_link(client, path, caplog, monkeypatch):
    monkeypatch.setattr(views, "MOST_ANSWERS", 2)
    client.post(path, {})
    client.post(path, {"reply": "yes"}, headers={"Sec-Fetch-Site": "cross-site"})
    client.post(path, {"reply": "no"})
    client.post(path, {"reply": "yes"})
    client.get("/moi/da-thay-bang-cai-khac/")
    client.get("/lich/da-thu-hoi.ics")
    assert "/moi/" not in caplog.text
    assert "/lich/" not in caplog.text


def test_looking_changes_nothing(client, path, plan):
    before = (stored(), plan.version, AuditEntry.objects.count())
    client.get(path, {"reply": "no"})
    client.head(path)
    plan.refresh_from_db()
    assert (stored(), plan.version, AuditEntry.objects.count()) == before


def test_yes_and_no_and_yes_again(client, path, plan):
    client = Client(enforce_csrf_checks=True)
    assert client.post(path, {"reply": "yes"})["Location"] == path
    assert "Đồng chí đã báo: sẽ dự." in client.get(path).content.decode()
    words = {"reply": "no", "reason_kind": "family", "reason": " Con  ốm "}
    client.post(path, words)
    assert stored() == ("no", "family", "Con ốm")
    page = client.get(path).content.decode()
    assert "Đồng chí đã báo: xin vắng." in page
    assert "Con ốm" not in page, "whoever finds the link learns no reason"
    client.post(path, {"reply": "yes", "reason_kind": "family", "reason": "Con ốm"})
    assert stored() == ("yes", "", "")
    plan.refresh_from_db()
    assert plan.version == 3, "answers leave the secretary's page as it is"
    assert AuditEntry.objects.filter(verb="invitation.answered", actor=None).count() == 3


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({}, "Chọn một trong hai."),
        ({"reply": "maybe"}, "maybe"),
        ({"reply": "no"}, "Chọn lý do, hoặc viết vào ô dưới."),
        ({"reply": "no", "reason_kind": "other"}, "Ghi lý do."),
        ({"reply": "no", "reason_kind": "holiday", "reason": "Đi xa"}, "Đi xa"),
        ({"reply": "no", "reason_kind": "work", "reason": "x" * 201}, "200"),
    ],
)
def test_half_an_answer_is_asked_about(client, path, words, sentence):
    response = client.post(path, words)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert stored() == ("", "", "")


def test_what_was_typed_stays(client, path):
    page = client.post(path, {"reason": "Con ốm & sốt"}).content.decode()
    assert "Con ốm &amp; sốt" in page


@pytest.mark.parametrize("token", ["x", "A" * 32, "%00", "a" * 500, "đường-dẫn", "𝕏"])
def test_what_is_no_link_is_one_plain_page(client, path, token):
    response = client.get(f"/moi/{token}/")
    assert response.status_code in (400, 404)
    if response.status_code == 404:
        assert "Đường dẫn không dùng được" in response.content.decode()
        assert client.post(f"/moi/{token}/", {"reply": "yes"}).content == response.content


def test_the_digest_itself_opens_nothing(client, path):
    digest = Invitation.objects.first().digest
    assert client.get(f"/moi/{digest}/").status_code == 404


def test_after_the_beginning_answers_are_closed(client, path, plan):
    client.post(path, {"reply": "yes"})
    today = timezone.localdate()
    ThematicSession.objects.update(held_on=today, starts_at=dt.time(0, 0))
    Invitation.objects.exclude(reply="").update(replied_for=today)
    page = client.get(path).content.decode()
    assert "không nhận trả lời nữa" in page
    assert "<form" not in page
    response = client.post(path, {"reply": "no", "reason_kind": "work", "reason": "Đã gõ"})
    assert response.status_code == 422
    assert "Đã gõ" in response.content.decode()
    assert stored() == ("yes", "", "")


@pytest.mark.parametrize(
    ("state", "sentence"), [("cancelled", "đã hủy"), ("postponed", "hoãn lại")]
)
def test_what_was_called_off_says_so(client, path, state, sentence):
    ThematicSession.objects.update(state=state, state_reason="Lý do nội bộ")
    page = client.get(path).content.decode()
    assert sentence in page
    assert "Lý do nội bộ" not in page
    assert "<form" not in page
    assert client.post(path, {"reply": "yes"}).status_code == 422
    assert stored() == ("", "", "")


def test_when_the_day_is_over_the_link_is_too(client, path):
    ThematicSession.objects.update(held_on=timezone.localdate() - dt.timedelta(days=1))
    assert client.get(path).status_code == 404


def test_another_day_asks_anew(client, path, plan):
    client.post(path, {"reply": "no", "reason_kind": "work"})
    ThematicSession.objects.update(held_on=plan.held_on + dt.timedelta(days=1))
    page = client.get(path).content.decode()
    assert "Đồng chí đã báo" not in page
    assert "Đồng chí có dự được không?" in page


def test_another_site_does_not_answer(client, path):
    response = client.post(path, {"reply": "yes"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert stored() == ("", "", "")


def test_one_link_answers_so_often(client, path):
    for _each in range(views.MOST_ANSWERS):
        assert client.post(path, {"reply": "yes"}).status_code == 302
    response = client.post(path, {"reply": "no", "reason_kind": "work"})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert stored() == ("yes", "", "")
    assert client.get(path).status_code == 200


def test_a_network_looks_so_often(client, path, monkeypatch):
    monkeypatch.setattr(views, "MOST_LOOKS", 3)
    for _each in range(3):
        assert client.get("/moi/thu-mo/").status_code == 404
    assert client.get(path).status_code == 429
    assert client.get(path, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_an_ended_link_is_refused_by_the_action_too(path, plan, secretary):
    invitation = Invitation.objects.get(member_name="Kiều Oanh")
    actions.revoke_invitations(plan, version=plan.version, by=secretary)
    with pytest.raises(RuleBroken):
        actions.answer_invitation(invitation, "yes", by=None)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, path, method):
    assert getattr(client, method)(path).status_code == 405


def test_it_costs_few_queries(client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        client.get(path)
