"""Addresses of the desk's pages about sessions in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.scheduling.admin_views import register

app_name = "programme"

urlpatterns = [
    path("sessions/<int:pk>/register/", register.register, name="register"),
]
