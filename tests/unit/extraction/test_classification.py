"""Codes and names of the official classifications as departments print them."""

import pytest

from dagster_project.extraction.classification import code_by_name, function_class, mapped_code


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("一般公共服务支出", "201"),
        ("十六、商业服务业等", "216"),
        ("商务服务业等支出", "216"),  # one character off, and only one class is
        ("九、卫生健康支出", "210"),
        ("医疗卫生与计划生育支出", "210"),  # the name until 2018
        ("十三、农林水事务", "213"),
        ("二十、自然资源海洋气象等支出", "220"),
        ("国土海洋气象等支出", "220"),
        ("十四、交通运输", "214"),
        ("灾害防治及应急管理", "224"),
        ("行政运行", None),  # an item, not a class
        ("合计", None),
        ("支出", None),
    ],
)
def test_a_class_is_known_by_its_name_in_any_year(printed, code):
    assert function_class(printed) == code


@pytest.mark.parametrize(
    ("system", "printed", "name", "code"),
    [
        ("function", "2010302", "一般行政管理事务", "2010302"),
        ("function", "71102", "事业单位医疗", "2101102"),  # a class code that lost digits is mended by its name
        ("function", "2089999", "不见于目录", "2089999"),  # unknown to the seeds: our gap, not an error
        ("economic", "3017", "绩效工资", "30107"),  # a leading zero lost
        ("economic", "30107", "绩效工资", "30107"),
        ("function", "71102", "没有这个名称", None),
        ("economic", "30205", "电费", "30206"),  # numbered on by mistake: the name counts
        ("economic", "30311", "住房公积金", "30311"),  # the code until 2017, under another class: not a mistake
        ("function", "2011301", "行政运行（商贸事务）", "2011301"),
    ],
)
def test_a_printed_code_maps_to_an_official_one(system, printed, name, code):
    assert mapped_code(system, printed, name) == code


def test_a_name_borne_by_many_codes_is_not_guessed():
    assert code_by_name("function", "行政运行") is None
    assert code_by_name("function", "行政运行", 7, "20101") == "2010101"
