"""`python -m hub …`: what run.py calls once the environment is there."""

import sys

from hub.cli import main

sys.exit(main(sys.argv[1:]))
