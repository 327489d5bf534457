"""The worker at login, so that neither Excel nor a formula ever has to start a process.

Windows: a value of the user's own Run key. It is one documented registry value, which Task Manager lists by its name
under Startup apps and can switch off there. A shortcut in the Startup folder would be a binary file with Python as its
target, which is what scanners look for first; a script there is what Defender's rules forbid.
"""

from __future__ import annotations

import plistlib
import subprocess
from pathlib import Path

from worker.errors import MediaMapperError
from xl_addin.install.changes import Change, Command, File, Value
from xl_addin.install.step import Options, Step
from xl_addin.machine import Machine

RUN_KEY = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"
WORKER, FORMULAS = "MediaMapper worker", "MediaMapper formulas"
"""Names under Startup apps: the worker, and the Python that serves Excel's formulas and buttons."""
LONGEST_COMMAND = 260
"""What Windows runs from that key."""
LABEL = "org.mediamapper.worker"
UNIT = "mediamapper.service"
DESKTOP_FILE = "mediamapper.desktop"


def step(machine: Machine, options: Options) -> Step:
    """What starts the worker at each login."""
    name = "login-start"
    if not options.at_login:
        return Step(name, note="Left out as asked (--no-login); the first click starts it.")
    if machine.system == "windows":
        return Step(name, _run_values(machine))
    if machine.system == "macos":
        return Step(name, _launch_agent(machine))
    if has_user_systemd(machine):
        return Step(name, _systemd_unit(machine, options))
    note = "There is no systemd of the user here: the desktop starts it."
    return Step(name, (File(desktop_file(machine), _desktop_entry(machine).encode()),), note)


def serve(machine: Machine) -> list[str]:
    """The worker's command; -P keeps what lies in the current folder out."""
    memory = [] if machine.memory_is_default else ["--memory", str(machine.memory)]
    return [quiet_python(machine), "-P", "-m", "worker", "serve", *memory]


def formulas(machine: Machine) -> list[str]:
    """Windows: the command of what serves Excel's formulas and buttons, and starts that again after a crash."""
    return [quiet_python(machine), "-I", "-m", "xl_addin.com_server.supervisor"]


def quiet_python(machine: Machine) -> str:
    """On Windows the Python without a console window, which stands beside the other."""
    quiet = machine.python.with_name("pythonw.exe")
    return str(quiet if machine.system == "windows" and quiet.is_file() else machine.python)


def has_user_systemd(machine: Machine) -> bool:
    """Whether a systemd of this user answers."""
    state = machine.run(("systemctl", "--user", "is-system-running")).out.split()
    return bool(state) and state[-1] in {"running", "degraded", "starting", "initializing"}


def agent_file(machine: Machine) -> Path:
    """The LaunchAgent of macOS."""
    return machine.home / "Library" / "LaunchAgents" / f"{LABEL}.plist"


def unit_file(machine: Machine) -> Path:
    """The unit of systemd."""
    return machine.folder("XDG_CONFIG_HOME", ".config") / "systemd" / "user" / UNIT


def desktop_file(machine: Machine) -> Path:
    """The autostart entry of a desktop."""
    return machine.folder("XDG_CONFIG_HOME", ".config") / "autostart" / DESKTOP_FILE


def _run_values(machine: Machine) -> tuple[Change, ...]:
    commands = {
        WORKER: serve(machine),
        FORMULAS: formulas(machine),
    }
    values = []
    for name, command in commands.items():
        line = subprocess.list2cmdline(command)
        if len(line) > LONGEST_COMMAND:
            raise MediaMapperError(
                f"Windows starts no command of more than {LONGEST_COMMAND} letters at login, and ours has {len(line)}.",
                "Install MediaMapper's Python into a folder with a shorter path.",
                code="login-start",
            )
        values.append(Value(RUN_KEY, name, line))
    return tuple(values)


def _launch_agent(machine: Machine) -> tuple[Change, ...]:
    path = agent_file(machine)
    properties = {
        "Label": LABEL,
        "ProgramArguments": serve(machine),
        "RunAtLoad": True,
        "ProcessType": "Interactive",  # a planner waits for its answers
        "StandardOutPath": "/dev/null",
        "StandardErrorPath": "/dev/null",
    }
    domain = f"gui/{machine.user}"
    loaded = Command(
        do_it=("launchctl", "bootstrap", domain, str(path)),
        undo_it=("launchctl", "bootout", f"{domain}/{LABEL}"),
        check=("launchctl", "print", f"{domain}/{LABEL}"),
        next_step="It starts at the next login; until then the first click starts it.",
    )
    return (File(path, plistlib.dumps(properties)), loaded)


def _systemd_unit(machine: Machine, options: Options) -> tuple[Change, ...]:
    control = ("systemctl", "--user")
    enabled = Command(
        do_it=(*control, "enable", *(("--now",) if options.start else ()), UNIT),
        undo_it=(*control, "disable", "--now", UNIT),
        check=(*control, "is-enabled", "--quiet", UNIT),
        next_step="The first click starts it instead.",
    )
    # Taken back in reverse: disabled, its file removed, and then forgotten.
    return (
        Command(undo_it=(*control, "daemon-reload")),
        File(unit_file(machine), _unit(machine).encode()),
        enabled,
    )


def _unit(machine: Machine) -> str:
    return f"""[Unit]
Description=MediaMapper's local worker

[Service]
ExecStart={" ".join(map(_quoted, serve(machine)))}
Restart=on-failure

[Install]
WantedBy=default.target
"""


def _desktop_entry(machine: Machine) -> str:
    return f"""[Desktop Entry]
Type=Application
Name=MediaMapper worker
Comment=Answers MediaMapper's formulas and buttons
Exec={" ".join(map(_quoted, serve(machine)))}
Terminal=false
NoDisplay=true
"""


def _quoted(argument: str) -> str:
    """An argument as unit files and desktop entries both take it: in quotes, with % and the rest escaped."""
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if escaped != argument or any(c.isspace() for c in argument) else argument
