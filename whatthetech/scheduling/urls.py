"""Addresses of sessions, for learners and volunteers."""

app_name = "scheduling"

urlpatterns = []
