"""PyAthena, as its users write it: cursors that page, Pandas, unloading, parameters, reuse, metadata.

Its Arrow cursor asks S3 by a client of Arrow's own, which knows no `AWS_ENDPOINT_URL`.
"""

from pyathena import connect
from pyathena.pandas.cursor import PandasCursor
from said import analyses, arguments, csv_text, plain, tell

where = arguments()
connection = connect(schema_name=where["database"], work_group=where["workgroup"], poll_interval=0.1)
TYPED = "select * from witness order by id"


def analysis(sql: str) -> str:
    """A query's answer as a CSV file, read in pages of seven rows."""
    cursor = connection.cursor(arraysize=7).execute(sql)
    return csv_text([column[0] for column in cursor.description], cursor.fetchall())


def reused() -> list[bool]:
    """Whether a query was answered by an earlier one: without leave, and with it."""
    sql = "select count(*) from review"
    first = connection.cursor().execute(sql)
    second = connection.cursor().execute(sql, result_reuse_enable=True, result_reuse_minutes=60)
    return [bool(each.reused_previous_result) for each in (first, second)]


cursor = connection.cursor()
frame = connection.cursor(PandasCursor).execute("select id, price, day from witness order by id").as_pandas()
staging = f"s3://{where['bucket']}/witness-staging/"
unloading = connect(staging, schema_name=where["database"], work_group=where["workgroup"], poll_interval=0.1)
unloaded = unloading.cursor(PandasCursor, unload=True).execute("select id, name, price, day from witness order by id")
tell(
    analyses={name: analysis(sql) for name, sql in analyses().items()},
    typed=[plain(row) for row in cursor.execute(TYPED).fetchall()],
    types=[column[1] for column in cursor.description],
    chosen=cursor.execute(
        "select id from witness where name = ?", ["'山田 花子, 「様」'"], paramstyle="qmark"
    ).fetchall(),
    pandas=[plain(row) for row in frame.itertuples(index=False)],
    unloaded=[plain(row) for row in unloaded.as_pandas().itertuples(index=False)],
    reused=reused(),
    columns=[column.name for column in cursor.get_table_metadata("witness").columns],
    tables=sorted(table.name for table in cursor.list_table_metadata()),
)
