"""The dynamic tier: what people decided, with its evidence. Only this package speaks to the database.

folder.py    one memory folder, opened, with all its parts
store.py     headers and values: recall, decide, undo, and how they stand
recall/      what memory answers, and what goes with a question to the model
learning/    from decisions to evidence, from evidence to what holds; rules; priors
layouts/     shapes of tables with the field of each column
audit/       who did what, in a chain that shows every change
reporting/   usage, calibration, the model's ledger, the report
upkeep/      prune, archive, merge, retrain; what is due; notices
backup/      copies, readable mirrors, recovery
team/        what copies of a memory give each other, and the server in between
keys/        where the key is, and how it is changed
database/    models, transactions, running queries; in sqlite/ what only SQLite can say
"""

from worker.memory.store import MemoryStore

__all__ = ["MemoryStore"]
