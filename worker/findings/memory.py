"""What is found about the memory folder itself."""

from __future__ import annotations

from worker.findings.kind import kind

MEMORY_RESTORED = kind(
    "memory-restored",
    "warning",
    "{restored}",
    "Look at what you decided lately; decide it again.",
    restored="The memory was damaged and restored on 2026-01-05 from a backup.",
)
MEMORY_PLAIN = kind(
    "memory-plain",
    "note",
    "The memory {path} is not encrypted: whoever can read this disk can read it.",
    "Encrypt it with `mediamapper memory rekey`.",
    path="llm_memory.db",
)
MEMORY_SYNCED = kind(
    "memory-synced",
    "warning",
    "The memory folder {folder} is copied to other computers by {service}; two that write to it can lose or damage it.",
    "Move it to a local folder and name that in MEDIAMAPPER_HOME.",
    folder="llm_memory",
    service="OneDrive",
)
MEMORY_CLOCK = kind(
    "memory-clock",
    "warning",
    "The last decision is dated {day}, after today: a clock is, or was, wrong.",
    "Check the date of this computer; decisions count in the order they were made.",
    day="2031-01-05",
)
MEMORY_FULL = kind(
    "memory-full",
    "warning",
    "There is no room left on the disk of the memory {path}: what it knows is used, and nothing new is kept.",
    "Free some space on that disk; of the memory's own files, old ones in its folder 'backups' can go.",
    path="llm_memory.db",
)
MEMORY_READ_ONLY = kind(
    "memory-read-only",
    "warning",
    "The memory {path} can only be read: what it knows is used, and nothing new is kept.",
    "Check the permissions of its folder, or give another with --memory.",
    path="llm_memory.db",
)
MEMORY_NOT_KEPT = kind(
    "memory-not-kept",
    "note",
    "What this export's mapping says was not kept for the next plan. {why}",
    "{step}",
    why="There is no room left on the disk for the memory llm_memory.db; nothing of this step was kept.",
    step="Free some space on that disk and do it again.",
)
MEMORY_WEAK_KEY = kind(
    "memory-weak-key",
    "warning",
    "{weakness}",
    weakness="The key is easy to guess: whoever copies the memory can try millions of such keys.",
)
MEMORY_TEAM_AWAY = kind(
    "memory-team-away",
    "warning",
    "{problem} Steps that wait to be handed in: {steps}.",
    "{step}",
    problem="The team's database (plans on db.agency.example) can't be used: connection refused.",
    step="Work goes on with this computer's copy; decisions are handed in once it is there.",
    steps=3,
)
MEMORY_TEAM_REFUSED = kind(
    "memory-team-refused",
    "warning",
    "The team did not take {steps} steps of this computer, and they were taken back here.",
    "Ask whoever looks after the team for whom you may decide, and decide them again.",
    steps=1,
)
