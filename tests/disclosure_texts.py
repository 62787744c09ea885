"""Small disclosures as text, for tests: one department's expenditure by function in the official form, and figures that
tie unless a test says otherwise. Nothing here is a real body's."""

from __future__ import annotations


def expenditure_form(
    department: str = "云澜市水利局",
    year: int = 2023,
    basic: str = "100.00",
    project: str = "20.00",
    total: str = "120.00",
    correction: bool = False,
) -> str:
    """A document with 部门支出总体情况表: two items, their total row and a cover. Figures in 万元 as printed."""
    cover = f"{department}\n{year} 年度部门预算{'（更正版）' if correction else ''}\n\n"
    heading = f"## {year} 年部门支出总体情况表\n\n单位名称：{department}\n\n单位：万元\n\n"
    rows = [
        "科目编码\t\t\t单位代码\t单位（科目名称）\t总计\t基本支出\t项目支出",
        "类\t款\t项\t\t\t\t\t",
        f"\t\t\t\t合计\t{total}\t{basic}\t{project}",
        f"213\t03\t01\t105\t行政运行\t{basic}\t{basic}\t",
        f"213\t03\t05\t105\t水利工程建设\t{project}\t\t{project}",
    ]
    return cover + heading + "\n".join(rows) + "\n"


def three_public_form(department: str = "云澜市水利局", year: int = 2023, trips: str = "1.00") -> str:
    """A document with the “三公” form alone, as it comes in a file of its own."""
    return (
        f"{department}\n{year} 年度部门预算\n\n## {year} 年一般公共预算“三公”经费支出情况表\n\n单位：万元\n\n"
        f"项目\t{year}年“三公”经费预算数\n合计\t3.00\n1、因公出国（境）费用\t{trips}\n2、公务接待费\t2.00\n"
        "3、公务用车费\t0.00\n其中：（1）公务用车运行维护费\t0.00\n（2）公务用车购置\t0.00\n"
    )
