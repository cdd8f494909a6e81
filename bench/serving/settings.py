"""The portal's own settings with one more address: the page that is the measure."""

from pathlib import Path

from branch_portal.settings import *  # noqa: F403
from branch_portal.settings import TEMPLATES

ROOT_URLCONF = "bench.serving.urls"
TEMPLATES = [TEMPLATES[0] | {"DIRS": [*TEMPLATES[0]["DIRS"], Path(__file__).parent]}]
