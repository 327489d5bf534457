"""A generator of plans: a flat truth, laid out by the habits of planners, each habit a knob of its own.

`make(seed)` draws a mixture, `make(seed, ["waterfall"])` turns on what is named; the same seed gives the same plan.

    python -m bench.plans FOLDER 100 [SEED]      100 plans with their truths into FOLDER
    python -m bench.plans --rows 400 > rows.jsonl     sheets with a label for each row, for `bench/fit_rows.py`
    python -m bench.plans --list                 the habits
"""

from bench.plans.making import MadePlan, all_knobs, make

__all__ = ["MadePlan", "all_knobs", "make"]
