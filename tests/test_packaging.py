"""What is shipped: the wheel carries the data, and finds it where it is installed."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = ("templates", "knowledge")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A wheel and an sdist of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    code = (
        "import sys; from hatchling.builders.wheel import WheelBuilder; from hatchling.builders.sdist import SdistBuilder\n"
        "for builder in (WheelBuilder, SdistBuilder):\n"
        "    print(*builder(sys.argv[1]).build(directory=sys.argv[2], versions=['standard']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), str(folder)], capture_output=True, text=True, check=True
    )
    wheel, sdist = (Path(line) for line in done.stdout.splitlines())
    return wheel, sdist


def data_files() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for name in DATA
        for path in (ROOT / name).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_the_wheel_carries_every_data_file(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[0]) as wheel:
        assert {f"worker/_data/{name}" for name in data_files()} <= set(wheel.namelist())
        assert wheel.read("xl_addin/_data/MediaMapper.xlsm") == (ROOT / "MediaMapper.xlsm").read_bytes()


def test_the_sdist_can_be_built_from(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[1]) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames() if "/" in name}
    assert data_files() | {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"} <= names


def test_an_unpacked_wheel_works_without_the_checkout(built: tuple[Path, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(built[0]) as wheel:
        wheel.extractall(tmp_path)
    code = "from worker.knowledge.templates import load_template; print(len(load_template().fields))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert (done.stdout.strip(), done.stderr) == ("50", "")
