"""What is found while a file is read."""

from __future__ import annotations

from worker.findings.kind import kind

OWN_SHEETS = kind(
    "own-sheets",
    "note",
    "Left out, since MediaMapper wrote {them}: {sheets}.",
    them="them",
    sheets="'Review', 'Checks'",
)
NAMED_OTHERWISE = kind(
    "named-otherwise",
    "note",
    "The file is named {suffix} but is {what}; it was read as what it is.",
    suffix=".xls",
    what="a text file",
)
ENCODING_GUESSED = kind(
    "encoding-guessed",
    "note",
    "The text does not say how its letters are written; it was read as {encoding}.",
    "If letters look wrong, save the file as CSV UTF-8.",
    encoding="cp1251",
)
LETTERS_LOST = kind(
    "letters-lost",
    "warning",
    "{count:,} characters are no valid {encoding} and were replaced by '\ufffd'.",
    "Save the file as CSV UTF-8 from the program that made it.",
    count=3,
    encoding="utf-8",
)
SIGNS_LOST = kind(
    "currency-sign-lost",
    "warning",
    "The currency's sign was lost when the file was saved: a '?' stands beside {count:,} amounts.",
    "Save the file as CSV UTF-8, or name the currency: --answer currency=TRY.",
    count=24,
)
NUL_REMOVED = kind(
    "nul-removed",
    "warning",
    "{count:,} NUL characters were taken out of the text.",
    "The file may be damaged: compare a few lines with its source.",
    count=12,
)
QUOTE_NOT_CLOSED = kind(
    "quote-not-closed",
    "warning",
    'A quotation mark is never closed; every " was read as an ordinary character.',
    "Check cells that contain line breaks, or save the file again from Excel.",
)
FORMULA_NOT_CALCULATED = kind(
    "formula-not-calculated",
    "warning",
    "{formulas} without a stored result; read as empty.",
    "Open the file in Excel, let it calculate (Ctrl+Alt+F9), save, and try again.",
    formulas="H12:H14 holds 3 formulas",
)
FORMULA_CALCULATED = kind(
    "formula-not-calculated",
    "warning",
    "{formulas} without a stored result, worked out here from the cells that they name.",
    "Open the file in Excel, and compare a few of them with the raw data.",
    formulas="14 cells hold formulas",
)
SHEET_TURNED = kind(
    "sheet-turned",
    "note",
    "'{sheet}' has its lines in columns ({cell}): it was turned round, and rows that are named here are its columns.",
    sheet="Buying sheet",
    cell="A7:E17",
)
MERGES_CROSS = kind(
    "merges-cross",
    "warning",
    "Merged ranges cross each other, which Excel does not allow; the later ones were ignored.",
    "Unmerge these cells and save.",
)
MERGES_NOT_READ = kind(
    "merges-not-read",
    "warning",
    "Only the first {count:,} merged ranges were read.",
    "Unmerge the cells of the table's body.",
    count=50_000,
)
TEXT_CUT = kind(
    "text-cut",
    "warning",
    "Texts longer than {longest:,} characters, of which no more was read: {count:,}.",
    "Excel itself keeps no more than 32,767 in a cell: look where the file comes from.",
    longest=32_767,
    count=2,
)
DETAILS_NOT_READ = kind(
    "details-not-read",
    "note",
    "The sheet is large: number formats, fills and formula texts were read down to row {row:,} only. All values were read.",
    row=20_000,
)
MERGE_CONFLICT = kind(
    "merge-conflict",
    "error",
    "Two states of the file stand side by side in rows {first} to {last}, as a version control left them; only the upper one was read.",
    "Decide which of them holds, delete the other and the lines of '<', '=' and '>', and read the file again.",
    first=3,
    last=7,
)
