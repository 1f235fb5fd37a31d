"""`python -m factpress` is the `factpress` command."""

import sys

from factpress.cli import main

sys.exit(main())
