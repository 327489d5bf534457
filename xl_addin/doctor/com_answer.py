"""What the Python that answers Excel's formulas said when it was joined."""

from __future__ import annotations

import json

from worker.shapes.json import Json
from xl_addin.install.worker_start import com_probe
from xl_addin.machine import Machine


def com_answer(machine: Machine) -> Json:
    """`{"started": seconds}`, `{"hr": code, "said": text}` or `{"missing": text}`; empty where nothing came."""
    lines = machine.run(com_probe(machine)).out.splitlines()
    try:
        content = json.loads(lines[-1]) if lines else {}
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
