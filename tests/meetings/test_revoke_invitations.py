"""All links of a session are ended at once, as when they went to the wrong people."""

import pytest

from accounts.models import AuditEntry
from tests.factories import make_plan
from tests.meetings.prepared_parts import address, invite

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary)


def test_links_lead_nowhere_and_answers_stay(client, plan, secretary):
    links = invite(plan, secretary)
    client.post(links["Kiều Oanh"], {"reply": "no", "reason_kind": "illness"})
    client.force_login(secretary)
    data = {"version": plan.version}
    page = client.post(address("revoke_invitations", plan.pk), data, follow=True).content.decode()
    assert "Đã thu hồi mọi đường dẫn" in page
    assert "Ốm" in page
    assert "Các đường dẫn này đã thu hồi." in page
    for path in links.values():
        assert client.get(path).status_code == 404
        assert client.post(path, {"reply": "yes"}).status_code == 404
    assert AuditEntry.objects.get(verb="session.invitations_revoked").facts == {"ended": 12}
    again = invite(plan, secretary)
    assert "xin vắng" in client.get(again["Kiều Oanh"]).content.decode()


def test_an_older_page_ends_nothing(client, plan, secretary):
    links = invite(plan, secretary)
    client.force_login(secretary)
    client.post(address("revoke_invitations", plan.pk), {"version": plan.version - 1})
    assert client.get(links["Kiều Oanh"]).status_code == 200


def test_it_takes_a_post(client, plan, secretary):
    client.force_login(secretary)
    assert client.get(address("revoke_invitations", plan.pk)).status_code == 405
