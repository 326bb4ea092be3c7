"""Formats for machines that several features write: what they share, apart from what each has to tell."""
