"""The sources of everything that the site states: pages over several features."""
