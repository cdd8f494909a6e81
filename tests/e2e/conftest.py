"""A real Chromium against the real pages. Every test in this folder carries the mark `browser`.

`page` is a desktop, `phone` a cheap telephone without JavaScript, `new_page` makes others;
`page.goto("/noi-bo/")` works, because the live server is each page's base address. A page fails its
test at the end when the browser reported a violated content policy, a script error, a missing file
or a request to another host: no page of this portal may have any of them.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.factories import PASSWORD

HERE = Path(__file__).parent
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    # Whatever a page asks for, nothing leaves this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(browser):
    """SQLite in a file: the server's threads and the test must not share one connection.

    `browser` comes first: Playwright's loop, once running, gives Django's connections of this
    thread another storage, and the database must be made in the one that the tests will see.
    """
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        name = f"browser-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}.sqlite3"
        database.setdefault("TEST", {})["NAME"] = str(settings.DATA_DIR / name)


@pytest.fixture(autouse=True)
def _kept_reference_rows(django_db_serialized_rollback, transactional_db):
    """What the migrations put in (types of units, rules) comes back after each test's flush."""


@pytest.fixture(scope="session")
def browser():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        reason = "NO CHROMIUM: browser tests need it (Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    # Playwright's loop runs in this thread, beneath the tests' own synchronous calls of the ORM.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser, live_server):
    """`new_page(viewport=…, java_script_enabled=…)`: a page in a fresh context, watched."""
    contexts = []
    complaints = []

    def make(**options):
        options = {"viewport": DESKTOP, "locale": "vi-VN"} | options
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch(page, live_server.url, complaints)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not complaints, "The browser complained:\n" + "\n".join(complaints)


def watch(page, origin, complaints):
    def console(message):
        # A refused form answers 4xx on purpose; missing files are found by `response` below.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(f"{page.url}: {message.text}")

    def request(request):
        if not request.url.startswith((origin, "data:", "blob:", "about:")):
            complaints.append(f"{page.url}: asks another host, {request.url}")

    def response(response):
        if response.status >= 500 or (
            response.status >= 400
            and response.request.resource_type not in ("document", "fetch", "xhr")
        ):
            complaints.append(f"{page.url}: {response.status} for {response.url}")

    page.on("console", console)
    page.on("request", request)
    page.on("response", response)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def phone(new_page):
    """A reader's telephone: 360 px wide, no JavaScript."""
    return new_page(viewport=PHONE, device_scale_factor=2, java_script_enabled=False)


@pytest.fixture
def sign_in():
    """`sign_in(page, user, "/noi-bo/")`: through the real form, then to the given address."""

    def enter(page, user, address="/noi-bo/"):
        page.goto(f"/tai-khoan/login/?next={address}")
        page.fill("input[name=login]", user.username)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(f"**{address}")

    return enter


@pytest.fixture
def writing(new_page, client, administrator, live_server):
    """A signed-in desktop page for tests that write in the editor; see editor_page.py."""
    client.force_login(administrator)
    name = settings.SESSION_COOKIE_NAME
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    return page
