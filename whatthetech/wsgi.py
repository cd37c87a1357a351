"""The way in for gunicorn and runserver: kept pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "whatthetech.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402  (only after Django is set up)

from lessons.page_cache import PageCache, begin_generation  # noqa: E402

begin_generation()  # what starts may be a newer site than the one that kept its pages
if settings.PAGE_CACHE_SECONDS:
    application = PageCache(application)
