"""What is found while mapped tables become raw data."""

from __future__ import annotations

from worker.findings.kind import kind

# ---------------------------------------------------------------- tables and columns

NO_LINES = kind("no-lines", "error", "No line was found to export.", "Look at the layout of the plan.")
TABLE_WITHOUT_AMOUNTS = kind(
    "table-without-amounts",
    "warning",
    "The lines of {tables} hold no amount of money and no volume.",
    "Map the column that holds the amounts, or choose another sheet, if there is one.",
    tables="'Lists' (2:40)",
)
BLANK_FORM = kind(
    "blank-form",
    "warning",
    "The lines of '{name}' ({cell}) hold no amount, no volume and no day: a form that nobody has filled in is not exported.",
    "Fill it in, or choose another sheet, if there is one.",
    name="Template",
    cell="2:40",
)
PRICES_WITHOUT_COST = kind(
    "prices-without-cost",
    "warning",
    "'{header}' ({letter}) is a price, and nothing of the plan is exported as a cost.",
    "Map the column that holds the cost; where the sheet only lists what can be booked, it is no plan yet.",
    header="List price",
    letter="R",
)
MEASURES_IN_ROWS = kind(
    "measures-in-rows",
    "note",
    "'{name}' (rows {first} to {last}) has measures in rows and no lines; its figures are compared with the plan's sums "
    "and not exported.",
    "Correct one of its columns in the review, or call one of its rows data, if they belong to the plan.",
    name="KPI",
    first=2,
    last=4,
)
MEASURES_ALONE = kind(
    "measures-in-rows",
    "warning",
    "'{name}' (rows {first} to {last}) has measures in rows and no lines; nothing of it is exported.",
    "Lay it out with a line a booking and a column a measure, or correct its columns in the review.",
    name="KPI",
    first=2,
    last=4,
)
LINES_IN_COLUMNS = kind(
    "lines-in-columns",
    "warning",
    "'{name}' (rows {first} to {last}) has its lines in columns: its first column names days, measures and costs. "
    "Nothing of it is exported.",
    "Turn it round (in Excel: copy, Paste Special, Transpose) and export that sheet.",
    name="Buying sheet",
    first=7,
    last=17,
)
MEASURES_BY_ROW = kind(
    "measures-by-row",
    "note",
    "Each row of a line is a measure of its own and is exported as that: {names}.",
    names="'GRP' as grp, 'Cost' as net_cost",
)
MEASURE_NOT_EXPORTED = kind(
    "measures-by-row",
    "warning",
    "Nothing says what measure the rows {names} hold; they are not exported.",
    "Give them the name of a measure, or teach it: `mediamapper decide`.",
    names="'TVR'",
)
TABLE_LEFT_OUT = kind(
    "table-left-out",
    "note",
    "No column of '{name}' (rows {first} to {last}) is mapped to a measure; it is not exported.",
    "Map a column of it to a measure if it belongs to the plan.",
    name="Contacts",
    first=40,
    last=48,
)
TABLE_OPEN = kind(
    "table-left-out",
    "warning",
    "'{name}' (rows {first} to {last}) has amounts that a total adds up, and nothing says what they are; it is not exported.",
    "Say what its columns are in the review, or reject them if they are not part of the plan.",
    name="March",
    first=11,
    last=17,
)
TABLE_OF_PRICES = kind(
    "table-left-out",
    "warning",
    "'{name}' (rows {first} to {last}) has names, days and prices, and no cost; it is not exported.",
    "If each line costs its price, say in the review that the price is its cost; else reject its columns.",
    name="Sponsoring",
    first=2,
    last=5,
)
PRICE_LIST = kind(
    "price-list",
    "note",
    "'{name}' (rows {first} to {last}) has sums of money without days, volumes or vendors, and no total; it reads as a "
    "list of prices and is not exported.",
    "Correct one of its columns in the review, or call one of its rows data, if its lines belong to the plan.",
    name="Services",
    first=3,
    last=9,
)
VERSION_HISTORY = kind(
    "version-history",
    "note",
    "'{name}' (rows {first} to {last}) lists the versions of the document; it is not exported.",
    "Correct one of its columns in the review, or call one of its rows data, if its lines belong to the plan.",
    name="Change Log",
    first=2,
    last=4,
)
EARLIER_YEAR = kind(
    "earlier-year",
    "note",
    "'{name}' (rows {first} to {last}) has figures of an earlier year than the plan's periods; it is not exported.",
    "Correct one of its columns in the review, or call one of its rows data, if its lines belong to the plan.",
    name="2025",
    first=2,
    last=9,
)
ALTERNATIVE_LEFT_OUT = kind(
    "alternative-left-out",
    "note",
    "'{name}' is another version of {taken} and is not added up with it.",
    name="Plan v1",
    taken="Plan v2",
)
COLUMN_LEFT_OUT = kind(
    "column-left-out",
    "warning",
    "'{header}' ({letter}) and '{other}' ({other_letter}) are both mapped to {field}: "
    "{other_letter} is exported, {letter} is not, since only one column can be {field}.",
    "Map the other column to another field, or to none.",
    header="Cost old",
    letter="K",
    other="Cost",
    other_letter="J",
    field="net_cost",
)
SECOND_COLUMN_LEFT_OUT = kind(
    "column-left-out",
    "note",
    COLUMN_LEFT_OUT.sentence,
    header="CTR (all)",
    letter="O",
    other="CTR (link)",
    other_letter="N",
    field="ctr",
)
COLUMN_IN_OTHER_CURRENCY = kind(
    "column-left-out",
    "note",
    "'{header}' ({letter}) and '{other}' ({other_letter}) are both mapped to {field}: "
    "{other_letter} is exported, {letter} is not, since it repeats the money in another currency.",
    header="Cost USD",
    letter="K",
    other="Cost EUR",
    other_letter="J",
    field="net_cost",
)
COLUMN_REPEATS = kind(
    "column-left-out",
    "note",
    "'{header}' ({letter}) and '{other}' ({other_letter}) are both mapped to {field}: "
    "{other_letter} is exported, {letter} is not, since {other_letter} holds its amounts already.",
    header="Cost Q1",
    letter="K",
    other="Cost total",
    other_letter="O",
    field="net_cost",
)
COLUMN_OF_OTHER_STAGE = kind(
    "column-left-out",
    "note",
    "'{header}' ({letter}) and '{other}' ({other_letter}) are both mapped to {field}: "
    "{other_letter} is exported, {letter} is not, since one is planned, one delivered, and there is one field for both.",
    header="Actual / Clicks",
    letter="L",
    other="Plan / Clicks",
    other_letter="I",
    field="clicks",
)
COLUMN_IN_PROPORTION = kind(
    "column-left-out",
    "note",
    "'{header}' ({letter}) and '{other}' ({other_letter}) are both mapped to {field}: "
    "{other_letter} is exported, {letter} is not, since it is another exported column times one factor on every line.",
    header="Cost incl. VAT",
    letter="O",
    other="List price",
    other_letter="K",
    field="gross_cost",
)
COLUMN_OF_PRICES = kind(
    "column-left-out",
    "note",
    "'{header}' ({letter}) and '{other}' ({other_letter}) are both mapped to {field}: "
    "{other_letter} is exported, {letter} is not, since it is the price of one: times quantities it gives {other_letter}.",
    header="Price excl. VAT",
    letter="F",
    other="Amount excl. VAT",
    other_letter="H",
    field="net_cost",
)
LIST_PRICE_LEFT_OUT = kind(
    "column-left-out",
    "note",
    "'{header}' ({letter}) is a list price and is not exported: {field} holds the plan's costs with tax, and the two can't "
    "be added up.",
    header="List price",
    letter="K",
    field="gross_cost",
)
CURRENCIES_SIDE_BY_SIDE = kind(
    "currencies-side-by-side",
    "note",
    "'{header}' gives the same money in another currency; it is not exported, so that nothing adds up twice.",
    header="Cost USD",
)
CURRENCY_OF_SIGN = kind(
    "currency-of-sign",
    "warning",
    "The money of this table bears the sign '{sign}' alone and was taken as {currency}; a plan in this language may mean another currency by it.",
    "Name the currency above the table, or give the market.",
    sign="$",
    currency="USD",
)
CURRENCY_CLUES_DIFFER = kind(
    "currency-of-sign",
    "warning",
    "The money of this table bears the sign '{sign}', which is {one} by '{first}' and {other} by '{second}'.",
    "Name the currency above the table, or give the market.",
    sign="$",
    one="AUD",
    first="GST 10%",
    other="MXN",
    second="www.agency.com.mx",
)
CURRENCY_OF_COUNTRY = kind(
    "currency-of-country",
    "note",
    "Nothing says in which currency the money on {sheets} is; it is taken as {currency} because of '{clue}'.",
    "If it is another one, name it above the table, or answer with --answer currency=EUR.",
    sheets="'Plan'",
    currency="MXN",
    clue="S.A. de C.V.",
)
CURRENCY_OF_OTHER_LINES = kind(
    "currency-of-other-lines",
    "warning",
    "'{header}' names no currency in rows {rows}; {currency}, which all other lines name, was taken for them.",
    "If they are in another one, write it there.",
    header="Currency",
    rows="12, 13",
    currency="USD",
)
CURRENCY_MISSING = kind(
    "currency-missing",
    "warning",
    "'{header}' names no currency in rows {rows}, and other lines name {currency}: their money has none in raw data.",
    "Write it there.",
    header="Currency",
    rows="12, 13",
    currency="USD, EUR",
)
CURRENCY_UNKNOWN = kind(
    "currency-unknown",
    "note",
    "Nothing in the workbook says in which currency the money on {sheets} is: raw data names none.",
    "Answer with --answer currency=EUR, or set `currency` for all plans.",
    sheets="'Plan'",
)
REPEATED_BESIDE = kind(
    "repeated-beside",
    "note",
    "'{header}' ({letter}) repeats what {first} to {last} give by period; it is exported once, by period.",
    header="Total",
    letter="G",
    first="J",
    last="U",
)
COUNTED_TWICE = kind(
    "counted-twice",
    "warning",
    "'{name}' (rows {first} to {last}) gives delivered {measures} for lines whose {measures} stand in rows "
    "{plan_first} to {plan_last} of '{plan}' already: raw data holds both, and their sum counts them twice.",
    "Map one of the two columns to another field, or reject it, in the review.",
    name="Delivery",
    first=30,
    last=40,
    measures="impressions",
    plan="Plan",
    plan_first=5,
    plan_last=15,
)
SECTION_AS_FIELD = kind(
    "section-as-field",
    "note",
    "Headings inside the table, such as {heading!r}, were taken as {field}.",
    heading="SOCIAL",
    field="channel",
)

# ---------------------------------------------------------------- periods

PERIOD_MEASURE_ASSUMED = kind(
    "period-measure-assumed",
    "warning",
    "Nothing says what the period columns hold; they were taken as {field}.",
    "If they hold something else, say so in the review.",
    field="net_cost",
)
PERIOD_SHARES = kind(
    "period-shares",
    "note",
    "The period columns hold shares, no amounts; each line's cost is spread over its periods by them.",
    "If they hold amounts, name their measure in a header above them.",
)
PERIOD_IS_A_SUM = kind(
    "period-is-a-sum",
    "note",
    "Column {letter} ({label}) adds up the periods beside it; it is not exported again.",
    letter="M",
    label="Q1",
)
PERIODS_OVERLAP = kind(
    "periods-overlap",
    "warning",
    "Column {letter} ({label}) covers other period columns but does not add them up.",
    "If it repeats them, leave it out; otherwise some amounts count twice.",
    letter="M",
    label="Q1",
)

# ---------------------------------------------------------------- reconciliation

TOTAL_DIFFERS = kind(
    "total-differs",
    "warning",
    "{label} says {plan:,.2f}{unit} of {measure}; the lines add up to {raw:,.2f}.",
    "Correct the plan, or tell whoever made it; the raw data follows the lines.",
    label="'Total'",
    plan=1200.0,
    unit=" EUR",
    measure="net_cost",
    raw=1000.0,
)
