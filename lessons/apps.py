from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "lessons"
    verbose_name = "Lessons"

    def ready(self):
        from lessons import page_cache, publishing

        page_cache.forget_on_change()
        publishing.prepare_on_publishing()
