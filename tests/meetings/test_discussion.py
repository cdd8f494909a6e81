"""Opinions and the chair's conclusion."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:discussion", args=[session.pk])


def notes(session, *opinions, **other):
    data = {
        "version": session.version,
        "summary": "Tổ trưởng báo cáo.",
        "conclusion": "Nạo vét trước Tết.",
        "opinion-TOTAL_FORMS": len(opinions),
        "opinion-INITIAL_FORMS": 0,
    }
    for number, (speaker, kind, text) in enumerate(opinions):
        data |= {
            f"opinion-{number}-speaker_name": speaker,
            f"opinion-{number}-kind": kind,
            f"opinion-{number}-text": text,
        }
    return data | other


def test_opinions_keep_their_order_and_empty_rows_vanish(client, url, session, secretary):
    client.force_login(secretary)
    data = notes(
        session,
        ("Lê Ân", "opinion", "Làm đoạn cuối trước."),
        ("", "opinion", ""),
        ("Lý Khoa", "reserved", "Tôi bảo lưu."),
    )
    assert client.post(url, data)["Location"] == reverse("meetings:resolutions", args=[session.pk])
    assert list(session.opinions.values_list("position", "speaker_name")) == [
        (1, "Lê Ân"),
        (2, "Lý Khoa"),
    ]
    session.refresh_from_db()
    assert session.conclusion == "Nạo vét trước Tết."


def test_an_opinion_without_a_speaker_is_asked_for(client, url, session, secretary):
    client.force_login(secretary)
    response = client.post(url, notes(session, ("", "opinion", "Ai nói câu này?")))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Ai nói ý kiến này?" in page
    assert "Ai nói câu này?" in page
    assert not session.opinions.exists()


def test_saving_again_replaces_and_one_more_stays_on_the_page(client, url, session, secretary):
    client.force_login(secretary)
    client.post(url, notes(session, ("Lê Ân", "opinion", "Một.")))
    session.refresh_from_db()
    response = client.post(url, notes(session, ("Lê Ân", "opinion", "Hai."), more="1"))
    assert response["Location"] == url
    assert session.opinions.get().text == "Hai."


def test_words_are_stored_as_typed_and_shown_as_text(client, url, session, secretary):
    client.force_login(secretary)
    client.post(url, notes(session, ("Lê Ân", "opinion", "<script>alert(1)</script> A & B")))
    page = client.get(reverse("meetings:session", args=[session.pk])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; A &amp; B" in page


def test_saving_again_after_a_stale_refusal_loses_nothing(client, url, session, secretary):
    """Twice on the button, then once more as the page advises: the words are still there."""
    client.force_login(secretary)
    data = notes(session, ("Lê Ân", "opinion", "Làm đoạn cuối trước."))
    assert client.post(url, data).status_code == 302
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert "Bản đang lưu" in refused.content.decode()
    assert (
        client.post(url, data | {"version": refused.context["session"].version}).status_code == 302
    )
    assert session.opinions.get().text == "Làm đoạn cuối trước."


def test_a_stale_page_shows_both_versions(client, url, session, secretary, deputy):
    mine = notes(session, ("Lê Ân", "opinion", "Ý của tôi."))
    client.force_login(deputy)
    client.post(url, notes(session, ("Lý Khoa", "opinion", "Ý của phó bí thư.")))
    client.force_login(secretary)
    page = client.post(url, mine).content.decode()
    assert "Ý của tôi." in page
    assert "Ý của phó bí thư." in page


def test_words_survive_when_the_record_was_submitted_meanwhile(client, url, session, secretary):
    from meetings.models import ThematicSession

    ThematicSession.objects.update(state="submitted", submitted_at="2026-10-04T00:00Z")
    client.force_login(secretary)
    response = client.post(url, notes(session, ("Lê Ân", "opinion", "Đừng mất tôi.")))
    assert response.status_code == 422
    page = response.content.decode()
    assert "không sửa được nữa" in page
    assert "Đừng mất tôi." in page


@pytest.mark.parametrize("total", ["0", "-1", "1000000", "x", ""])
def test_a_nonsense_number_of_rows_is_no_error_of_ours(client, url, session, secretary, total):
    client.force_login(secretary)
    response = client.post(url, notes(session, **{"opinion-TOTAL_FORMS": total}))
    assert response.status_code in (302, 422)
