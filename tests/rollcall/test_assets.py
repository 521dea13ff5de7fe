"""The style sheet and scripts, built from the packages that `make` fetched."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from rollcall.assets import Build
from rollcall.clear_line import ClearLine

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("build") / "assets"
    Build(CHECKOUT / "assets", CHECKOUT / "node_modules", out).run()
    return out


def test_each_file_is_named_after_its_content(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text())
    assert {"rollcall.css", "rollcall.js", "favicon.svg"} <= set(manifest)
    packed = {f"{name}.gz" for name in manifest.values() if name.endswith((".css", ".js", ".svg"))}
    assert {file.name for file in built.iterdir()} == {*manifest.values(), *packed, "manifest.json"}
    assert all(gzip.decompress((built / name).read_bytes()) == (built / name[:-3]).read_bytes() for name in packed)
    for name in manifest.values():
        assert hashlib.sha256((built / name).read_bytes()).hexdigest()[:10] in name


def test_the_style_sheet_has_neither_the_crown_nor_its_typeface(built: Path) -> None:
    (sheet,) = built.glob("rollcall-*.css")
    text = sheet.read_text()
    assert "Source Sans 3" in text
    assert not re.search(r"GDS Transport|crest|crown", text, re.IGNORECASE)


def test_everything_named_is_there_and_comes_from_here(built: Path) -> None:
    (sheet,), (script,) = built.glob("rollcall-*.css"), built.glob("rollcall-*.js")
    named = re.findall(r"url\(([^)]+)\)", sheet.read_text()) + re.findall(r'from "\./([^"]+)"', script.read_text())
    assert len(named) >= 5
    for file in named:
        assert (built / file).is_file(), file
    for file in built.glob("*.js"):
        assert "sourceMappingURL" not in file.read_text()


def test_what_the_whole_service_weighs(built: Path) -> None:
    """At most 35 KB of style and 30 KB of scripts, compressed."""
    weight = {kind: sum(file.stat().st_size for file in built.glob(f"*.{kind}.gz")) for kind in ("css", "js")}
    assert 5_000 < weight["css"] <= 35_000
    assert 5_000 < weight["js"] <= 30_000


def test_a_file_that_no_package_has_stops_the_build(tmp_path: Path) -> None:
    source = tmp_path / "assets"
    for folder in ("scss", "js", "images"):
        (source / folder).mkdir(parents=True)
    (source / "scss" / "rollcall.scss").write_text('p { background: url("/assets/images/no-such.svg") }')
    with pytest.raises(ClearLine, match=r"names /assets/images/no-such\.svg"):
        Build(source, CHECKOUT / "node_modules", tmp_path / "out").run()
