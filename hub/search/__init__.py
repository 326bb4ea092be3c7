"""The search: one chain of text and one planner above every engine. docs/search.md tells how they fit together."""
