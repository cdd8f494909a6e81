"""Old tabs, old copies and taken sides: nothing of anybody's words goes without being shown."""

import pytest
from playwright.sync_api import expect

from articles import actions
from articles.models import Article, Snapshot
from tests.e2e.test_newsroom import BODY, KEPT, open_form, save, status, write
from tests.factories import make_article, make_section

RESTORE = "Khôi phục bản này"


@pytest.fixture
def draft(transactional_db, editor):
    return make_article(published=False, body=BODY, by=editor, publish_at=None)


@pytest.fixture
def page(new_page, sign_in, editor, draft):
    page = new_page()
    sign_in(page, editor, "/admin/")
    return page


def save_meanwhile(article, **changed):
    """A colleague saves."""
    words = Snapshot.newest(Article.objects.get(pk=article.pk))
    for name, value in changed.items():
        setattr(words, name, value)
    actions.save_article(article, words, by=None)


def test_a_copy_kept_in_the_browser_joins_with_what_was_saved_since(page, draft):
    open_form(page, draft)
    page.context.set_offline(True)
    page.fill("#id_headline", "Viết khi mất mạng")
    expect(status(page)).to_contain_text("Bài vẫn được giữ trên máy này.")
    context = page.context
    page.close()
    save_meanwhile(draft, lead="Sapo của đồng nghiệp.")
    context.set_offline(False)
    page = context.new_page()
    open_form(page, draft)
    page.get_by_role("button", name=RESTORE).click()
    save(page)
    draft.refresh_from_db()
    assert (draft.headline, draft.lead) == ("Viết khi mất mạng", "Sapo của đồng nghiệp.")


def test_a_paragraph_that_one_took_out_and_the_other_rewrote(page, draft):
    open_form(page, draft)
    save_meanwhile(draft, body=BODY.replace("Đoạn hai", "Đoạn hai, đồng nghiệp sửa"))
    write(page, BODY.replace("<p>Đoạn hai.</p>", ""))
    page.wait_for_timeout(500)
    save(page)
    expect(page.locator("#id_body")).to_have_attribute("data-editor", "ready", timeout=15_000)
    page.locator(".clash").get_by_role("button", name="Lấy bản này").click()
    save(page)
    draft.refresh_from_db()
    assert draft.body == BODY.replace("Đoạn hai", "Đoạn hai, đồng nghiệp sửa")


def test_two_tabs_of_one_person(page, draft):
    other = page.context.new_page()
    open_form(page, draft)
    open_form(other, draft)
    page.fill("#id_lead", "Sapo ở thẻ thứ nhất.")
    expect(status(page)).to_contain_text(KEPT, timeout=15_000)
    other.fill("#id_headline", "Tít ở thẻ thứ hai")
    save(other)
    page.close()
    open_form(other, draft)
    other.get_by_role("link", name="Viết tiếp bản đó").click()
    expect(other.locator("#id_body")).to_have_attribute("data-editor", "ready", timeout=15_000)
    expect(other.locator("#id_lead")).to_have_value("Sapo ở thẻ thứ nhất.")
    save(other)
    draft.refresh_from_db()
    assert (draft.lead, draft.headline) == ("Sapo ở thẻ thứ nhất.", "Tít ở thẻ thứ hai")


def test_the_way_back_after_saving_makes_no_second_article_and_no_alarm(page, draft):
    make_section()
    page.goto("/admin/articles/article/add/")
    page.wait_for_timeout(900)
    page.fill("#id_headline", "Bài mới")
    page.fill("[name=tag_names]", "Một, Ba, Hai")
    save(page)
    page.goto("/admin/articles/article/add/")
    page.wait_for_timeout(1500)
    expect(page.get_by_role("button", name=RESTORE)).to_have_count(0)
    page.go_back()
    page.go_back()
    page.wait_for_timeout(1500)
    expect(page.locator("#id_headline")).to_have_value("")
    assert Article.objects.filter(headline="Bài mới").count() == 1


def test_the_way_back_to_a_changed_article_shows_its_newest_text(page, draft):
    open_form(page, draft)
    page.fill("#id_headline", "Tít mới")
    save(page)
    save_meanwhile(draft, lead="Sapo của đồng nghiệp.")
    page.go_back()
    expect(page.locator("#id_body")).to_have_attribute("data-editor", "ready", timeout=15_000)
    expect(page.locator("#id_headline")).to_have_value("Tít mới")
    expect(page.locator("#id_lead")).to_have_value("Sapo của đồng nghiệp.")


def test_one_person_is_not_shown_what_another_typed_on_the_same_computer(
    page, draft, sign_in, publisher
):
    page.goto("/admin/articles/article/add/")
    page.wait_for_timeout(900)
    page.context.set_offline(True)
    page.fill("#id_headline", "Chuyện chưa ai được biết")
    expect(status(page)).to_contain_text("Bài vẫn được giữ trên máy này.")
    page.context.set_offline(False)
    page.context.clear_cookies()
    sign_in(page, publisher, "/admin/")
    page.goto("/admin/articles/article/add/")
    page.wait_for_timeout(1500)
    expect(page.get_by_text("Chuyện chưa ai được biết")).to_have_count(0)
