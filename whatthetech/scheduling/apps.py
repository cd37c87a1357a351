from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "whatthetech.scheduling"
    verbose_name = "Sessions"
