from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "whatthetech.people"
    verbose_name = "People"
