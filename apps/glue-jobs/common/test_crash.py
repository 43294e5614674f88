import traceback

import pytest
from botocore.exceptions import ClientError
from pyspark.sql import functions as F

from common.crash import CrashError, silence, told_without_values
from common.run import ConfigurationError

MAIL = "hibari@example.jp"


def sentence(crash):
    """The sentence, once nothing of the value is in it nor in what Python prints of the error and its causes."""
    with pytest.raises(CrashError) as caught, told_without_values():
        crash()
    printed = "".join(traceback.format_exception(caught.value))
    assert "hibari" not in printed
    return str(caught.value)


def mails(spark):
    return spark.createDataFrame([(MAIL,)], "mail string")


def test_of_a_cast_in_spark_names_the_error_class_and_the_place(spark):
    spark.conf.set("spark.sql.ansi.enabled", True)
    try:
        told = sentence(lambda: mails(spark).select(F.col("mail").cast("int")).collect())
    finally:
        spark.conf.unset("spark.sql.ansi.enabled")
    assert "CAST_INVALID_INPUT" in told
    assert "test_crash.py:" in told
    assert told.endswith("values are not shown")


def test_of_a_function_in_spark_names_the_exception(spark):
    crashing = F.udf(lambda value: int(value), "int")
    assert "PythonException" in sentence(lambda: mails(spark).select(crashing("mail")).collect())


def test_of_an_assertion_about_a_row_names_the_java_class(spark):
    failing = F.expr("raise_error(concat('bad row ', mail))")
    assert "java.lang.RuntimeException" in sentence(lambda: mails(spark).select(failing).collect())


def test_of_python_names_each_cause():
    def crash():
        try:
            int(MAIL)
        except ValueError as problem:
            raise KeyError(MAIL) from problem

    assert sentence(crash).startswith("KeyError, caused by ValueError, at ")


def test_of_a_request_says_what_iam_said():
    refused = {
        "Code": "AccessDenied",
        "Message": "User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: x",
    }

    def crash():
        raise ClientError({"Error": refused}, "GetObject")

    assert "is not authorized to perform: x" in sentence(crash)


def test_lets_our_own_sentences_pass():
    with pytest.raises(ConfigurationError, match="as it was"), told_without_values():
        raise ConfigurationError("as it was")


@pytest.fixture
def spark_log(spark):
    """What Spark logs meanwhile, as a function."""
    log4j, writer = spark._jvm.org.apache.logging.log4j, spark._jvm.java.io.StringWriter()
    layout = log4j.core.layout.PatternLayout.createDefaultLayout()
    appender = log4j.core.appender.WriterAppender.createAppender(layout, None, writer, "test", False, True)
    appender.start()
    root = log4j.LogManager.getContext(False).getConfiguration().getRootLogger()
    root.addAppender(appender, None, None)
    yield writer.toString
    root.removeAppender("test")
    spark.sparkContext.setLogLevel("WARN")


@pytest.mark.parametrize("silent", [True, False])
def test_leaves_nothing_in_spark_s_log_which_would_quote_the_row(spark, spark_log, silent):
    if silent:
        silence(spark.sparkContext)
    failing = F.expr("raise_error(concat('bad row ', mail))")
    sentence(lambda: mails(spark).select(failing).collect())
    assert ("hibari" in spark_log()) is not silent
