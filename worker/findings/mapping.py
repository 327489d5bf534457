"""What is found while columns get their fields."""

from __future__ import annotations

from worker.findings.kind import kind

_DECIDE = "Decide it in a review (mediamapper map PLAN -o review.xlsx) and export with --mapping review.xlsx."

COLUMN_IN_DOUBT = kind(
    "mapping-in-doubt",
    "warning",
    "'{header}' was taken as {field}, with {confidence:.0%} confidence.",
    _DECIDE,
    header="Cost",
    field="net_cost",
    confidence=0.62,
)
COLUMNS_IN_DOUBT = kind(
    "mapping-in-doubt",
    "warning",
    "'{header}' and {count} more columns like it, up to '{last}', were taken as {field}, with {confidence:.0%} confidence.",
    _DECIDE,
    header="Cost / TV",
    count=4,
    last="Cost / Press",
    field="net_cost",
    confidence=0.62,
)
COLUMN_OPEN = kind(
    "mapping-in-doubt",
    "warning",
    "'{header}' was left open; the nearest field is {field}.",
    _DECIDE,
    header="Cost",
    field="net_cost",
)
MONEY_BY_ANOTHER_NAME = kind(
    "money-by-another-name",
    "note",
    "'{header}' says no more than that it is the table's money: it was taken as {field}, and may be {others}.",
    "Its sum is the same under either. " + _DECIDE,
    header="Cost",
    field="net_cost",
    others="spend",
)
NOTHING_MAPPED = kind(
    "nothing-mapped",
    "error",
    "No column has a field of {template}: nothing is exported.",
    "Decide the columns in a review, or choose another --template.",
    template="raw_data",
)
COLUMN_GONE = kind(
    "column-gone",
    "note",
    "{drift}",
    "Nothing to do, if that is meant.",
    drift="The column 'Format' is no longer there.",
)
ANSWER_REMEMBERED = kind(
    "answer-remembered",
    "note",
    "The question '{question}' is answered as for the last plan of this shape and client: {answer}.",
    "Where this plan is another case, answer it anew: --answer '{question}=...'.",
    question="measure-H",
    answer="net_cost",
)
VALUE_PROPOSED = kind(
    "value-proposed",
    "note",
    "{value!r} may be {name} (AI, {confidence:.0%}); it stays as it is written until somebody confirms it.",
    "If it is, teach it: `mediamapper decide` with the value {value!r} of {field}.",
    value="Insta",
    name="Instagram",
    confidence=0.7,
    field="platform",
)
