"""The query that all counting of figures begins with: measures and villages as tables, and which cells belong.

Measures come as [indicator, part, counts cases, greatest length], villages as ids. Both stand before the table of
cells, so that SQLite seeks each village's figures instead of reading all that was ever reported.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlite_utils import Database

from knowledge.figures.calendar import ranks_within
from knowledge.figures.model import Measure
from knowledge.figures.totals import rank_at_end

WITH = """
    WITH m(place, indicator, part, counts_cases, longest) AS MATERIALIZED
        (SELECT key, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(:measures)),
    v(place, id) AS MATERIALIZED (SELECT key, value FROM json_each(:villages))
"""
PLACE = "{0}.plan = :plan AND {0}.indicator = m.indicator AND {0}.part = m.part AND {0}.village_id = v.id"
NUMBER = PLACE + " AND {0}.state = 'number'"
_WITHIN = " AND {0}.ends BETWEEN :first AND :last AND {0}.ends % 10 <= m.longest"
REPORTED = (NUMBER + _WITHIN).format("n")
# A number, or the word that there is none.
SETTLED = (PLACE + " AND {0}.state IN ('number', 'none')" + _WITHIN).format("n")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query is about."""

    plan: str
    period: str
    villages: tuple[int, ...]
    measures: tuple[Measure, ...]
    inside: bool = False  # shares too count only for periods inside this one: what a round asks for

    @property
    def values(self) -> Mapping[str, object]:
        """The named values of the statements.

        For cases only what lies within the period counts as reported for it; for a share also what ends with it, such
        as the quarter where its last month is asked about, unless only what is ``inside`` counts.
        """
        first, own, last, measures = _of_period(self.period, self.measures, inside=self.inside)
        return {
            "plan": self.plan,
            "villages": json.dumps(self.villages),
            "measures": measures,
            "first": first,
            "own": own,
            "last": last,
        }


def lacking(db: Database, asked: Asked) -> dict[int, tuple[Measure, ...]]:
    """Which measures, in their order, each village has not sent: no number, nor the word that there is none.

    Every village asked about is there, in its place.
    """
    absent: dict[int, tuple[Measure, ...]] = dict.fromkeys(asked.villages, ())
    for village, places in db.conn.execute(_LACKING, asked.values):
        absent[village] = tuple(asked.measures[place] for place in sorted(json.loads(places)))
    return absent


_LACKING = f"""
    {WITH}
    SELECT v.id, json_group_array(m.place) FROM v CROSS JOIN m
    WHERE NOT EXISTS (SELECT 1 FROM cells AS n INDEXED BY cells_newest WHERE {SETTLED})
    GROUP BY v.place
"""  # noqa: S608 - only constants of this module are put in


@lru_cache(maxsize=512)
def _of_period(period: str, measures: Sequence[Measure], *, inside: bool) -> tuple[int, int, int, str]:
    """The values that are the same for all villages and plans."""
    first, own, longest = ranks_within(period)
    rows = [(m.indicator, m.part, int(m.counts_cases), longest if m.counts_cases or inside else 9) for m in measures]
    return first, own, rank_at_end(period), json.dumps(rows)
