"""Run the command line as `python -m hub …`, which is what run.py does once the environment is installed."""

import sys

from hub.cli import main

sys.exit(main(sys.argv[1:]))
