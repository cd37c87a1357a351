"""What authors and coordinators meet in Wagtail's admin beside Wagtail's own pages."""
