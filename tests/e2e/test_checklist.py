"""From a line of the checklist to the place where it is mended."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_article, make_photo


@pytest.fixture
def draft(transactional_db, editor):
    body = "<p>Mời liên hệ 0900 000 001.</p>" + "<p>Đoạn.</p>" * 30
    photo = make_photo(credit="", alt="")
    photos = [{"photo": photo.pk, "caption": "", "alt": ""}]
    return make_article(published=False, body=body, photos=photos, by=editor, lead="")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("0900…01", ".field-body .ck-editor__editable_inline"),
        ("Ảnh", ".field-photos textarea >> nth=0"),
        ("sapo", "#id_lead"),
    ],
)
def test_a_line_leads_to_its_field(new_page, sign_in, draft, editor, words, place):
    page = new_page()
    address = f"/admin/articles/article/{draft.pk}/change/"
    sign_in(page, editor, address)
    expect(page.locator(".field-body .ck-editor__editable_inline")).to_be_visible()
    line = page.locator(".checklist li", has_text=words).first
    line.get_by_role("link", name="Đến chỗ đó").click()
    expect(page.locator(place)).to_be_focused()
    expect(page.locator(place)).to_be_in_viewport()
