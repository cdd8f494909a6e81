"""One published summary."""

import pytest

from tests.factories import call_roll, make_resolution, make_summary, submit

pytestmark = pytest.mark.django_db
TEXT = "Chi bộ bàn việc nạo vét kênh trước vụ.\nMỗi tổ <b>nhận</b> một đoạn kênh & làm xong."


@pytest.fixture
def summary(session, secretary, organisation_board):
    call_roll(session, secretary, excused=2)
    resolution = make_resolution(session, secretary, title="nạo vét kênh")
    session.refresh_from_db()
    submit(session, secretary)
    return make_summary(
        session,
        organisation_board,
        text=TEXT,
        with_attendance=True,
        resolutions=[resolution.pk],
    )


def test_readers_see_what_was_published_and_nothing_else(client, summary):
    page = client.get(summary.get_absolute_url()).content.decode()
    for shown in ("10/12 = 83,33%", "Nạo vét kênh", "Thứ Bảy, 03/10/2026", "Chi bộ Trường Thử"):
        assert shown in page
    assert "&lt;b&gt;nhận" in page
    for hidden in (*summary.session.people(), "Đồng ý.", "Nhà văn hóa thôn", "01-NQ/CB"):
        assert hidden not in page


def test_its_percentage_never_stands_without_the_fraction(client, summary):
    page = client.get(summary.get_absolute_url()).content.decode()
    assert page.count("83,33%") == page.count("10/12 = 83,33%")


def test_another_slug_leads_to_the_right_one(client, summary):
    response = client.get(f"/sinh-hoat-chuyen-de/{summary.pk}/sai/")
    assert response.status_code == 301
    assert response["Location"] == summary.get_absolute_url()


@pytest.mark.parametrize("pk", ["0", "999", "9" * 30])
def test_an_unknown_one_is_not_found(client, db, pk):
    assert client.get(f"/sinh-hoat-chuyen-de/{pk}/gi-do/").status_code == 404


def test_it_costs_little_and_sets_no_cookie(client, summary, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        response = client.get(summary.get_absolute_url())
    assert not response.cookies
    assert client.post(summary.get_absolute_url()).status_code == 405


def test_machines_are_told_its_address_and_place(client, summary):
    page = client.get(summary.get_absolute_url()).content.decode()
    assert f'rel="canonical" href="http://localhost:8000{summary.get_absolute_url()}"' in page
    assert '"BreadcrumbList"' in page
