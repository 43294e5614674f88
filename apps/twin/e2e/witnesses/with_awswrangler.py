"""awswrangler's reader of Athena in each of its ways; without a word of the user it makes a table and reads that."""

from typing import Any

import awswrangler
import pandas
from said import analyses, arguments, csv_text, plain, tell

where = arguments()
TYPED = "select * from witness order by id"


def read(sql: str, **how: Any) -> pandas.DataFrame:
    """What a query answers."""
    return awswrangler.athena.read_sql_query(
        sql, database=where["database"], workgroup=where["workgroup"], athena_query_wait_polling_delay=0.1, **how
    )


def rows(frame: pandas.DataFrame) -> list[list[Any]]:
    """The cells of a frame."""
    return [plain(row) for row in frame.itertuples(index=False)]


def analysis(sql: str) -> str:
    """A query's answer as a CSV file."""
    frame = read(sql)
    return csv_text(list(frame.columns), frame.itertuples(index=False))


unloaded = f"s3://{where['bucket']}/witness-unloaded/"
tell(
    analyses={name: analysis(sql) for name, sql in analyses().items()},
    typed=rows(read(TYPED)),
    csv=rows(read("select id, name, price, day from witness order by id", ctas_approach=False)),
    unloaded=rows(
        read(
            "select id, name, price, day from witness order by id",
            ctas_approach=False,
            unload_approach=True,
            s3_output=unloaded,
            keep_files=False,
        )
    ),
    left=[
        *awswrangler.s3.list_objects(unloaded),
        *(each for each in awswrangler.catalog.tables(database=where["database"])["Table"] if "temp" in each),
    ],
)
