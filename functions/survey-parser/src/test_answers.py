import pytest

from answers import age_of, routes_of, satisfaction_of


@pytest.mark.parametrize("cell", [35, 35.0, "35", "３５", "35歳", " ３５ 歳 "])
def test_reads_a_whole_number_age_however_it_is_written(cell):
    assert age_of(cell) == (35, "30s")


@pytest.mark.parametrize(
    ("years", "band"),
    [(9, "unknown"), (10, "10s"), (19, "10s"), (20, "20s"), (59, "50s"), (60, "60plus"), (100, "60plus")],
)
def test_puts_an_age_into_its_band(years, band):
    assert age_of(years).band == band


@pytest.mark.parametrize(
    ("cell", "band"),
    [("10代", "10s"), ("30代", "30s"), ("３０代", "30s"), ("50代", "50s"), ("60代", "60plus"), ("90代", "60plus")],
)
def test_reads_a_decade_as_a_band_without_an_age(cell, band):
    assert age_of(cell) == (None, band)


@pytest.mark.parametrize(
    "cell", [None, "", "　", "回答しない", "35.5", 35.5, "35才くらい", "30代前半", "5代", "35-40", True]
)
def test_takes_other_text_as_unknown(cell):
    assert age_of(cell) == (None, "unknown")


@pytest.mark.parametrize(
    ("cell", "years"),
    [(9, 9), (101, 101), (-3, -1), ("−3歳", -1), ("-0", 0), (230, 230), ("9" * 5000, 999), (0, 0), ("000035", 35)],
)
def test_keeps_a_whole_number_out_of_range_for_the_gate(cell, years):
    assert age_of(cell).years == years


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (5, (5, True)),
        ("５", (5, True)),
        (0, (0, True)),
        (6, (6, True)),
        (-2, (-1, True)),
        (None, (None, False)),
        (" ", (None, False)),
        ("満足", (None, True)),
        (4.5, (None, True)),
    ],
)
def test_tells_an_empty_satisfaction_from_an_unreadable_one(cell, expected):
    assert satisfaction_of(cell) == expected


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("Instagram", "instagram"),
        ("ＹｏｕＴｕｂｅ", "youtube"),
        ("TikTok", "tiktok"),
        ("X（旧Twitter）", "x"),
        ("X(旧Twitter)", "x"),
        ("Twitter", "x"),
        ("検索（Google）", "search"),
        ("友人・家族の紹介", "friend"),
        ("友人･家族の紹介", "friend"),
        ("メールマガジン", "newsletter"),
        ("テレビCM", "tv"),
        ("店頭チラシ", "flyer"),
        ("その他", "other"),
    ],
)
def test_knows_each_route(text, route):
    assert routes_of(text) == ((route,), 0)


@pytest.mark.parametrize("separator", ["、", ";", ",", "；", "，", "､", "\n", "\r\n", "_x000D_\n", " 、 "])
def test_splits_several_routes_of_a_cell(separator):
    assert routes_of(f"TikTok{separator}テレビCM").routes == ("tiktok", "tv")


def test_names_a_route_once_a_response():
    assert routes_of("Twitter、X（旧Twitter）、Twitter") == (("x",), 0)


def test_counts_unknown_routes_as_other():
    assert routes_of("駅の看板、その他、雑誌、駅の看板") == (("other",), 2)


@pytest.mark.parametrize("cell", [None, "", "、\n;"])
def test_names_no_route_where_none_is_given(cell):
    assert routes_of(cell) == ((), 0)
