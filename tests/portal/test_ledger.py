"""The ledger of changes in a file: seen by all processes at once, right when it is damaged."""

import subprocess
import sys
import threading

from branch_portal.lib.pagecache.ledger import FileLedger, slot


def test_another_process_sees_a_change_at_once(tmp_path):
    path = tmp_path / "ledger"
    here, name = FileLedger(path), slot("article:1")
    mark = here.mark()
    assert here.is_current([name], mark)
    words = (
        "import sys; from pathlib import Path\n"
        "from branch_portal.lib.pagecache.ledger import FileLedger\n"
        f"ledger = FileLedger(Path(sys.argv[1])); ledger.close([{name}]); ledger.open([{name}])"
    )
    subprocess.run([sys.executable, "-c", words, path], check=True)
    assert not here.is_current([name], mark)
    assert here.is_current([slot("article:2")], mark)
    assert here.is_current([name], here.mark())


def test_a_ledger_that_was_deleted_or_cut_begins_a_new_era(tmp_path):
    path = tmp_path / "ledger"
    here = FileLedger(path)
    mark = here.mark()
    path.unlink()
    assert not here.is_current([1], mark)
    path.unlink()
    path.write_bytes(b"abc")
    assert not here.is_current([1], mark)


def test_changes_at_the_same_time_all_count(tmp_path):
    path = tmp_path / "ledger"
    mark = FileLedger(path).mark()

    def change():
        mine = FileLedger(path)
        for _time in range(50):
            mine.close([7])
            mine.open([7])

    threads = [threading.Thread(target=change) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert FileLedger(path).mark().number == mark.number + 4 * 50 * 2
