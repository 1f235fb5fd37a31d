"""`python -m factpress` is the `factpress` command."""

from factpress.cli import run

run()
