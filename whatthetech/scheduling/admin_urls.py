"""Addresses of the desk's pages about sessions in the admin, below /admin/desk/."""

app_name = "programme"

urlpatterns = []
