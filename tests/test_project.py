"""The project around the code is true: docs, locks, house rules."""

import ast
import re
import runpy
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from juluo.cli.main import COMMANDS
from juluo.metrics.metric import metrics
from juluo.sources.reader import readers

ROOT = Path(__file__).parents[1]
FOLDERS = ("juluo", "tests", "docs", "bench", ".ci")
PYTHON = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES: list[str] = PROJECT["project"]["dependencies"]
EXTRAS: list[str] = list(chain.from_iterable(PROJECT["project"]["optional-dependencies"].values()))
READMES = ("README.md", "README.en.md")
LONGEST_FUNCTION = 60
LONGEST_FILE = 400
# Long for a plain reason.
LONG = {"juluo/sources/batch.py entry_batch": "one line a column, and nothing but columns"}
BIGGEST_SAMPLE = 64 * 1024

# Only the machine that writes the SQL of metrics' questions needs these.
FOR_WRITING = {"ibis"}

# Needed by others: DuckDB, zoneinfo where the machine has no time zones, and what Django's settings name as words.
NAMED_ONLY = {"pytz", "tzdata", "argon2-cffi", "django-csp"}
# What is called otherwise where it is imported.
IMPORTED_AS = {"csp": "django-csp"}

# Where packages come from, and where one machine keeps things, is nobody else's business.
HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "debian" + ".org")
PLACES = re.compile(r"(?<![\w.~…])/(?:ro" + r"ot|wo" + r"rk|opt/py" + r"pi|opt/wh" + r"eels)\b/?")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def texts() -> Iterator[tuple[str, str]]:
    """Every text file of the project with its name."""
    loose = (path for path in ROOT.iterdir() if path.is_file() and path.name != "LICENSE")
    kept = chain(loose, *((ROOT / folder).rglob("*") for folder in FOLDERS))
    for path in kept:
        if path.is_file() and "__pycache__" not in path.parts:
            try:
                yield relative(path), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def headings(page: str) -> set[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return {line[3:] for line in text.splitlines() if line.startswith("## ")}


def test_generated_pages_are_up_to_date() -> None:
    pages: dict[Path, str] = runpy.run_path(str(ROOT / "docs" / "generate.py"))["pages"]()
    old = [relative(path) for path, words in pages.items() if path.read_text(encoding="utf-8") != words]
    assert not old, "run: make generate"


def test_everything_has_its_heading() -> None:
    assert headings("commands.md") == {f"juluo {name}" for name in COMMANDS}
    assert headings("sources.md") == set(readers())
    assert headings("metrics.md") == set(metrics())


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def commands_in(name: str) -> list[str]:
    """The shell lines of a page that call juluo or make, without their comments."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    lines = (line.split("#")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if re.search(r"\b(?:juluo|make) ", line)]


@pytest.mark.parametrize("name", READMES)
def test_readme_shows_commands_that_exist(name: str) -> None:
    options = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    lines = commands_in(name)
    assert lines
    for line in lines:
        if found := re.search(r"\bjuluo ([a-z]+)", line):
            assert found[1] in COMMANDS, line
        else:
            assert line.split("make ")[1].split()[0] in targets, line
        for option in re.findall(r" (--[a-z-]+)", line):
            assert f"`{option}" in options, line


def test_the_readmes_are_twins() -> None:
    chinese, english = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)
    assert re.findall(r"^#+", chinese, re.MULTILINE) == re.findall(r"^#+", english, re.MULTILINE)
    calls = [[re.sub(r"[\w.]*[^\x00-\x7f][^\s]*", "…", line) for line in commands_in(name)] for name in READMES]
    assert [re.findall(r"\b(?:juluo|make) [a-z]+| --?[a-z-]+", line) for line in calls[0]] == [
        re.findall(r"\b(?:juluo|make) [a-z]+| --?[a-z-]+", line) for line in calls[1]
    ]


def test_imports_only_go_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        (name, line.strip()[:120])
        for name, text in texts()
        for line in text.splitlines()
        if any(host in line for host in HOSTS) or PLACES.search(line)
    ]
    assert found == []


def locked(name: str) -> dict[str, str]:
    """Package → version, as a lock file has them."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, re.MULTILINE))


def test_locks_hold_what_the_project_asks_for() -> None:
    groups = PROJECT["dependency-groups"]
    asked = {
        "requirements.lock": [*DEPENDENCIES, *groups["build"]],
        "requirements-dev.lock": [*DEPENDENCIES, *(line for line in groups["dev"] if isinstance(line, str))],
    }
    for name, lines in asked.items():
        versions = locked(name)
        wanted = [Requirement(line) for line in lines]
        assert [r.name for r in wanted if not r.specifier.contains(versions.get(r.name, "0"))] == [], "run: make lock"


def test_locks_agree_and_carry_hashes_alone() -> None:
    runtime, development = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {package: development.get(package) for package in runtime} == runtime
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert re.search(r"^\s*(?!--hash=sha256:)-", text, re.MULTILINE) is None


IMPORTS = (ast.Import, ast.ImportFrom)


def foreign_imports(path: Path) -> set[str]:
    """The packages from elsewhere that a module imports, wherever it does."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    return {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - {"juluo"}


def test_the_code_imports_what_it_declares() -> None:
    declared, extra = (
        {canonicalize_name(Requirement(line).name) for line in lines} for lines in (DEPENDENCIES, EXTRAS)
    )
    used = set().union(*(foreign_imports(path) for path in PYTHON if relative(path).startswith("juluo/")))
    installed = {canonicalize_name(IMPORTED_AS.get(name, name)) for name in used - FOR_WRITING}
    assert installed <= declared | extra
    assert declared - installed <= NAMED_ONLY


def test_what_only_an_extra_brings_is_imported_where_it_is_needed_and_nowhere_earlier() -> None:
    """A module whose first lines ask for an extra could not be imported without it."""
    extra = {canonicalize_name(Requirement(line).name) for line in EXTRAS}
    for path in PYTHON:
        if relative(path).startswith("juluo/"):
            at_once = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, IMPORTS)]
            names = {alias.name for node in at_once if isinstance(node, ast.Import) for alias in node.names}
            names |= {node.module or "" for node in at_once if isinstance(node, ast.ImportFrom) and not node.level}
            assert not {canonicalize_name(name.split(".")[0]) for name in names} & extra, relative(path)


def heights(path: Path) -> Iterator[tuple[str, int]]:
    """Every function with its lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield f"{relative(path)} {node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_functions_and_files_are_short() -> None:
    files = {relative(path): path.read_text(encoding="utf-8").count("\n") for path in PYTHON}
    assert {name: lines for name, lines in files.items() if lines > LONGEST_FILE} == {}
    functions = dict(chain.from_iterable(heights(path) for path in PYTHON))
    assert {name for name, lines in functions.items() if lines > LONGEST_FUNCTION} == set(LONG)


def test_modules_that_are_found_by_name_alone_have_different_names() -> None:
    """Folders of tests and of bench/ are no packages: of two modules of one name, the wrong one would be loaded."""
    loose = [path for path in PYTHON if relative(path).startswith(("tests/", "bench/")) and path.stem != "conftest"]
    names = Counter(path.name for path in loose)
    assert [relative(path) for path in loose if names[path.name] > 1] == []


def test_samples_are_small_enough_to_be_read_in_review() -> None:
    samples = (ROOT / "tests" / "sources" / "samples").rglob("*.*")
    assert [relative(path) for path in samples if path.stat().st_size > BIGGEST_SAMPLE] == []
