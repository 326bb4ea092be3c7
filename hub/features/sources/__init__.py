"""Where everything that the site states comes from: pages over several features."""
