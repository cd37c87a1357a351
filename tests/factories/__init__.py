"""Real lessons for tests: keyword-only, valid unless a test asks otherwise."""
