"""Every sentence by which an upload is refused, in full."""

from case import Refused

NAME = Refused("the file must be named survey-YYYYQn.xlsx, such as survey-2024Q1.xlsx; upload it under that name")
NO_WORKBOOK = Refused("the file is no Excel workbook; export the survey as .xlsx")
DAMAGED = Refused("the file is damaged or no Excel workbook; save it in Excel as .xlsx again")
OLD = Refused("the workbook is in the old .xls format; save it as .xlsx")
PASSWORD = Refused("the workbook is protected by a password; save it without one")
STRICT = Refused("the workbook is saved as Strict Open XML; save it as the usual Excel workbook (.xlsx)")
UNPACKED = Refused("the workbook unpacks to more than 134,217,728 bytes; remove pictures and other sheets")
NO_CSV = Refused("the file is no CSV with commas and double quotes; export the survey as .xlsx")
NO_ENCODING = Refused("the CSV is neither UTF-8 nor Shift_JIS; export the survey as .xlsx")
WORKBOOK_AS_CSV = Refused("the file is a workbook and no CSV; name it .xlsx")
NO_HEADINGS = Refused(
    "no visible sheet has the headings 回答ID (Response ID), 回答日時 (Submitted at) and 年齢 (Age) in its first 50"
    " rows; export the responses with these headings"
)
HEADING_TWICE = Refused("the heading 年齢 (Age) stands 2 times in one row; keep one such column")
UNSAVED = Refused("an answer is a formula without a saved value; open the file in Excel and save it")
TABLE = Refused(
    "the table has more than 1,048,576 rows or 16,384 columns, as no sheet of Excel has; export the survey again"
)
CELLS = Refused(
    "the table spans more than 20,000,000 cells; delete the columns far from the answers and save the file again"
)
ANSWERS = Refused("the file has more than 300,000 answers; upload those of one quarter alone")
ROW_NUMBER = Refused("a row has a number beyond 1,048,576, Excel's last; save the file in Excel again")
COSTLY = Refused(
    "reading the file takes more than 512 MiB of memory or 3 seconds; delete other sheets and formats, or export the"
    " survey again"
)
"""With the corpus's own limits of the reader; the function's are larger."""
