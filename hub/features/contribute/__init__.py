"""The desk of contributors: drafts, their review, and the publication of what was approved."""
