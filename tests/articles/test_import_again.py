"""An import goes on after an interruption, does nothing twice, and leaves a ledger to read."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.urls import reverse

from articles import actions
from articles.models import Article, ImportItem, ImportRun, Snapshot
from tests.articles.test_import_archive import outcomes, row, run, write
from tests.factories import make_section

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def table(tmp_path):
    """Write a table of these rows and return its path; their section is known."""
    make_section("Kinh tế")
    return lambda *rows: write(tmp_path / "bai.csv", rows)


def test_again_it_takes_only_what_is_new_or_changed(table):
    run("csv", table(row(1), row(2)))
    said = run("csv", table(row(1), row(2, title="Bài hai sửa lại"), row(3)))
    assert outcomes() == {"bai-1": "skipped", "bai-2": "taken", "bai-3": "taken"}
    assert "1 left out" in said
    assert Article.objects.published().count() == 3
    changed = Article.objects.get(headline="Bài hai sửa lại")
    assert (changed.version, changed.live_version) == (2, 2)
    run("csv", table(row(1), row(2, title="Bài hai sửa lại"), row(3)))
    assert set(outcomes().values()) == {"skipped"}


def test_what_was_edited_or_withdrawn_here_is_not_overwritten(table, editor):
    run("csv", table(row(1), row(2)))
    first, second = Article.objects.order_by("pk")
    snapshot = Snapshot.newest(first)
    snapshot.headline = "Sửa ở đây"
    actions.save_article(first, snapshot, by=editor)
    actions.publish_article(first, checked=False, by=None)
    actions.withdraw_article(second, by=None)
    run("csv", table(row(1, title="Sửa ở kia"), row(2, title="Sửa ở kia")))
    assert set(outcomes().values()) == {"skipped"}
    assert "đã được biên tập" in ImportItem.objects.filter(key="bai-1").last().message
    assert not Article.objects.filter(headline="Sửa ở kia").exists()


def test_an_unfinished_import_goes_on_only_when_asked(table):
    path = table(row(1), row(2), row(3))
    run_row = actions.open_import("csv", str(path.resolve()), by=None)
    ImportItem.objects.create(run=run_row, key="bai-1", outcome="refused", message="đã xét")
    with pytest.raises(CommandError, match="--resume"):
        run("csv", path)
    run("csv", path, resume=True)
    assert ImportRun.objects.get().finished_at
    assert outcomes() == {"bai-1": "refused", "bai-2": "taken", "bai-3": "taken"}


def test_row_10000_is_broken_and_the_rest_goes_on(table):
    path = table(*[row(n) for n in range(1, 10_004)])
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[10_000] = 'bai-10000,"Bài số 10000, dấu ngoặc không đóng,,\n'
    path.write_text("".join(lines), "utf-8")
    # What stands above row 9,998 counts as done.
    ledger = actions.open_import("csv", str(path.resolve()), by=None)
    done = (ImportItem(run=ledger, key=f"bai-{n}", outcome="taken") for n in range(1, 9_998))
    ImportItem.objects.bulk_create(done, batch_size=1000)
    said = run("csv", path, resume=True)
    assert "9997 done before" in said
    assert Article.objects.count() == 5
    (broken,) = ImportItem.objects.filter(outcome="refused")
    assert "10001" in broken.message.replace(".", "")
    assert Article.objects.filter(headline="Bài số 10003").exists()


def test_killed_in_the_middle_it_goes_on_without_doing_anything_twice(tmp_path):
    path = write(tmp_path / "bai.csv", [row(n) for n in range(1, 161)])
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path / "data"),
        "DEMO": "0",
        "PYTHONUNBUFFERED": "1",
    }
    manage = [sys.executable, str(ROOT / "manage.py")]
    common = {"cwd": ROOT, "env": environment, "text": True, "stdout": subprocess.PIPE}
    subprocess.run([*manage, "migrate", "-v0"], check=True, **common)
    section = "from articles.models import Section as S; S.objects.create(name='Kinh tế', slug='k')"
    subprocess.run([*manage, "shell", "-v0", "-c", section], check=True, **common)
    order = [*manage, "import_archive", "csv", str(path)]
    with subprocess.Popen(order, **common) as process:
        for line in process.stdout:
            if line.startswith("100 read"):
                process.send_signal(signal.SIGKILL)
                break
    assert process.wait() == -signal.SIGKILL
    refused = subprocess.run(order, check=False, stderr=subprocess.PIPE, **common)
    assert "--resume" in refused.stderr
    said = subprocess.run([*order, "--resume"], check=True, **common).stdout
    done, taken = (
        int(word.split()[0]) for word in said.splitlines()[-2].split(": ")[1].split(", ")
    )
    assert done >= 100
    assert done + taken == 160
    count = (
        "from articles.models import *; print(Article.objects.count(), "
        "Article.objects.values('headline').distinct().count(), ImportItem.objects.count(), "
        "OldAddress.objects.count())"
    )
    counted = subprocess.run([*manage, "shell", "-v0", "-c", count], check=True, **common).stdout
    assert counted.split() == ["160"] * 4


# --- The ledger in the admin ---


def test_the_ledger_is_there_to_read(client, table, editor, django_assert_max_num_queries):
    run("csv", table(*[row(n) for n in range(1, 8)], row(9, section="Lạ")))
    client.force_login(editor)
    ledger = ImportRun.objects.get()
    html = client.get(reverse("admin:articles_importrun_changelist")).content.decode()
    assert "bai.csv" in html
    page = reverse("admin:articles_importrun_change", args=[ledger.pk])
    html = client.get(page).content.decode()
    assert "7 đã nhận" in html
    assert 'name="_save"' not in html
    lines = reverse("admin:articles_importitem_changelist")
    with django_assert_max_num_queries(12):
        html = client.get(f"{lines}?run__id__exact={ledger.pk}&outcome__exact=refused")
    assert "bai-9" in html.content.decode()
    assert "bai-1<" not in html.content.decode()
    assert "bai-3" in client.get(f"{lines}?q=bai-3").content.decode()
    assert client.get(reverse("admin:articles_importrun_add")).status_code == 403
    assert client.post(page, {"source": "x"}).status_code == 403


def test_the_ledger_is_for_the_newsroom(client, moderator):
    client.force_login(moderator)
    assert client.get(reverse("admin:articles_importrun_changelist")).status_code == 403
    assert client.get(reverse("admin:articles_importitem_changelist")).status_code == 403
