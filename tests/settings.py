"""The production settings with what makes tests quick and strict."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="branch-portal-tests-"))
os.environ.setdefault("DEMO", "0")
os.environ.setdefault("SECOND_FACTOR", "0")

from branch_portal.settings import *  # noqa: F403
from branch_portal.settings import (
    CACHES,
    DATA_DIR,
    INSTALLED_APPS,
    MIDDLEWARE,
    STATIC_ROOT,
    STORAGES,
)

# Cheap hashing: this alone makes the suite ten times faster.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
ZEAL_ALLOWLIST = [
    # Django's own session store reads the row once more when a visit begins or ends.
    {"model": "sessions.Session", "field": "get()"},
    # The pictures of a Word file come into the library one by one, each judged by its hash.
    {"model": "articles.Photo", "field": "get()"},
    # Each change of a device is locked, read again and answered on its own.
    {"model": "meetings.ThematicSession", "field": "get()"},
]
# Tests that run at the same time have databases of their own, and so pages and photos of their own:
# files are named after what is in them, and one test takes down the picture of another.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "one")
PAGE_CACHE_DIR = DATA_DIR / "pages" / WORKER
MEDIA_ROOT = DATA_DIR / "media" / WORKER
if not os.environ.get("CACHE_URL"):
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "pages": CACHES["pages"] | {"LOCATION": PAGE_CACHE_DIR / "kept"},
    }
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Without a manifest: the collected files are tried by script/test with the production settings.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Nothing that one test's browser page does goes on in the background; tests of it switch it on.
OFFLINE_READING = False
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns of a folder that is not there

# Articles of the tests are from years ago; how long comments are taken is tested where it matters.
COMMENTS_CLOSE_AFTER_DAYS = 0
