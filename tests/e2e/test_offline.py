"""What was read can be read again without a network, and nothing else is kept."""

import re

import pytest

from articles import actions
from articles.models import Snapshot
from tests.factories import make_article, make_photo

KEPT = """async () => {
  const kept = await (await caches.open("trang-1")).keys();
  return kept.map((request) => new URL(request.url)).map((url) => url.pathname + url.search);
}"""


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.OFFLINE_READING = True


@pytest.fixture
def reader(new_page):
    """A desktop on which the script is at work, after its first page."""
    page = new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "navigator.serviceWorker.controller !== null")
    return page


def until(page, promised, arg=None):
    """Wait for what a promise tells: `wait_for_function` takes any promise for a yes."""
    for _look in range(200):
        if page.evaluate(promised, arg):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"Never came true: {promised}")


def wait_for_kept(page, *addresses):
    until(
        page,
        f"""async (wanted) => {{
            const kept = await ({KEPT})();
            return wanted.every((address) => kept.includes(address));
        }}""",
        list(addresses),
    )


def test_what_was_read_can_be_read_again(reader):
    article = make_article("Chi bộ bàn việc khó", photo=make_photo())
    other = make_article("Chưa đọc")
    reader.goto(article.get_absolute_url() + "?fbclid=x#binh-luan")
    wait_for_kept(reader, "/", article.get_absolute_url(), "/ngoai-tuyen/")
    reader.context.set_offline(True)
    reader.goto("/")
    assert reader.locator("h1").count() == 1
    reader.goto(article.get_absolute_url())
    assert reader.locator("h1").inner_text() == "Chi bộ bàn việc khó"
    assert "bản đã lưu" in reader.locator("main [role=status]").first.inner_text()
    assert reader.locator("main img").first.evaluate("picture => picture.naturalWidth") > 0
    reader.goto(other.get_absolute_url())
    assert reader.locator("h1").inner_text() == "Hiện không có mạng"
    link = reader.locator("[data-kept] a", has_text="Chi bộ bàn việc khó")
    link.click()
    assert reader.locator("h1").inner_text() == "Chi bộ bàn việc khó"
    reader.context.set_offline(False)


def test_with_a_network_nobody_reads_old_news(reader):
    article = make_article("Tiêu đề đầu")
    reader.goto(article.get_absolute_url())
    wait_for_kept(reader, article.get_absolute_url())
    snapshot = Snapshot.newest(article)
    snapshot.headline = "Tiêu đề sửa"
    actions.save_article(article, snapshot, by=None)
    actions.publish_article(article, checked=False, by=None)
    reader.reload()
    assert reader.locator("h1").inner_text() == "Tiêu đề sửa"


def test_a_withdrawn_article_is_forgotten_at_the_next_visit(reader):
    article = make_article("Sẽ bị gỡ")
    address = article.get_absolute_url()
    reader.goto(address)
    wait_for_kept(reader, address)
    actions.withdraw_article(article, by=None)
    reader.goto(address)
    assert "Sẽ bị gỡ" not in reader.locator("main").inner_text()
    until(reader, f"async (gone) => !(await ({KEPT})()).includes(gone)", address)
    reader.context.set_offline(True)
    reader.goto(address)
    assert reader.locator("h1").inner_text() == "Hiện không có mạng"
    reader.context.set_offline(False)


def test_what_is_not_public_is_never_kept(reader, sign_in, administrator):
    make_article()
    sign_in(reader, administrator, "/admin/")
    reader.goto("/noi-bo/")
    reader.goto("/tim-kiem/?q=chi+bo")
    reader.goto("/")
    wait_for_kept(reader, "/")
    assert set(reader.evaluate(KEPT)) == {"/", "/ngoai-tuyen/"}
    names = reader.evaluate("caches.keys()")
    assert all(re.fullmatch(r"(trang|anh|tep)-1", name) for name in names)


def test_only_the_last_pages_are_kept(reader):
    reader.evaluate(
        """async () => {
          const cache = await caches.open("trang-1");
          for (let n = 0; n < 40; n++) await cache.put(`/tin/${n}/cu/`, new Response("cũ"));
        }"""
    )
    article = make_article()
    reader.goto(article.get_absolute_url())
    until(reader, f"async () => (await ({KEPT})()).length <= 31")
    kept = reader.evaluate(KEPT)
    assert article.get_absolute_url() in kept
    assert "/ngoai-tuyen/" in kept
    assert "/tin/0/cu/" not in kept


def test_switched_off_it_clears_up(reader, settings):
    wait_for_kept(reader, "/", "/ngoai-tuyen/")
    settings.OFFLINE_READING = False
    reader.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    until(reader, "async () => !(await caches.keys()).length")
    until(reader, "async () => !(await navigator.serviceWorker.getRegistration())")
    assert reader.evaluate("caches.keys()") == []
