"""Forms as printed become cells with address, coordinates and exact text."""

from decimal import Decimal

from dagster_project.reading import read_document

CODED = """云澜市水利局
2022年度部门预算

2022年部门支出总体情况表

单位名称：云澜市水利局

单位：万元

科目编码\t\t\t单位代码\t单位（科目名称）\t总计\t基本支出\t\t项目支出
类\t款\t项\t\t\t\t小计\t工资福利支出\t小计
\t\t\t\t合计\t1,030.50\t30.50\t30.50\t1000
\t\t\t105\t云澜市水利局\t1,030.50\t30.50\t30.50\t1000
208\t05\t05\t105\t机关事业单位基本养老保险缴费支出\t30.50\t30.50\t30.50\t-
213\t03\t05\t105\t水利工程建设\t1000.00\t\t\t1000
"""


def read(text):
    return read_document(text.encode(), "document.txt")


def by(cells, **wanted):
    return [c for c in cells if all(getattr(c, k) == v for k, v in wanted.items())]


def test_every_position_of_the_data_area_is_a_cell():
    cells = read(CODED).cells
    assert len(cells) == 4 * 4
    assert {c.form_id for c in cells} == {"expenditure_summary"}


def test_a_figure_keeps_its_address_and_its_exact_text():
    [cell] = by(read(CODED).cells, row_kind="total", measure="total")
    assert (cell.page, cell.table_number, cell.row_number, cell.column_number, cell.line) == (1, 1, 3, 6, 12)
    assert (cell.printed_text, cell.value, cell.decimals) == ("1,030.50", Decimal("1030.50"), 2)
    assert cell.amount_yuan == Decimal("10305000.00")
    assert (cell.row_label, cell.column_label) == ("合计", "总计")


def test_blank_zero_and_dash_stay_three_states():
    cells = read(CODED).cells
    [dash] = by(cells, classification_code="2080505", measure="project")
    [blank] = by(cells, classification_code="2130305", measure="basic")
    assert (dash.value_state, dash.printed_text) == ("dash", "-")
    assert (blank.value_state, blank.value, blank.amount_yuan) == ("blank", None, None)


def test_rows_know_what_they_are():
    cells = by(read(CODED).cells, measure="total")
    assert [(c.row_kind, c.classification_code, c.unit_code) for c in cells] == [
        ("total", None, None),
        ("unit", None, "105"),
        ("item", "2080505", "105"),
        ("item", "2130305", "105"),
    ]
    assert [c.function_code for c in cells] == [None, None, "2080505", "2130305"]


def test_columns_know_what_they_state():
    cells = by(read(CODED).cells, row_kind="total")
    assert [c.measure for c in cells] == ["total", "basic", "basic_wages", "project"]
    assert [c.column_label for c in cells][2] == "基本支出 / 工资福利支出"


def test_a_row_too_long_is_refused_by_name_and_its_figures_are_kept():
    reading = read(CODED.replace("水利工程建设\t1000.00", "水利工程建设\t9\t1000.00"))
    [refusal] = reading.refusals
    assert "10 列" in refusal.reason
    assert "15" in refusal.place
    kept = by(reading.cells, row_number=6)
    assert [c.printed_text for c in kept if c.printed_text] == ["9", "1000.00", "1000"]
    assert {c.measure for c in kept} == {None}
    assert all(c.is_fragment for c in by(reading.cells, row_number=6))


def test_a_row_with_one_field_more_is_refused_even_where_the_last_is_blank():
    reading = read(CODED.replace("水利工程建设\t1000.00\t\t\t1000", "水利工程建设\t9\t1000.00\t\t1000\t"))
    assert ["10 列" in r.reason for r in reading.refusals] == [True]


def test_a_table_cut_short_accuses_nobody():
    cut = CODED[: CODED.index("213\t03") + len("213\t03\t05\t105\t水利工程建设\t1000.00")]
    reading = read(cut)
    assert [r.code for r in reading.refusals] == ["truncated"]
    assert all(c.is_fragment for c in reading.cells)
    assert {c.measure for c in by(reading.cells, row_number=6)} == {None}


def test_a_number_that_is_none_is_refused_and_kept_as_printed():
    reading = read(CODED.replace("1,030.50\t30.50\t30.50\t1000\n208", "12.3.4\t30.50\t30.50\t1000\n208"))
    [refusal] = reading.refusals
    assert "12.3.4" in refusal.reason
    [cell] = by(reading.cells, printed_text="12.3.4")
    assert (cell.value, cell.amount_yuan, cell.value_state) == (None, None, "printed")


TWO_SIDED = """2022年部门收支总体情况表

单位：万元

收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t20.00\t一、一般公共服务支出\t12.00
1.一般公共预算\t18.00\t八、社会保障和就业支出\t
2.政府性基金预算\t2.00\t十三、农林水支出\t8.00
本年收入合计\t20.00\t本年支出合计\t20.00
收入总计\t20.00\t支出总计\t20.00
"""


def test_both_sides_of_a_form_have_their_own_labels():
    cells = read(TWO_SIDED).cells
    assert {c.form_id for c in cells} == {"budget_summary"}
    left, right = by(cells, side="revenue"), by(cells, side="expenditure")
    assert [c.line_item for c in left] == [
        "revenue_appropriation",
        "revenue_general_public_budget",
        "revenue_government_fund",
        "revenue_current_total",
        "revenue_grand_total",
    ]
    assert [(c.line_item, c.classification_code) for c in right] == [
        ("function", "201"),
        ("function", "208"),
        ("function", "213"),
        ("expenditure_current_total", None),
        ("expenditure_grand_total", None),
    ]


def test_a_table_in_yuan_is_not_multiplied():
    cells = read(TWO_SIDED.replace("单位：万元", "单位：元")).cells
    assert by(cells, line_item="revenue_grand_total")[0].amount_yuan == Decimal("20.00")


LOST_UPPER_HALF = """二十一、住房保障支出说明见下。

\t\t\t十三、农林水事务\t5.00\t5.00\t5.00\t
\t\t\t十四、交通运输\t\t\t\t
\t\t\t十六、商业服务业等\t3.00\t3.00\t3.00\t
\t\t\t二十一、住房保障支出\t1.00\t1.00\t1.00\t
收入合计：\t\t12.00\t支出合计\t12.00\t12.00\t12.00\t
"""


def test_a_table_whose_upper_half_is_lost_is_known_by_its_rows():
    cells = read("单位：万元\n" + LOST_UPPER_HALF).cells
    assert {c.form_id for c in cells} == {"appropriation_summary"}
    assert all(c.is_fragment for c in cells)
    assert [c.measure for c in by(cells, line_item="expenditure_grand_total")] == [
        "total",
        "general_public_budget",
        "general_public_budget_appropriation",
    ]


def test_components_read_alike_down_and_across():
    down = read(
        "2022年一般公共预算“三公”经费支出情况表\n单位：万元\n项目\t2022年“三公”经费预算数\n总计\t5.00\n"
        "1、因公出国（境）费用\t2.00\n2、公务接待费\t1.00\n3、公务用车费\t2.00\n其中：（1）公务用车运行维护费\t2.00\n（2）公务用车购置\t\n"
    ).cells
    across = read(
        "2022年“三公”经费支出预算表\n单位：万元\n合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\n"
        "\t\t小计\t公务用车购置费\t公务用车运行费\t\n5.00\t2.00\t2.00\t\t2.00\t1.00\n"
    ).cells
    figures = [{c.line_item: c.amount_yuan for c in cells} for cells in (down, across)]
    assert figures[0] == figures[1]
    assert figures[0]["vehicle_operation"] == Decimal("20000.00")


def test_a_table_that_fits_no_form_is_kept_whole_and_reported():
    reading = read("人员情况\n\n姓名类别\t人数\n在职\t12\n退休\t3\n")
    assert {c.form_id for c in reading.cells} == {"unrecognised"}
    assert [c.printed_text for c in reading.cells] == ["12", "3"]
    assert "不认识的表" in reading.refusals[0].reason


def test_the_same_bytes_give_the_same_reading():
    assert read(CODED) == read(CODED)


def test_below_the_carry_over_a_fund_means_its_carry_over():
    cells = read(
        "云澜市水利局2022年度部门决算\n\n财政拨款收入支出决算总表\n单位：万元\n收入\t\t支出\t\t\n项目\t决算数\t项目\t合计\t一般公共预算财政拨款\n"
        "一、一般公共预算财政拨款\t10.00\t十三、农林水支出\t11.00\t11.00\n本年收入合计\t10.00\t本年支出合计\t11.00\t11.00\n"
        "年初财政拨款结转和结余\t1.00\t年末财政拨款结转和结余\t\t\n一、一般公共预算财政拨款\t1.00\t\t\t\n总计\t11.00\t总计\t11.00\t11.00\n"
    ).cells
    left = [c.line_item for c in by(cells, side="revenue")]
    assert left[0] == "revenue_general_public_budget"
    assert left[2:4] == ["opening_carry_over", "opening_general_public_budget"]


def test_a_budget_figure_beside_the_final_one_is_of_another_basis():
    cells = read(
        "云澜市水利局2022年度部门决算\n\n财政拨款“三公”经费支出决算表\n单位：万元\n合计\t\t公务接待费\t\t因公出国（境）费\t\n"
        "预算数\t决算数\t预算数\t决算数\t预算数\t决算数\n5.00\t3.00\t5.00\t3.00\t\t\n"
    ).cells
    assert [c.amount_basis for c in cells][:4] == ["adjusted", "final", "adjusted", "final"]
    assert [c.line_item for c in cells][:4] == ["three_public_total", "three_public_total", "receptions", "receptions"]
