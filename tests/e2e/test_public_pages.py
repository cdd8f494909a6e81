"""Every public page on a telephone and on a desk, by day and by night, with and without scripts."""

from importlib import resources

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import PHONE
from tests.readers_world import make_paper

AXE = resources.files("axe_playwright_python") / "axe.min.js"
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
SIZES = ["target-size", "scrollable-region-focusable"]
# What stands on a page changes with the width, its colours with the light: the costly rules need
# not be asked of every pair.
LOOKS = [
    (320, "light", {"type": "tag", "values": ALL}),
    (360, "light", {"type": "rule", "values": SIZES}),
    (1280, "light", {"type": "rule", "values": [*COLOURS, *SIZES]}),
    (1280, "dark", {"type": "tag", "values": ALL}),
    (360, "dark", {"type": "rule", "values": COLOURS}),
    (320, "dark", {"type": "rule", "values": COLOURS}),
]
CHECK = """async rules => {
    const found = await axe.run({runOnly: rules, resultTypes: ["violations"], preload: false});
    return found.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`));
}"""
ADDED = {"In bài"}  # by a script, because without scripts it could do nothing
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FACTS = "() => [document.documentElement.lang, document.querySelectorAll('h1').length]"


@pytest.fixture
def paper(session, secretary, organisation_board):
    return make_paper(session, secretary, organisation_board)


@pytest.fixture
def open_each(client, paper):
    """Open every public page in a browser's page; between them, say which one it is."""
    policy = client.get("/").headers["Content-Security-Policy"]
    headers = {"Content-Security-Policy": policy, "Content-Type": "text/html; charset=utf-8"}

    def stand_in(html):
        """No address shows it: it comes in the place of another page, under the same policy."""
        return lambda route: route.fulfill(body=html, headers=headers)

    def walk(*pages: Page):
        for name, path in paper.addresses.items():
            for page in pages:
                page.goto(path)
            yield name
        for name, html in paper.others.items():
            for page in pages:
                page.route("**/*", stand_in(html), times=1)
                page.goto("/thong-tin/gioi-thieu/")
            yield name

    return walk


def test_nobody_is_shut_out(new_page, open_each):
    page = new_page(viewport=PHONE)
    page.context.add_init_script(path=AXE)
    found, titles = [], {}
    for name in open_each(page):
        kind = name.partition(",")[0]  # what follows is the same page in another state
        titles.setdefault(page.title(), set()).add(kind)
        if (facts := page.evaluate(FACTS)) != ["vi", 1]:
            found.append(f"{name}: language and number of main headings: {facts}")
        for width, light, rules in LOOKS:
            look = f"{name}, {width} px, {light}"
            page.emulate_media(color_scheme=light)
            page.set_viewport_size({"width": width, "height": 800})
            if wider := page.evaluate(WIDER):
                found.append(f"{look}: {wider} px wider than the window")
            found += [f"{look}: {remark}" for remark in page.evaluate(CHECK, rules)]
    found += [f"one title: {sorted(kinds)}" for kinds in titles.values() if len(kinds) > 1]
    assert not found, "\n".join(found)
    assert page.context.cookies() == []


def test_every_word_is_there_without_scripts(new_page, phone, open_each):
    page = new_page(viewport=PHONE)
    for name in open_each(page, phone):
        words, plain = (
            set(each.locator("body").inner_text().splitlines()) for each in (page, phone)
        )
        assert len(plain) > 6, name  # the shortest is the check-in: one question, one button
        assert words - plain <= ADDED, name
    assert phone.context.cookies() == []
