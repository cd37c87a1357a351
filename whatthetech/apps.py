from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """What belongs to no room: the retention policy, its check, and its command."""

    name = "whatthetech"

    def ready(self):
        from whatthetech import checks  # noqa: F401  (registers itself)
