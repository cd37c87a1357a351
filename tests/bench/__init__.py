"""`make bench`: what a page weighs, what it asks of the database, and how many a second."""
