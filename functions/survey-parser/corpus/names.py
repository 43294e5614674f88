"""Names of files: the quarter is that of the name."""

from case import STANDARD, Case
from excel import book
from sentences import NAME

NAMES = (
    Case("a name of another quarter: it is that quarter's survey", book, STANDARD, "survey-2025Q4.xlsx"),
    Case("a quarter that there is not", book, NAME, "survey-2024Q5.xlsx"),
    Case("no quarter", book, NAME, "survey.xlsx"),
    Case("capital letters at the end", book, NAME, "survey-2024Q1.XLSX"),
    Case("a name for macros", book, NAME, "survey-2024Q1.xlsm"),
    Case("a Japanese name", book, NAME, "アンケート2024年第1四半期.xlsx"),
    Case("full-width digits", book, NAME, "survey-２０２４Q1.xlsx"),
    Case("a copy, as a browser names it", book, NAME, "survey-2024Q1 (1).xlsx"),
    Case("somebody's words", book, NAME, "山田花子 090-1234-5678 hanako@example.jp.xlsx"),
    Case("a folder of its own", book, NAME, "2024/survey-2024Q1.xlsx"),
)
