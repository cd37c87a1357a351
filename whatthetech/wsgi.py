"""The way in for gunicorn and runserver: kept pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "whatthetech.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402  (only after Django is set up)

if settings.PAGE_CACHE_SECONDS:
    from lessons.page_cache import PageCache

    application = PageCache(application)
