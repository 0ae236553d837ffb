"""A rule on Spark: the rule that judges one person judges as many rows as there are machines for.

Here Spark runs on this machine alone; on a cluster nothing changes but where the rows come from. It
needs Java 17, and `pip install reintegra[bulk] pyspark`. The people are made up.
"""

from __future__ import annotations

# --8<-- [start:rules]
from datetime import date

from pyspark.sql import DataFrame, SparkSession

from reintegra.bulk import explain_frame, judge_frame
from reintegra.rules import Fact, Rule, all_of
from reintegra.vocabulary import Text

MAJORITY = 18

AGE = Fact("age", int, Text(id="Umur", en="Age"))
ACCOUNT = Fact("own_account", bool, Text(id="Rekening sendiri", en="Own bank account"))
ARRIVED = Fact("arrived", date, Text(id="Tanggal tiba", en="Day of arrival"))

ADULT = Rule("adult", AGE >= MAJORITY, Text(id="Dewasa", en="Adult"))
OWN_ACCOUNT = Rule("own-account", ACCOUNT.is_true, Text(id="Rekening sendiri", en="Own account"))
WITHIN_A_YEAR = Rule(
    "within-a-year",
    ARRIVED.years_later(1) > date(2019, 10, 31),
    Text(id="Tiba dalam setahun", en="Arrived within a year"),
)
RULE = all_of(ADULT, OWN_ACCOUNT, WITHIN_A_YEAR)

PEOPLE = [
    ("case-1", 30, True, date(2019, 3, 4)),
    ("case-2", 17, True, date(2019, 3, 4)),
    ("case-3", 30, None, date(2019, 3, 4)),
    ("case-4", None, False, date(2019, 3, 4)),
    ("case-5", 41, True, date(2018, 10, 31)),
]
COLUMNS = "case_id string, age int, own_account boolean, arrived date"


def main() -> None:
    """Judge the rows, show the columns that were added, and explain one row."""
    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    spark = session.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    people = spark.createDataFrame(PEOPLE, COLUMNS)
    judged = judge_frame(RULE, people)  # nothing has run yet: this is a Spark frame as well
    print(table(judged))
    verdict = explain_frame(RULE, judged, ["case-3"], key="case_id")["case-3"]
    print(f"case-3: {verdict.text('en')}")
    spark.stop()


def table(judged: DataFrame) -> str:
    """The columns that were added, row by row; a null is an outcome that is undetermined."""
    names = ["case_id", ADULT.code, OWN_ACCOUNT.code, WITHIN_A_YEAR.code, "outcome"]
    words = {True: "met", False: "not met", None: "undetermined"}
    rows = judged.select(*names).orderBy("case_id").collect()
    lines = [names, *([row["case_id"], *(words[row[name]] for name in names[1:])] for row in rows)]
    return "\n".join("  ".join(f"{cell:<13}" for cell in line).rstrip() for line in lines)


if __name__ == "__main__":
    main()
# --8<-- [end:rules]
