"""The site with one address more: a plain view behind the same middleware, to compare with."""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "whatthetech.settings")

from django.conf import settings  # noqa: E402  (only after it is said which settings)

settings.ROOT_URLCONF = "tests.bench.urls"
settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent)

from whatthetech.wsgi import application  # noqa: E402, F401  (made from these settings)
