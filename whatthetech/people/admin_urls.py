"""Addresses of the desk's own pages in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.people.admin_views import erasing, giving_copies, merging

app_name = "desk"

urlpatterns = [
    path("people/<int:pk>/copy/", giving_copies.export_person, name="export_person"),
    path(
        "people/<int:pk>/copy.json",
        giving_copies.export_person_as_data,
        name="export_person_as_data",
    ),
    path("people/<int:pk>/erase/", erasing.erase_person, name="erase_person"),
    path("people/<int:pk>/merge/", merging.merge, name="merge"),
    path("merges/<int:pk>/undo/", merging.undo_merge, name="undo_merge"),
]
