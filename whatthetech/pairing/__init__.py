"""Who helps whom: an exact pairing of learners with volunteers, with its reasons."""
