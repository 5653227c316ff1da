"""How templates are made into pages: escaped, strict about names, with the way to styles and scripts."""

from jinja2 import Environment, StrictUndefined

from juluo.shell.statics import address


def environment(**options: object) -> Environment:
    """Called by Django with what its settings say."""
    made = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})  # type: ignore[arg-type] # noqa: S701 - Django's settings turn escaping on
    made.globals["static"] = address
    return made
