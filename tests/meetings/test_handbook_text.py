"""Words to copy into the national handbook app."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.factories import make_plan
from tests.meetings.paper_parts import SECRET_OPINION, make_submitted

pytestmark = pytest.mark.django_db


def text(client, session):
    html = client.get(reverse("meetings:handbook_text", args=[session.pk])).content.decode()
    return unescape(re.search(r"<textarea[^>]*readonly[^>]*>(.*?)</textarea>", html, re.S)[1])


def test_it_holds_the_facts_and_no_opinion(client, branch, members, secretary):
    client.force_login(secretary)
    found = text(client, make_submitted(branch, secretary, topic="Nước & <ruộng>"))
    for words in (
        "SINH HOẠT CHUYÊN ĐỀ: Nước & <ruộng>",
        "Thời gian: 19 giờ 30 phút, ngày 03 tháng 10 năm 2026",
        "có mặt 10 (83,33%)",
        "KẾT LUẬN\nĐồng ý.",
        "- Nghị quyết số 01-NQ/CB, ngày 03/10/2026, về nạo vét kênh",
        "- Lập tổ: đồng chí Bùi Thị An, hoàn thành trước 02/11/2026.",
    ):
        assert words in found
    for words in (SECRET_OPINION, "Làm A & B", "Chưa đủ tiền", "Ốm"):
        assert words not in found


def test_before_the_session_it_announces_it(client, branch, members, secretary):
    client.force_login(secretary)
    found = text(client, make_plan(branch, secretary, presenter=members[4]))
    assert "Người chuẩn bị chuyên đề: đồng chí Phạm Thị Cúc" in found
    assert "Chủ trì" not in found
