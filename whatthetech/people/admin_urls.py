"""Addresses of the desk's own pages in the admin, below /admin/desk/."""

app_name = "desk"

urlpatterns = []
