"""Formats in which the library is taken away: each module writes one of them, or what several have in common."""
