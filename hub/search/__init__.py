"""Search: one chain of text and one planner above every engine. docs/search.md says how they fit together."""
