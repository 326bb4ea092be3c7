"""What the machine formats of the programme have in common; each format is one file beside this folder."""
