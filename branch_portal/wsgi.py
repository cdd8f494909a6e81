import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "branch_portal.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - the settings stand once Django does

from branch_portal.lib.pagecache.pages import PageServer  # noqa: E402

if settings.PAGE_CACHE:
    application = PageServer(application)
