"""Who may do what with a lesson, beyond what their group may do with every page."""

from wagtail.models import PagePermissionTester


class LessonPermissionTester(PagePermissionTester):
    def can_copy(self):
        """A published lesson is open to all: whoever may write may begin from it."""
        may_write = self.user.is_active and "add" in self.permissions
        return super().can_copy() or (self.page.live and may_write)
