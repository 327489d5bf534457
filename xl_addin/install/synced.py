"""Which folders are synced with another computer: a workbook there is opened under an address of the web, a database breaks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from xl_addin.machine import Machine

BY_NAME: tuple[tuple[str, str], ...] = (
    (r"onedrive( ?-.*)?", "OneDrive"),
    (r"sharepoint( ?-.*)?", "SharePoint"),
    (r"dropbox( \(.*\)|[ -].*)?", "Dropbox"),
    (r"google ?drive([ -].*)?|googledrive-.*|my drive|drivefs", "Google Drive"),
    (r"iclouddrive|icloud drive|mobile documents|com~apple~clouddocs", "iCloud Drive"),
    (r"box( sync)?|box-.*", "Box"),
    (
        r"nextcloud|owncloud|pclouddrive|pcloud drive|synologydrive|megasync|resilio sync|syncthing",
        "a sync folder",
    ),
)
"""A folder's whole name in lower case, and whose it is."""
IN_APPLE_CLOUD = ("Desktop", "Documents")


def service_of(folder: Path | str, machine: Machine) -> str | None:
    """Who syncs *folder* ('OneDrive'); None where it is this machine's alone."""
    text = str(folder)
    if text.startswith(("\\\\", "//")):
        return "a network share"
    service_name = next((service for root, service in _told_roots(machine) if _below(text, root)), None)
    if service_name:
        return service_name
    parts = [part for part in re.split(r"[\\/]+", text) if part]
    inner = _after(parts, [p for p in re.split(r"[\\/]+", str(machine.home)) if p])
    if [p.lower() for p in inner[:2]] == ["library", "cloudstorage"] and len(inner) > 2:
        return _named(inner[2]) or inner[2].split("-")[0]
    if machine.system == "macos" and inner and inner[0] in IN_APPLE_CLOUD and _apple_takes(machine, inner[0]):
        return "iCloud Drive"
    return next((service for part in inner if (service := _named(part))), None)


def _named(part: str) -> str | None:
    lower = part.casefold()
    return next((service for pattern, service in BY_NAME if re.fullmatch(pattern, lower)), None)


def _after(parts: list[str], home: list[str]) -> list[str]:
    """What is below the home folder; a user may well be called Box."""
    return parts[len(home) :] if parts[: len(home)] == home else parts


def _told_roots(machine: Machine) -> Iterator[tuple[str, str]]:
    """Folders that the services themselves name."""
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        if root := machine.env.get(variable):
            yield root, "OneDrive"
    places = [machine.home / ".dropbox"]
    places += [Path(machine.env[v]) / "Dropbox" for v in ("APPDATA", "LOCALAPPDATA") if machine.env.get(v)]
    for place in places:
        try:
            content = json.loads((place / "info.json").read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(content, dict):
            yield from (
                (str(a["path"]), "Dropbox") for a in content.values() if isinstance(a, dict) and "path" in a
            )


def _below(text: str, root: str) -> bool:
    plain, under = (re.sub(r"[\\/]+", "/", t).casefold().rstrip("/") for t in (text, root))
    return bool(under) and (plain == under or plain.startswith(under + "/"))


def _apple_takes(machine: Machine, name: str) -> bool:
    """Whether 'Desktop & Documents Folders' is on: then iCloud Drive holds a folder of that name."""
    return (machine.home / "Library" / "Mobile Documents" / "com~apple~CloudDocs" / name).exists()
