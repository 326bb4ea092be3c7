"""An instance to try things in: one account a role, and a draft in every state."""
