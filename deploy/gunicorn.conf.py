"""gunicorn, for script/server, the container and systemd alike."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_host = os.environ.get("HOST") or "127.0.0.1"
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT') or '8000'}"

wsgi_app = "branch_portal.wsgi:application"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
# The workers' heartbeat must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir()
# Addresses of readers' machines stay out of the logs: there is no access log.
accesslog = None
errorlog = "-"
control_socket_disable = True
chdir = str(Path(__file__).resolve().parent.parent)


def on_starting(server) -> None:
    """Pages that other code has made are not given out any more."""
    forget = "from branch_portal.lib.pagecache.ledger import ledger; ledger().reset()"
    environ = {"DJANGO_SETTINGS_MODULE": "branch_portal.settings"} | os.environ
    # In a process of its own: what this one imports, a reload would not read again.
    done = subprocess.run([sys.executable, "-c", forget], cwd=chdir, env=environ, check=False)
    if done.returncode:
        server.log.error("The page cache could not be emptied; is the server of CACHE_URL there?")


on_reload = on_starting
