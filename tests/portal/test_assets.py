"""Collected scripts name one another as the pages name them: with a hash."""

import re
import shutil

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from branch_portal.lib.assets import Assets


@pytest.fixture
def collected(tmp_path):
    """The scripts of the meeting book as they stand after collecting; name → text."""
    shutil.copytree(settings.BASE_DIR / "static/js/book", tmp_path / "js/book")
    source = FileSystemStorage(tmp_path)
    names = [f"js/book/{path.name}" for path in (tmp_path / "js/book").iterdir()]
    storage = Assets(location=tmp_path, base_url="/static/")
    done = storage.post_process({name: (source, name) for name in names})
    assert not [problem for *_names, problem in done if isinstance(problem, Exception)]
    return {name: (tmp_path / storage.stored_name(name)).read_text() for name in names}


def test_a_script_imports_the_version_it_was_written_for(collected):
    imports = [name for text in collected.values() for name in re.findall(r'from "(.+?)"', text)]
    assert len(imports) > 4
    assert all(re.fullmatch(r"\./\w+\.[0-9a-f]{12}\.js", name) for name in imports)
