"""What the checks find on the lines of a table; `worker.cleaning.checks` has a module for each."""

from __future__ import annotations

from worker.findings.kind import kind

CLICKS_OVER_IMPRESSIONS = kind(
    "clicks-over-impressions",
    "warning",
    "Row {row} has {clicks} clicks on {impressions} impressions.",
    "One of the two is wrong, or in thousands.",
    row=12,
    clicks="1,200",
    impressions="900",
)
TABLE_WITHOUT_DATES = kind("cost-without-dates", "note", "No line of this table has a date.")
DATES_IN_HEADING = kind(
    "cost-without-dates",
    "warning",
    "No line of this table has a date, though '{heading}' names one.",
    "If it dates the lines, write it into the brief as the flight ('Flight: 1 Mar - 31 Mar 2026'), or add a column of dates.",
    heading="Keyword report (Jun 14, 2016)",
)
DATES_IN_COLUMN = kind(
    "cost-without-dates",
    "warning",
    "No line of this table has a date, though cells of '{header}' such as {text!r} look like times; they are not exported.",
    "If they date the lines, map the column to start_date; where a letter or a length says too little, write days into it.",
    header="On air",
    text="17 wk",
)
COST_WITHOUT_DATES = kind(
    "cost-without-dates",
    "warning",
    "Row {row} has a cost, but no date and no amount in any period.",
    "Add its dates or its period amounts.",
    row=12,
)
AMOUNT_OF_A_PERIOD = kind(
    "amount-of-a-period",
    "warning",
    "'{header}' is of one period each, and {count} lines last longer: {name} adds up to {amount}, one period of each.",
    "Put the amounts of whole flights into the plan, or map the column to no field.",
    header="Monthly budget",
    count=12,
    name="planned budget",
    amount=48_000.0,
)
AMOUNT_OF_A_PERIOD_REPEATED = kind(
    "amount-of-a-period-repeated",
    "warning",
    "'{header}' is of one period each, and {count} lines repeat the amount of one: {name} adds up to {amount}.",
    "Keep the amount on one line of each period, or map the column to no field.",
    header="Monthly budget",
    count=56,
    name="planned budget",
    amount=5_950_000.0,
)
YEAR_OUT_OF_LINE = kind(
    "year-out-of-line",
    "warning",
    "Row {row} has a day that lies a year or so away from all other lines.",
    "Check the year; if it is right, nothing needs to be done.",
    row=12,
)
DUPLICATE_LINE = kind(
    "duplicate-line",
    "warning",
    "Row {row} repeats row {other} in every mapped column.",
    "If it was entered twice, delete one of them.",
    row=12,
    other=9,
)
END_BEFORE_START = kind(
    "end-before-start",
    "warning",
    "Row {row} ends on {end_date}, before it starts on {start_date}.",
    "Correct one of the dates.",
    row=12,
    end_date="2026-01-05",
    start_date="2026-02-01",
)
ERROR_CELL = kind(
    "error-cell",
    "warning",
    "{cell} shows {error}{more}; it was read as blank.",
    "Correct the formula.",
    cell="H12:H14",
    error="#REF!",
    more=" (3 cells)",
)
RATE_OF_NOTHING = kind(
    "error-cell", "note", ERROR_CELL.sentence, ERROR_CELL.next_step, cell="K12", error="#DIV/0!", more=""
)
FEE_DIFFERS = kind(
    "fee-differs",
    "warning",
    "Row {row}: net {net_cost} and fee {agency_fee} do not give gross {gross_cost} as on the other lines (times {usual:.4g}).",
    "Check the three amounts.",
    row=12,
    net_cost="1,000",
    agency_fee="150",
    gross_cost="1,300",
    usual=1.0,
)
GROSS_DIFFERS = kind(
    "fee-differs",
    "warning",
    "Row {row}: net {net_cost} does not give gross {gross_cost} as on the other lines (times {usual:.4g}).",
    "Check the two amounts.",
    row=12,
    net_cost="1,000",
    gross_cost="1,300",
    usual=1.15,
)
HIDDEN_ROW = kind(
    "hidden-row",
    "note",
    "{rows} hidden in the plan and part of the raw data.",
    rows="Rows 12 to 14 are",
)
HIDDEN_COLUMN = kind(
    "hidden-column",
    "note",
    "Column {letter} is hidden in the plan and part of the raw data.",
    letter="K",
)
HIDDEN_SHEET = kind(
    "hidden-sheet",
    "warning",
    "This sheet is hidden in the plan and part of the raw data.",
    "If it should not count, leave it out.",
)
NEGATIVE_AMOUNT = kind(
    "negative-amount",
    "warning",
    "{cell} is {value}: a {field} below zero.",
    "If it is a credit, leave it; otherwise correct it.",
    cell="H12",
    value="-500",
    field="net_cost",
)
CREDIT = kind(
    "negative-amount",
    "note",
    "{cell} is {value}: its brackets say that this {field} is a credit.",
    cell="H12",
    value="-500",
    field="net_cost",
)
NET_OVER_GROSS = kind(
    "net-over-gross",
    "warning",
    "Row {row}: net {net_cost} is above gross {gross_cost}.",
    "Check whether the two columns are mapped the wrong way round.",
    row=12,
    net_cost="1,200",
    gross_cost="1,000",
)
STARTS_OUTSIDE_FLIGHT = kind(
    "outside-flight",
    "warning",
    "Row {row} starts on {start_date}, before the plan's first day, {first}.",
    "Correct the line, or the period above the table.",
    row=12,
    start_date="2025-12-01",
    first="2026-01-01",
)
ENDS_OUTSIDE_FLIGHT = kind(
    "outside-flight",
    "warning",
    "Row {row} ends on {end_date}, after the plan's last day, {last}.",
    STARTS_OUTSIDE_FLIGHT.next_step,
    row=12,
    end_date="2027-01-31",
    last="2026-12-31",
)
LINES_OUTSIDE_FLIGHT = kind(
    "outside-flight",
    "warning",
    "{count} lines ({rows}) run outside the plan's own period, {first} to {last}.",
    "Correct the lines, or the period above the table.",
    count=3,
    rows="9, 12, 14",
    first="2026-01-01",
    last="2026-12-31",
)
PERCENT_OVER_100 = kind(
    "percent-over-100",
    "warning",
    "{cell} gives a {field} of more than 100 % ({value} as a share).",
    "Check its unit.",
    cell="K12",
    field="ctr",
    value="1.2",
)
RATE_OUT_OF_LINE = kind(
    "rate-out-of-line",
    "warning",
    "{cell} is {value}, more than {times} times the usual {field} here.",
    "Check its unit.",
    cell="K12",
    value="8,000",
    times=50,
    field="cpm",
)
RATIO_DIFFERS = kind(
    "ratio-differs",
    "note",
    "{cells} not the {words} that the line's own figures give.",
    cells="K12 and 3 more cells are",
    words="cost per thousand impressions",
)
UNIT_ERROR = kind(
    "unit-error",
    "warning",
    "{cell} is {value}, but the line's own figures give a {words} ten, a hundred or a thousand times off.",
    "Check the unit: thousands, cents, or percent for share.",
    cell="K12",
    value="0.008",
    words="cost per thousand impressions",
)
SCALE_DISPUTED = kind(
    "scale-disputed",
    "warning",
    "'{first}' and '{second}' disagree in what amounts count: {names} was multiplied by {factor:,.0f}.",
    "Correct the one that does not hold, and export again.",
    first="Net cost (k€)",
    second="All costs in Mio €",
    names="net_cost",
    factor=1000.0,
)
BUDGET_IN_ANOTHER_SCALE = kind(
    "scale-disputed",
    "warning",
    "'{label}' is {times:,.0f} times the sum of {name}: the lines may count in thousands or millions.",
    "Write in what they count into the header, as k€, and export again.",
    label="Budget",
    times=1000.0,
    name="net_cost",
)
CURRENCY_DISPUTED = kind(
    "currency-disputed",
    "warning",
    "'{text}' says {stated}, and the lines are in {currency} by what stands nearer to them.",
    "Correct the one that does not hold, and export again.",
    text="All costs in USD",
    stated="USD",
    currency="EUR",
)
TAX_DISPUTED = kind(
    "tax-disputed",
    "warning",
    "'{text}' says that amounts include tax, and {names} is exported as money without it.",
    "Map the column to gross_cost if the tax is in it.",
    text="All prices incl. VAT",
    names="net_cost",
)
REQUIRED_MISSING = kind(
    "required-missing",
    "error",
    "The template requires {field}, and no column of this table holds it.",
    "Map a column to it.",
    field="campaign_name",
)
REQUIRED_BLANK = kind(
    "required-blank",
    "warning",
    "{cell} is blank, and the template requires {field}.",
    "Fill it in.",
    cell="B12",
    field="campaign_name",
)
