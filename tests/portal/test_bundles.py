"""What a public page sends along: one sheet of styles, one font, little script."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from branch_portal.lib.bundles import Bundles

STATIC = Path(settings.BASE_DIR) / "static"
SHEET = "css/site.css"


@pytest.fixture
def sheet():
    return Path(finders.find(SHEET)).read_text()


def test_the_sheet_holds_its_parts_in_their_order(sheet):
    parts = [(STATIC / part).read_text() for part in settings.BUNDLES[SHEET]]
    places = [sheet.index(part) for part in parts]
    assert places == sorted(places)


def test_a_changed_part_changes_the_sheet(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.BUNDLES = {"css/all.css": ["css/base.css"]}
    bundles = Bundles()
    part = Path(finders.find("css/base.css"))
    first = Path(bundles.find("css/all.css"))
    assert first.read_text() == part.read_text()
    first.write_text("old")
    assert Path(bundles.find("css/all.css")).read_text() == part.read_text()


def test_it_is_collected_like_any_other_file():
    listed = dict(Bundles().list(None))
    assert listed[SHEET].open(SHEET).read() == Path(finders.find(SHEET)).read_bytes()
    assert finders.find("css/nothing.css") is None


def test_everything_that_it_points_to_is_there(sheet):
    for address in re.findall(r'url\("([^"]+)"\)', sheet):
        assert (STATIC / "css" / address).resolve().exists(), address


def test_a_page_is_light(sheet):
    """Compressed bytes; the italic letters come only where there are some."""
    scripts = b"".join((STATIC / "js" / name).read_bytes() for name in ("reader.js", "offline.js"))
    assert len(gzip.compress(sheet.encode())) <= 15_000
    assert len(gzip.compress(scripts)) <= 5_000
    assert (STATIC / "vendor/source-serif-4/portal-serif.woff2").stat().st_size <= 60_000
