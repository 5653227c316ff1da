"""`python -m juluo` is the command `juluo`."""

from juluo.cli.main import run

run()
