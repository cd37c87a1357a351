"""The site's addresses, and the plain view's."""

from django.shortcuts import render
from django.urls import path

from whatthetech import urls

handler404, handler500 = urls.handler404, urls.handler500


def plain(request):
    return render(request, "plain.html", {"title": "A plain page", "rows": range(5)})


urlpatterns = [path("bench/plain/", plain), *urls.urlpatterns]
