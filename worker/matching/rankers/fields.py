"""What the shipped fields have in common, and which words of a header they can not go with."""

from __future__ import annotations

from functools import lru_cache

from worker.matching.samples import Kind
from worker.shapes.template import Field

PLANNED = frozenset(
    {"planned_budget", "planned_impressions", "planned_units", "unit_rate", "net_cost", "gross_cost"}
)
DELIVERED = frozenset({"spend", "impressions"})
MONEY = frozenset({"spend", "net_cost", "gross_cost", "planned_budget"})
RATES = frozenset({"cpm", "cpc", "cpa", "unit_rate"})
COUNTS = frozenset({
    "impressions", "planned_impressions", "clicks", "video_views", "video_completions", "conversions",
    "spots", "planned_units", "reach", "grp"
})  # fmt: skip
DATES = frozenset({"date", "start_date", "end_date"})
REPEATABLE = frozenset({
    "date", "start_date", "end_date", "market", "advertiser", "product", "objective", "channel", "audience", "placement",
    "buy_type", "insertion_order", "planned_budget", "net_cost", "gross_cost", "agency_fee", "spend", "impressions",
    "clicks", "video_views", "conversions", "revenue", "cpm", "cpc", "cpa", "ctr", "notes",
})  # fmt: skip
"""Fields of which a second column may be as right as the first."""

_IDS = {
    "campaign_name": "campaign_id",
    "placement": "placement_id",
    "ad_group": "ad_group_id",
    "ad_name": "ad_id",
}
_NAMES = {identifier: name for name, identifier in _IDS.items()}
_COMPOSED: tuple[tuple[str, frozenset[str], str], ...] = (
    # A word in the header, what the rest of it means, and what both mean together; the first that fits holds.
    ("previous", MONEY | COUNTS | RATES, ""),
    ("quartile", COUNTS, ""),
    ("complete", frozenset({"video_views", "video_completions"}), "video_completions"),
    ("percent", MONEY | COUNTS | {"revenue", "product", "audience"}, ""),
    ("average", frozenset({"revenue"}), ""),
    ("cost", frozenset({"clicks"}), "cpc"),
    ("rate", frozenset({"clicks"}), "cpc"),
    ("cost", frozenset({"buy_type", "planned_units"}), "unit_rate"),
    ("rate", frozenset({"buy_type", "planned_units"}), "unit_rate"),
    ("count", frozenset({"buy_type"}), "planned_units"),
    ("cost", frozenset({"conversions"}), "cpa"),
    ("rate", frozenset({"conversions"}), "cpa"),
    ("cost", COUNTS | {"frequency"}, ""),
    ("per", COUNTS | MONEY | {"frequency", "revenue"}, ""),
    ("rate", COUNTS | {"frequency"} | MONEY, ""),
    ("actual", MONEY, "spend"),
    ("actual", frozenset({"planned_impressions"}), "impressions"),
    ("net", MONEY, "net_cost"),
    ("incl_vat", MONEY, "gross_cost"),
    ("incl_fee", MONEY, "gross_cost"),
    ("gross", MONEY, "gross_cost"),
    ("excl_vat", MONEY, "net_cost"),
    ("excl_fee", MONEY, "net_cost"),
    ("planned", MONEY, "planned_budget"),
    ("estimated", MONEY, "planned_budget"),
    ("planned", frozenset({"impressions"}), "planned_impressions"),
    ("estimated", frozenset({"impressions"}), "planned_impressions"),
    ("start", DATES | {"campaign_name", "placement"}, "start_date"),
    ("end", DATES | {"campaign_name", "placement"}, "end_date"),
)


def composed(name: str, modifiers: frozenset[str]) -> str:
    """The field that *name* becomes with the *modifiers* around it; '' where no field is meant any more."""
    if "id" in modifiers and name in _IDS:
        return _IDS[name]
    if "name" in modifiers and name in _NAMES:
        return _NAMES[name]
    for modifier, fields, meant in _COMPOSED:
        if modifier in modifiers and name in fields:
            return meant
    return name


_AGAINST: dict[str, frozenset[str]] = {
    "planned": DELIVERED | {"date"},
    "actual": frozenset({"planned_budget", "planned_impressions", "planned_units"}),
    "net": frozenset({"gross_cost"}),
    "gross": frozenset({"net_cost"}),
    "incl_vat": frozenset({"net_cost"}),
    "excl_vat": frozenset({"gross_cost"}),
    "incl_fee": frozenset({"net_cost"}),
    "start": frozenset({"end_date"}),
    "end": frozenset({"start_date"}),
    "percent": MONEY | (COUNTS - {"reach"}) | RATES,
    "rate": MONEY | COUNTS | {"revenue"},
    "average": MONEY | (COUNTS - {"grp"}) | {"revenue"},
    "id": frozenset(_IDS) | {"publisher", "platform", "audience", "date"} | MONEY | COUNTS,
    "name": frozenset(_NAMES) | MONEY | COUNTS | DATES,
    "count": MONEY
    | RATES
    | {"ctr", "revenue", "advertiser", "brand", "product", "publisher", "campaign_name", "market"},
    "cost": COUNTS | {"ctr", "frequency"},
    "previous": MONEY | COUNTS | RATES,
    "quartile": COUNTS,
    "complete": COUNTS - {"video_completions"},
    "per": MONEY | COUNTS | {"revenue"},
}
_FOR: dict[str, frozenset[str]] = {
    "planned": frozenset({"planned_budget", "planned_impressions", "planned_units"}),
    "estimated": frozenset({"planned_budget", "planned_impressions", "planned_units"}),
    "actual": DELIVERED,
    "net": frozenset({"net_cost"}),
    "gross": frozenset({"gross_cost"}),
    "incl_vat": frozenset({"gross_cost"}),
    "excl_vat": frozenset({"net_cost"}),
    "start": frozenset({"start_date"}),
    "end": frozenset({"end_date"}),
    "percent": frozenset({"ctr"}),
    "rate": RATES,
    "per": RATES,
    "complete": frozenset({"video_completions"}),
    "cost": RATES | MONEY,
    "id": frozenset(_NAMES),
    "name": frozenset(_IDS) | {"advertiser", "brand", "product", "publisher"},
    "count": COUNTS,
    "currency_word": MONEY | RATES | {"revenue", "agency_fee", "currency"},
}


@lru_cache(maxsize=65_536)
def agreement(name: str, modifiers: frozenset[str]) -> tuple[int, int]:
    """How many of the header's words speak for a field, and how many against it."""
    return (
        sum(name in _FOR.get(m, ()) for m in modifiers),
        sum(name in _AGAINST.get(m, ()) for m in modifiers),
    )


_SPECIAL: dict[Kind, frozenset[str]] = {
    "size": frozenset({"ad_size"}),
    "currency": frozenset({"currency"}),
    "country": frozenset({"market"}),
    "price_model": frozenset({"buy_type"}),
    "device": frozenset({"device"}),
    "platform": frozenset({"platform", "publisher"}),
    "channel": frozenset({"channel", "ad_format"}),
    "site": frozenset({"publisher"}),
    "time": frozenset({"duration"}),
    "percent": frozenset({"ctr", "agency_fee", "reach"}),
    "money": MONEY | RATES | {"revenue", "agency_fee"},
    "date": DATES,
}
SURE = 3.0
"""What values count that nothing else has."""
NO_TARGET: frozenset[Kind] = frozenset({"url", "structure", "flag", "status"})
_NUMERIC: frozenset[Kind] = frozenset({"integer", "decimal", "money", "percent", "long_id"})
_WORDS: frozenset[Kind] = frozenset(
    {
        "word",
        "text",
        "long_text",
        "country",
        "device",
        "price_model",
        "status",
        "currency",
        "flag",
        "platform",
        "channel",
        "site",
    }
)


def fits(field: Field, kind: Kind) -> tuple[float, float]:
    """How far values of a kind speak for a field, and against it."""
    if kind in ("none", "blank"):
        return 0.0, 0.0
    special = _SPECIAL.get(kind)
    if special and field.name in special:
        return (SURE if kind == "size" else 1.0), 0.0
    if field.kind == "measure":
        if kind in ("integer", "decimal", "money"):
            return 0.5, float(field.type == "money" and kind == "integer") * 0.1
        return 0.0, 1.0 if kind != "percent" else 0.5
    if field.type == "date":
        return 0.0, 0.3 if kind in ("integer", "text", "word") else 1.0
    if field.type == "id":
        return (
            (0.5, 0.0)
            if kind in ("integer", "long_id", "hash", "word")
            else (0.0, 1.0 if kind in ("date", "decimal") else 0.4)
        )
    if field.type == "number":
        return (0.5, 0.0) if kind in ("integer", "decimal", "time") else (0.0, 0.7)
    if kind in _WORDS:
        return 0.3, 0.0
    if kind == "size" and field.name in ("ad_format", "ad_name"):
        return 0.0, float(field.name == "ad_format")
    return 0.0, {"hash": 0.1, "integer": 0.5, "long_id": 0.5}.get(kind, 1.0)


_OPEN_NUMBERS = frozenset({
    "~added_value", "~aov", "~bounce_rate", "~circulation", "~cost_per_engagement", "~cost_per_point", "~cost_per_reach",
    "~cost_per_view", "~cost_share", "~cpcv", "~cvr", "~discount", "~engagement_rate", "~engagements",
    "~exchange_rate", "~flight_length", "~followers", "~hook_rate", "~index", "~lift", "~margin", "~micro_conversions",
    "~new_to_brand", "~page_views", "~production_cost", "~profit", "~quality_score", "~quartile", "~rank", "~rating",
    "~remaining", "~roas", "~row_number", "~sessions", "~share", "~share_of_voice", "~social_actions", "~tax",
    "~units_sold", "~universe", "~variance", "~video_time", "~viewability", "~vtr",
})  # fmt: skip
_OPEN_WORDS = frozenset({
    "~agency", "~approval", "~bid_strategy", "~budget_type", "~contact", "~creative_text", "~inventory", "~label",
    "~language", "~match_type", "~media_file", "~optimisation", "~payment_terms", "~status", "~url", "~weekday",
})  # fmt: skip


def open_fits(name: str, kind: Kind) -> tuple[float, float]:
    """How far values of a kind speak for a concept without a target, and against it."""
    number = kind in _NUMERIC or kind == "time"
    if kind in ("none", "blank") or not (number or kind in _WORDS or kind in ("date", "long_text")):
        return 0.0, 0.0
    if name in _OPEN_NUMBERS:
        return float(number), float(not number)
    return (float(kind in _WORDS), float(number)) if name in _OPEN_WORDS else (0.0, 0.0)
