"""What is found while sheets and tables are understood."""

from __future__ import annotations

from worker.findings.kind import kind

SHEET_HIDDEN = kind(
    "sheet-hidden",
    "note",
    "The sheet '{sheet}' is hidden and is not taken.",
    "Choose the sheet by name if its lines belong to the plan.",
    sheet="Lists",
)
SUM_NOT_TAKEN = kind(
    "version-not-taken",
    "note",
    "'{name}' adds up the lines of the other sheets exactly; its amounts are not added again.",
    name="Overview",
)
VERSION_NOT_TAKEN = kind(
    "version-not-taken",
    "warning",
    "'{name}' repeats '{taken}' as another version or a summary; its amounts are not added up.",
    "If '{name}' is the one that counts, choose that sheet alone.",
    name="Plan v1",
    taken="Plan v2",
)
VERSION_ASIDE = kind(
    "version-not-taken",
    "note",
    "'{name}' is another version of '{taken}'; its amounts are not added up.",
    "If another one counts, answer the question '{question}'.",
    name="Plan v1",
    taken="Plan v2",
    question="version",
)
HIDDEN_VERSION = kind(
    "version-not-taken",
    "note",
    "The hidden sheet '{name}' is another version of '{taken}'; its amounts are not added up.",
    "If '{name}' is the one that counts, choose that sheet alone.",
    name="Plan v1",
    taken="Plan v2",
)
VERSION_TAKEN = kind(
    "version-taken",
    "note",
    "'{name}' is taken as the plan; {others} only repeat it.",
    "Check that this is the version that counts.",
    name="Plan v2",
    others="'Plan v1'",
)
HEADER_ALONE = kind(
    "header-alone",
    "error",
    "'{sheet}' has a header in row {row} and no line below it: there is nothing to export.",
    "Export the report again for a time in which something ran, or check that the right sheet was saved.",
    sheet="Report",
    row=1,
)
YEAR_OF_WORKBOOK = kind(
    "year-of-workbook",
    "note",
    "No year stands on {sheets}; the periods were taken as of {year}, which the other sheets say.",
    "If they are of another year, write it above the table.",
    sheets="'Radio'",
    year=2026,
)
PERIOD_YEAR_MOVED = kind(
    "period-year-moved",
    "warning",
    "{place} says the year {typed}, but its row of dates runs on over New Year; it was taken as {taken}.",
    "Correct the year in the cell if it is another one.",
    place="H3",
    typed="2026",
    taken="2027",
)
LAYOUT_BY_MODEL = kind(
    "layout-by-model",
    "warning",
    "Which row is the header was not clear; AI took {rows}.",
    "Look whether it is; if not, name the header: --row {sheet}!ROW=header.",
    rows="rows 4 to 5",
    sheet="Plan",
)
