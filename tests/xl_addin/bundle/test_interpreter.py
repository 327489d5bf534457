from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from worker.errors import FileProblem
from xl_addin.bundle import interpreter


def package(folder: Path, *names: str) -> Path:
    file = folder / "python-embed-amd64.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return file


def test_an_embeddable_python_finds_packages(tmp_path: Path) -> None:
    file = package(tmp_path, "python.exe", "python313._pth", "python313.zip")
    interpreter.unpack_embeddable(tmp_path / "python", file)
    lines = (tmp_path / "python/python313._pth").read_text("utf-8").splitlines()
    assert lines == ["python313.zip", ".", "Lib\\site-packages", "import site"]
    assert (tmp_path / "python" / interpreter.SITE).is_dir()


@pytest.mark.parametrize("names", [("python.exe", "python312._pth"), ("readme.txt",)])
def test_another_version_or_another_package_is_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(FileProblem, match="no embeddable Python 3.13"):
        interpreter.unpack_embeddable(tmp_path / "python", package(tmp_path, *names))


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "half.zip"
    file.write_bytes(b"PK\x03\x04half")
    with pytest.raises(FileProblem, match="can't be unpacked"):
        interpreter.unpack_embeddable(tmp_path / "python", file)
