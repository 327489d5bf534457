"""What is found while the books are kept."""

from __future__ import annotations

from worker.findings.kind import kind

AMOUNT_NOT_EXPORTED = kind(
    "amount-not-exported",
    "warning",
    "'{header}' ({letter}) adds up to {amount:,.2f} and is not exported; it may be {field}.",
    "Map it to a field, or reject it, in the review.",
    header="Net price",
    letter="K",
    amount=12000.0,
    field="net_cost",
)
SMALL_AMOUNT = kind(
    "amount-not-exported",
    "note",
    AMOUNT_NOT_EXPORTED.sentence,
    AMOUNT_NOT_EXPORTED.next_step,
    header="CPV",
    letter="N",
    amount=0.07,
    field="net_cost",
)
NUMBERS_LOST = kind(
    "numbers-not-exported",
    "warning",
    "Nothing says what the numbers under {headers} ({letters}) are, and no number of spots, impressions or the like is "
    "exported of this table.",
    "If they are one, map the column to its field in the review; else reject it.",
    headers="'Qté'",
    letters="F",
)
UNNAMED_NUMBERS = kind(
    "numbers-not-exported",
    "note",
    "Nothing says what the numbers under {headers} ({letters}) are; they are not exported.",
    "If they are amounts, map the column to their field in the review.",
    headers="'W', 'H'",
    letters="G to H",
)
ROWS_UNEXPLAINED = kind(
    "rows-unexplained",
    "warning",
    "The numbers under {what} in {rows} are neither lines nor the sum of lines; they are not exported.",
    "Say what the rows are: --row {sheet}!ROW=data, or =note.",
    what="net cost",
    rows="rows 14 to 16",
    sheet="Plan",
)
LINES_ADD_UP = kind(
    "lines-add-up",
    "note",
    "{count} rows ({rows}) are the sums of lines beside them; they were taken as totals.",
    "If one is a line of its own, say so: --row {sheet}!ROW=data.",
    count=3,
    rows="2, 3, 7",
    sheet="Plan",
)
LINES_REFUSED = kind(
    "lines-refused",
    "note",
    "{count} lines ({rows}) are '{state}', and the plan's total leaves them out; they are not exported.",
    "If one counts, say so: --row {sheet}!ROW=data.",
    count=1,
    rows="15",
    state="Cancelled",
    sheet="Plan",
)
LINES_DELIVERED = kind(
    "lines-delivered",
    "warning",
    "{count} lines ({rows}) are '{word}' in '{header}' and tell what lines of the plan came to; they are not exported.",
    "If one counts as a line of the plan, say so: --row {sheet}!ROW=data.",
    count=1,
    rows="15",
    word="Actual",
    header="Version",
    sheet="Plan",
)
LINES_HIDDEN = kind(
    "lines-hidden",
    "warning",
    "{count} lines ({rows}) are hidden, and the plan's own sums leave them out; they are not exported.",
    "If one counts, show its row and save the plan again.",
    count=2,
    rows="9, 12",
)
LINE_REFUSED = kind(
    "line-refused",
    "warning",
    "Row {row} is '{state}' and is exported: no total of the plan says whether it counts.",
    "If it does not, say so: --row {sheet}!{row}=note.",
    row=15,
    state="Cancelled",
    sheet="Plan",
)
LINE_MAY_ADD_UP = kind(
    "line-may-add-up",
    "warning",
    "All amounts of row {row} are the sums of rows {first} to {last}: if it is their total, they count twice.",
    "If it is, say so: --row {sheet}!{row}=total.",
    row=2,
    first=3,
    last=6,
    sheet="Plan",
)
SIDE_TABLE = kind(
    "side-table",
    "note",
    "'{name}' (rows {first} to {last}) stands beside the plan: its lines have no money, no time or no name, and its title, "
    "its formulas or the plan's own lines say what it is. It is not exported.",
    "Correct one of its columns in the review, or call one of its rows data, if its lines belong to the plan.",
    name="Brief",
    first=10,
    last=11,
)
PARTS_OF_A_LINE = kind(
    "side-table",
    "note",
    "'{name}' (rows {first} to {last}) shares out one line of the plan, and the plan's sum of its tables leaves it out. "
    "It is not exported.",
    "Correct one of its columns in the review, or call one of its rows data, if its lines belong to the plan.",
    name="Plan!A28:E31",
    first=30,
    last=31,
)
SUMMARY_LEFT_OUT = kind(
    "summary-left-out",
    "note",
    "'{name}' adds up the lines of {of}; its amounts were compared with them and are not exported.",
    "If it has lines of its own, say so: --answer {question}=lines.",
    name="Summary",
    of="'Plan'",
    question="summary",
)
