"""What is found while cells are read as numbers, dates and values of a list."""

from __future__ import annotations

from worker.findings.kind import kind

_UNREAD_NUMBER = "{cell} ('{header}') holds {text!r}: {what}. It counts as blank."

NUMBER_NOT_READ = kind(
    "number-not-read",
    "warning",
    _UNREAD_NUMBER,
    "Put one number there, or leave it empty.",
    cell="H12",
    header="Net cost",
    text="TBD",
    what="no number",
)
FREE_OF_CHARGE = kind(
    "number-not-read",
    "note",
    "{cell} ('{header}') says {text!r}: it has no amount of its own and counts as blank.",
    cell="H12",
    header="Net cost",
    text="bonus",
)
RATE_NOT_READ = kind(
    "number-not-read", "note", _UNREAD_NUMBER, cell="M12", header="CPM", text="tbc", what="no number"
)
LENGTH_NOT_READ = kind(
    "number-not-read", "note", _UNREAD_NUMBER, cell="F12", header="Length", text="various", what="no number"
)
NUMBER_AMBIGUOUS = kind(
    "number-ambiguous",
    "warning",
    "All numbers of '{header}' look like {text!r}: '{mark}' was taken as a sign of thousands.",
    "If it is the decimal mark, format the column as numbers in Excel and export again.",
    header="Net cost",
    text="1.200",
    mark=".",
)
NUMBER_MARKS_MIXED = kind(
    "number-marks-mixed",
    "warning",
    "'{header}' writes some numbers with a decimal point and some with a decimal comma; "
    "'{mark}' was taken where a number can be read both ways.",
    "Format the column as numbers in Excel.",
    header="Net cost",
    mark=",",
)
IN_THOUSANDS = kind(
    "in-thousands",
    "note",
    "'{header}' says that its numbers count in {factor:,.0f}: 1.5 is exported as {example:,.0f}.",
    header="Impressions (000)",
    factor=1e3,
    example=1500,
)
THOUSANDS_BY_PRICE = kind(
    "in-thousands",
    "note",
    "Each line's price per thousand shows that '{header}' counts in {factor:,.0f}: 1.5 is exported as {example:,.0f}.",
    header="Impressions",
    factor=1e3,
    example=1500,
)
SCALE_FROM_NOTE = kind(
    "in-thousands",
    "note",
    "A note beside the table says in what its amounts count: {names} was multiplied by {factor:,.0f}.",
    names="net_cost",
    factor=1000.0,
)
SCALE_FROM_FORMAT = kind(
    "in-thousands",
    "note",
    "The number format writes in what amounts count: {names} was multiplied by {factor:,.0f}.",
    names="net_cost",
    factor=1000.0,
)
IN_LARGER_UNITS = kind(
    "in-larger-units",
    "note",
    IN_THOUSANDS.sentence,
    header="Budget, Mio. €",
    factor=1e6,
    example=1.5e6,
)
PERCENT_AS_SHARE = kind(
    "percent-as-share",
    "note",
    "The numbers of '{header}' were taken as percents: 25 is exported as 0.25.",
    header="CTR",
)
PERCENT_IN_MONEY = kind(
    "percent-in-money",
    "warning",
    "'{header}' holds percents, and no net cost stands beside them: {field} stays blank.",
    "Map it to a field for percents, or give the amount.",
    header="Fee",
    field="agency_fee",
)
AMOUNT_FROM_SHARE = kind(
    "amount-from-share",
    "note",
    "'{header}' splits '{budget}' ({amount:,.2f}): {field} was worked out as the share of each line.",
    header="Budget share",
    field="planned_budget",
    budget="Total budget",
    amount=100000.0,
)
FEE_FROM_RATE = kind(
    "fee-from-rate",
    "note",
    "'{header}' holds percents: {field} was worked out from the cost of each line.",
    header="Fee",
    field="agency_fee",
)
FEE_RATE_ALONE = kind(
    "fee-rate-alone",
    "note",
    "'{header}' holds a rate, and nothing in the plan shows that it is paid on top: {field} stays blank.",
    header="Fee %",
    field="agency_fee",
)
DATE_NOT_READ = kind(
    "date-not-read",
    "warning",
    "{cell} ('{header}') holds {text!r}: no date. It counts as blank.",
    "Put a date there, with its year.",
    cell="C12",
    header="Start",
    text="soon",
)
DATE_NOT_REAL = kind(
    "date-not-real",
    "warning",
    "{cell} ('{header}') holds {text!r}: there is no such day.",
    "Correct the date.",
    cell="C12",
    header="Start",
    text="31.02.2026",
)
DATE_ORDER_ASSUMED = kind(
    "date-order-assumed",
    "warning",
    "Dates of '{header}' such as {text!r} can be read two ways; the day was taken to come first.",
    "If the month comes first, format the column as dates in Excel.",
    header="Start",
    text="03/04/2026",
)
VALUE_UNKNOWN = kind(
    "value-unknown",
    "note",
    "{value!r}{many} is no {field} that is known; it stays as written.",
    "Check its spelling.",
    value="Facebok",
    many=" on 4 lines",
    field="platform",
)
VALUE_RENAMED = kind(
    "value-renamed",
    "note",
    "Values of {field} have their one name in raw data: {pairs}.",
    "If one is wrong, teach the right name: `mediamapper decide` with that value of {field}.",
    pairs="'Online' is 'Digital', 'ТВ' is 'TV'",
    field="channel",
)
VALUE_NOT_ALLOWED = kind(
    "value-not-allowed",
    "warning",
    "{value!r}{many} is none of the values that '{field}' allows.",
    "Use one of {allowed}.",
    value="TV spot",
    many="",
    field="channel",
    allowed="TV, Radio, Print",
)
