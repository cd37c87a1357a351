"""Wagtail's lesson editor, ready for somebody who types faster than any author."""

# Wagtail compares the form with how it was two seconds after it came: what is typed sooner is
# never noticed as a change, so neither saved by itself nor shown in the preview.
NOTES_WHEN_READY = """addEventListener('w-unsaved:watch-edits', () => {
  document.documentElement.dataset.changesAreNoticed = 'yes'})"""
READY = "() => document.documentElement.dataset.changesAreNoticed === 'yes'"


def open_editor(author, path: str) -> None:
    author.context.add_init_script(NOTES_WHEN_READY)
    author.open(path)
    author.page.wait_for_function(READY)
