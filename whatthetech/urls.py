"""Every address, in the order in which it is tried. Wagtail's pages come last."""

from csp.decorators import csp
from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from lessons import urls as lessons_urls
from whatthetech import views
from whatthetech.pairing import urls as pairing_urls
from whatthetech.people import staff_urls
from whatthetech.people import urls as people_urls
from whatthetech.scheduling import urls as scheduling_urls

editor_urls = decorate_urlpatterns(
    wagtailadmin_urls.urlpatterns, csp(settings.EDITOR_SECURITY_POLICY)
)

urlpatterns = [
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
    path("sitemap.xml", sitemap),
    path("robots.txt", views.robots, name="robots"),
    path("admin/", include(staff_urls)),
    path("admin/", include(editor_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>.+)$", views.media, name="media"),
    path("", include(pairing_urls)),
    path("", include(scheduling_urls)),
    path("", include(people_urls)),
    path("", include(lessons_urls)),
    path("", include(wagtail_urls)),
]

handler404 = "whatthetech.views.not_found"
handler500 = "whatthetech.views.went_wrong"
