"""Files that are suspected of being abuse material: out of reach, and what the operator does with them."""
