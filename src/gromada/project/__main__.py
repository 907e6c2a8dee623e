"""`python -m gromada.project` is the program `gromada`."""

import sys

from gromada.project.cli import main

sys.exit(main())
