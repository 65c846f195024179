"""The examples of the documentation run, and its links and tables hold."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from onecrew.animation.palette import palette_names
from onecrew.animation.puppet.clothes import OUTFITS as DRAWN
from onecrew.story import show
from onecrew.story.episode import MOODS, PLACES, Feeling
from onecrew.story.shot import EFFECTS, PROPS, Framing, Gesture, Move

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCED = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")


def blocks(page: Path) -> list[tuple[str, str]]:
    """The fenced blocks of a page: what stands behind the fence, and the text."""
    return [(one["info"].strip(), one["text"]) for one in FENCED.finditer(page.read_text(encoding="utf-8"))]


def named(info: str) -> str | None:
    """The file a block is to be saved as: ``file=name``."""
    return next((word.removeprefix("file=") for word in info.split() if word.startswith("file=")), None)


EXAMPLES = [
    pytest.param(page, number, id=f"{page.relative_to(ROOT)}-{number}")
    for page in PAGES
    for number, (info, _) in enumerate(blocks(page))
    if info.startswith("python run")
]


@pytest.mark.parametrize(("page", "number"), EXAMPLES)
def test_an_example_runs(page: Path, number: int, tmp_path: Path) -> None:
    """In an empty folder, with the files that the page shows before it."""
    before = blocks(page)[:number]
    for info, text in before:
        if name := named(info):
            (tmp_path / name).write_text(text, encoding="utf-8")
    if (tmp_path / "pyproject.toml").is_file():
        install(tmp_path)
    script = tmp_path / "example.py"
    script.write_text(blocks(page)[number][1], encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "OMP_NUM_THREADS": "1"}
    ran = subprocess.run([sys.executable, script.name], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr[-2000:]


def install(folder: Path) -> None:
    """What ``pip install`` would write about the pyproject.toml in the folder: its name, version and entry points."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    facts = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    groups = [
        f"[{group}]\n" + "".join(f"{name} = {target}\n" for name, target in points.items())
        for group, points in project["entry-points"].items()
    ]
    (facts / "entry_points.txt").write_text("\n".join(groups))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    targets = [found["target"] for found in LINK.finditer(text)]
    gone = [one for one in targets if "://" not in one and not (page.parent / one).exists()]
    assert not gone


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(names, id=what)
        for what, names in {
            "faces": show.FACES,
            "hair": show.HAIR_STYLES,
            "builds": show.BUILDS,
            "skins": show.SKINS,
            "outfits": (*show.OUTFITS, *DRAWN),
            "glasses": show.GLASSES,
            "hats": show.HATS,
            "beards": show.BEARDS,
            "accessories": show.ACCESSORIES,
            "feelings": tuple(Feeling),
            "gestures": tuple(Gesture),
            "framings": tuple(Framing),
            "moves": tuple(Move),
            "props": PROPS,
            "effects": EFFECTS,
            "palettes": palette_names(),
            "places": PLACES,
            "moods": MOODS,
        }.items()
    ],
)
def test_the_page_of_the_animation_names_everything_there_is(names: tuple[str, ...]) -> None:
    page = (ROOT / "docs" / "animation.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in page] == []


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    missing = [name for one in wanted if f"`{(name := re.split(r'[=<>!~ ;[]', one)[0])}`" not in page]
    assert not missing


def test_every_package_the_code_imports_has_its_line() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    packages = packages_distributions()
    imported = {
        name.split(".")[0]
        for file in (ROOT / "src" / "onecrew").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in imports(node)
    }
    others = sorted(imported - sys.stdlib_module_names - {"onecrew"})
    assert "numpy" in others
    assert [name for name in others if not any(f"`{one.lower()}`" in page for one in packages[name])] == []


def imports(node: ast.AST) -> list[str]:
    """The modules an import statement names."""
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []


def test_every_weight_has_its_hash() -> None:
    table = tomllib.loads((ROOT / "src/onecrew/providers/weights.toml").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert f"{table['checked_at']}" in page
    for name, weight in table.items():
        if isinstance(weight, dict):
            assert f"`{name}`" in page
            if len(weight["files"]) < 10:
                assert [file["name"] for file in weight["files"] if file["sha256"] not in page] == []
