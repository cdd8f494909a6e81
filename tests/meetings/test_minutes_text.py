"""The minutes as text: words may be put better, numbers come from the record."""

import pytest
from django.urls import reverse

from meetings import actions
from meetings.documents.sections import minutes_sections
from tests.factories import call_roll

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(session, secretary):
    call_roll(session, secretary, excused=1)
    actions.record_discussion(
        session,
        [{"speaker": "Lê Hoài Ân", "kind": "add", "text": "Làm ngay."}],
        summary="Tổ trưởng báo cáo.",
        conclusion="Đồng ý.",
        version=session.version,
        by=secretary,
    )
    session.refresh_from_db()
    return session


def url(session):
    return reverse("meetings:minutes_text", args=[session.pk])


def post(client, session, **words):
    session.refresh_from_db()
    made = {s.key: "\n".join(s.lines) for s in minutes_sections(session) if s.is_editable}
    return client.post(url(session), {"version": session.version} | made | words)


def test_better_words_are_kept_and_a_version_with_them(client, called, secretary):
    client.force_login(secretary)
    assert "Làm ngay." in client.get(url(called)).content.decode()
    assert post(client, called, conclusion="Đồng ý làm ngay.").status_code == 302
    assert dict(called.minutes_edits.values_list("section", "text")) == {
        "conclusion": "Đồng ý làm ngay."
    }
    called.refresh_from_db()
    assert called.state == "minutes"
    version = called.minutes_versions.get()
    assert "Đồng ý làm ngay." in version.lines
    assert post(client, called, conclusion="Đồng ý làm ngay.").status_code == 302
    assert called.minutes_versions.count() == 1, "the same words are the same version"


def test_what_is_counted_is_only_shown(client, called, secretary):
    client.force_login(secretary)
    page = client.get(url(called)).content.decode()
    assert "11/12" in page
    assert 'name="attendance"' not in page
    with pytest.raises(Exception, match="chỉ lấy từ nội dung đã ghi"):
        actions.edit_minutes(called, {"attendance": "x"}, version=called.version, by=secretary)


def test_when_the_record_changes_both_wordings_are_shown(client, called, secretary):
    client.force_login(secretary)
    post(client, called, content="Tổ trưởng trình bày hay.")
    called.refresh_from_db()
    actions.record_discussion(
        called, [], summary="Tổ phó báo cáo.", conclusion="Đồng ý.", version=called.version,
        by=secretary,
    )  # fmt: skip
    page = client.get(url(called)).content.decode()
    assert "Nội dung đã ghi thay đổi" in page
    for words in ("Tổ trưởng báo cáo.", "Tổ phó báo cáo.", "Tổ trưởng trình bày hay."):
        assert words in page


def test_an_emptied_part_goes_back_to_the_record(client, called, secretary):
    client.force_login(secretary)
    post(client, called, content="Hay.")
    post(client, called, content="")
    assert not called.minutes_edits.exists()
    assert "Tổ trưởng báo cáo." in client.get(url(called)).content.decode()


def test_a_stale_page_overwrites_nothing(client, called, secretary):
    client.force_login(secretary)
    stale = called.version
    post(client, called, content="Một.")
    response = client.post(url(called), {"version": stale, "content": "Hai."})
    assert response.status_code == 422
    assert "Hai." in response.content.decode()
    assert called.minutes_edits.get().text == "Một."


def test_there_are_none_before_the_roll(client, session, secretary):
    client.force_login(secretary)
    assert client.get(url(session)).status_code == 403


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, called, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(url(called)).status_code == status
