"""A lesson as a folder of files (docs/how-to/lesson-files.md): read, checked, and written."""
