"""Everything leaves in plain files, whole or not at all, and reads back."""

import hashlib
import io
import json
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from articles import actions
from articles.models import Article, OldAddress, Photo, Snapshot
from branch_portal.lib import files
from tests.factories import make_article, make_photo, make_section, make_tag

pytestmark = pytest.mark.django_db


def export(folder, **options):
    out = io.StringIO()
    call_command("export_archive", str(folder), stdout=out, stderr=out, **options)
    return out.getvalue()


def lines(folder, name):
    return [json.loads(line) for line in (folder / f"{name}.jsonl").open(encoding="utf-8")]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "xuat"


@pytest.fixture
def world(editor):
    """Three articles in three states, photos, a file, tags with an alias, an old address."""
    photo = make_photo(by=editor)
    section = make_section("Kinh tế", parent=make_section("Tin tức"))
    name = {"name": "Thu Nhàn", "user": editor.pk}
    live = make_article("Bài đã đăng", photo=photo, section=section, tags=["Nông thôn"], by=editor)
    snapshot = Snapshot.newest(live)
    snapshot.headline, snapshot.by_lines = "Bài đang sửa", [name]
    actions.save_article(live, snapshot, by=editor)
    make_article("Bản nháp", published=False, by=editor)
    actions.withdraw_article(make_article("Đã gỡ", by=editor), by=editor)
    OldAddress.objects.create(path="/cu.html", article=live)
    alias = make_tag("Nông thôn mới")
    alias.alias_of = live.tags.get()
    alias.save()
    document = files.read_document(SimpleUploadedFile("x", b"%PDF-1.4 tep"), "quy-che.pdf")
    actions.add_attachment(document, title="Quy chế", by=editor)
    return live


def test_every_article_leaves_with_what_readers_see_and_what_comes_next(folder, world):
    said = export(folder)
    rows = {row["id"]: row for row in lines(folder, "articles")}
    assert len(rows) == Article.objects.count() == 3
    row = rows[world.pk]
    assert row["address"].endswith(world.get_absolute_url())
    assert row["old_addresses"] == ["/cu.html"]
    assert (row["state"], row["correction_in_preparation"]) == ("published", "draft")
    assert (row["live"]["headline"], row["newest"]["headline"]) == ("Bài đã đăng", "Bài đang sửa")
    assert row["newest"]["by_lines"] == ["Thu Nhàn"]
    assert row["tags"] == ["Nông thôn"]
    assert {each["state"] for each in rows.values()} == {"published", "draft", "withdrawn"}
    assert "3  articles" in said


def test_a_text_that_left_can_be_read_back(folder, world):
    export(folder)
    row = next(row for row in lines(folder, "articles") if row["id"] == world.pk)
    kept = Snapshot.read(row["live"])
    assert Snapshot.of(world) == Snapshot.read(
        vars(kept) | {"by_lines": [{"name": name, "user": None} for name in kept.by_lines]}
    )


def test_every_photo_and_file_is_there_with_its_hash(folder, world):
    make_photo("navy")
    export(folder)
    rows = lines(folder, "photos") + lines(folder, "attachments")
    assert len(rows) == Photo.objects.count() + 1 == 3
    for row in rows:
        content = (folder / row["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"]
        assert len(content) == row["bytes"]
    present = [path for path in (folder / "media").rglob("*") if path.is_file()]
    assert len(present) == 3


def test_the_order_of_the_house_leaves_too(folder, world):
    export(folder)
    *above, part = lines(folder, "sections")
    assert (part["name"], part["parent"]) == ("Kinh tế", above[0]["id"])
    assert [row["name"] for row in above] == ["Tin tức", "Xây dựng Đảng"]
    tags = {row["name"]: row for row in lines(folder, "tags")}
    assert tags["Nông thôn mới"]["alias_of"] == tags["Nông thôn"]["id"]
    (about,) = lines(folder, "about")
    assert about["counts"]["articles"] == 3


def test_no_account_leaves(folder, world, editor):
    editor.email = "bientap@example.vn"
    editor.save()
    export(folder, with_revisions=True)
    written = "".join(path.read_text("utf-8") for path in folder.glob("*.jsonl"))
    for word in (editor.username, editor.email, '"user"', "password", "created_by"):
        assert word not in written


def test_revisions_leave_on_demand(folder, tmp_path, world):
    export(folder)
    assert not (folder / "revisions.jsonl").exists()
    export(tmp_path / "hai", with_revisions=True)
    own = [row for row in lines(tmp_path / "hai", "revisions") if row["article"] == world.pk]
    assert [row["number"] for row in own] == [1, 2]
    assert own[0]["text"]["headline"] == "Bài đã đăng"


def test_a_file_that_is_lost_is_said_and_the_rest_goes_on(folder, world, settings):
    os.remove(settings.MEDIA_ROOT / Photo.objects.get().original)
    said = export(folder)
    assert "1  files that are not in the media folder" in said
    assert lines(folder, "photos")[0]["file"] is None


def test_a_folder_that_holds_something_is_left_alone(folder):
    folder.mkdir()
    (folder / "x").write_text("của người khác")
    with pytest.raises(CommandError, match="not empty"):
        export(folder)
    assert [path.name for path in folder.iterdir()] == ["x"]
    (folder / "x").unlink()
    assert "0  articles" in export(folder)
    assert folder.stat().st_mode & 0o077 == 0


def test_it_appears_whole_or_not_at_all(folder, world, monkeypatch):
    def broken():
        yield {"id": 1}
        raise KeyboardInterrupt

    # Ctrl+C in the middle, at the same place every time.
    monkeypatch.setattr("articles.reports.export.tags", broken)
    with pytest.raises(KeyboardInterrupt):
        export(folder)
    assert list(folder.parent.glob("xuat*")) == []
    folder.with_name("xuat.part").mkdir()
    with pytest.raises(CommandError, match="Remove it"):
        export(folder)


def test_its_cost_grows_with_chunks_not_with_articles(
    folder, tmp_path, world, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20):
        export(folder)
    for number in range(20):
        make_article(f"Thêm {number}")
    with django_assert_max_num_queries(20):
        export(tmp_path / "hai")
