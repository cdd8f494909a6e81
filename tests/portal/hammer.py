"""Change what readers see, again and again, and look at once whether they see it.

Run by test_pages_stay_fresh.py in a process of its own, against a portal that serves meanwhile:
python -m tests.portal.hammer PORT ROUNDS. Says where it looks, then what was old, in JSON.
"""

import http.client
import json
import sys

import django

django.setup()

from articles import actions  # noqa: E402 - the models stand once Django is set up
from comments import actions as comments  # noqa: E402
from tests.factories import make_article, make_comment, make_user  # noqa: E402

WORDS = "Ý kiến lúc hiện lúc ẩn."


def main(port: int, rounds: int) -> None:
    headline = f"Bài lúc có lúc không {port}"
    article = make_article(headline)
    comment = make_comment(article, WORDS)
    moderator = make_user(f"kiemduyet{port}", is_superuser=True)
    paths = ("/", article.get_absolute_url(), article.section.get_absolute_url())
    say(paths)
    looks, stale = 0, []

    def look(words: str, is_there: bool, *paths: str) -> None:
        nonlocal looks
        # Each connection may meet another worker.
        for path in paths * 3:
            looks += 1
            if (words in read(port, path)) != is_there:
                stale.append([path, words, is_there])

    for _round in range(rounds):
        comment = comments.approve(comment, version=comment.version, by=moderator)
        look(WORDS, True, paths[1])
        comment = comments.hide(comment, version=comment.version, by=moderator)
        look(WORDS, False, paths[1])
        actions.withdraw_article(article, by=None)
        look(headline, False, *paths)
        actions.publish_article(article, checked=False, by=None)
        look(headline, True, *paths)
    say({"looks": looks, "stale": stale})


def read(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": f"localhost:{port}"})
    return connection.getresponse().read().decode()


def say(what) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
