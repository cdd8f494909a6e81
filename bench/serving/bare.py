"""The least that Python can do for a page: ready bytes under gunicorn."""

import json
import os
from pathlib import Path

BODY = Path(os.environ["BODY"]).read_bytes()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]
if path := os.environ.get("HEADERS"):
    HEADERS = [tuple(pair) for pair in json.loads(Path(path).read_text())]


def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
