"""What is found when a raw-data file is held against its plan."""

from __future__ import annotations

from worker.findings.kind import kind

_LOOK = "Export the plan again, or correct the row in the file."

RAW_TOTAL_DIFFERS = kind(
    "raw-total-differs",
    "warning",
    "'{label}' says {plan:,.2f} {unit} of {field} ({where}); the rows of {file} add up to {raw:,.2f}.",
    "Look for lines that are missing, doubled or changed in the file.",
    label="Total",
    plan=1200.0,
    unit="EUR",
    field="net_cost",
    where="Plan!H20",
    file="raw.csv",
    raw=1000.0,
)
SUM_DIFFERS = kind(
    "raw-sum-differs",
    "warning",
    "The plan's lines add up to {plan:,.2f} {unit} of {field}{span}; the rows of {file} to {raw:,.2f}.",
    "Look for lines that are missing, doubled or changed in the file.",
    plan=1200.0,
    unit="EUR",
    field="net_cost",
    span=" in 2026-03",
    file="raw.csv",
    raw=1000.0,
)
ROW_MISSING = kind(
    "raw-row-missing",
    "warning",
    "Row {row} of '{sheet}' is a line of the plan; {file} does not have it.",
    "Export the plan again.",
    row=12,
    sheet="Plan",
    file="raw.csv",
)
ROW_EXTRA = kind(
    "raw-row-extra",
    "warning",
    "{file} has a row from row {row} of '{sheet}', which is {what} in the plan.",
    "Take the row out of the file, or say in a review what the plan's row is.",
    row=20,
    sheet="Plan",
    what="a total",
    file="raw.csv",
)
VALUE_DIFFERS = kind(
    "raw-value-differs",
    "warning",
    "{field} of row {row} of '{sheet}' is {plan} in the plan and {raw} in {file}.",
    _LOOK,
    field="start_date",
    row=12,
    sheet="Plan",
    plan="2026-03-01",
    raw="2026-04-01",
    file="raw.csv",
)
COLUMN_MISSING = kind(
    "raw-column-missing",
    "warning",
    "The plan gives {field}; {file} has no such column.",
    "Export the plan again, or name the file's column as the field.",
    field="net_cost",
    file="raw.csv",
)
NOTHING_TO_COMPARE = kind(
    "raw-nothing-to-compare",
    "error",
    "{file} shares no measure with the plan, so nothing could be compared.",
    "Name its columns as the fields of the template: net_cost, impressions, ...",
    file="raw.csv",
)
NOT_CONFIRMED = kind(
    "raw-not-confirmed",
    "note",
    "{file} has the plan's lines; no total, budget or band of the plan confirms their sums.",
    file="raw.csv",
)
PLAN_IN_DOUBT = kind(
    "raw-plan-in-doubt",
    "warning",
    "{file} has what was read from the plan, and the plan itself is in doubt.",
    "Settle the plan first (mediamapper check PLAN), then check the file again with --mapping.",
    file="raw.csv",
)
