"""Search: one text chain and one planner for every engine. docs/search.md explains how they fit together."""
