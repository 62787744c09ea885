"""What is said of departments' pages, a line each, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dagster_project.words import title

_PAGE = {
    "zh": {
        "moved": "公开页面已永久迁移到 {detail}，请更新来源清单",
        "page_gone": "公开页面已不存在（{detail}）",
        "unreachable": "未能取得（{detail}），下次再试",
        "no_link": "页面上没有符合条件的链接（{detail}），页面可能改版",
        "dead_link": "链接已失效（{detail}）",
        "link_gone": "页面不再列出以前公开的“{detail}”；已收的文件仍然保留",
        "replaced": "同一链接下的文件被悄悄替换：“{detail}”",
    },
    "en": {
        "moved": "the page has moved for good to {detail}; update the list of sources",
        "page_gone": "the page is gone ({detail})",
        "unreachable": "could not be had ({detail}); asked again the next time",
        "no_link": "no link of the page fits ({detail}); it may have been redesigned",
        "dead_link": "the link is dead ({detail})",
        "link_gone": "the page lists “{detail}” no more; what was received is kept",
        "replaced": "the file under the same link was silently replaced: “{detail}”",
    },
}
_DIFFERENCE = {
    "zh": {
        "not_online": "已报送，公开页面上没有",
        "not_sent": "公开页面上有，未报送",
        "differs": "网上公开的与报送的不一致：{differing} 个数字不同，{only_in_one} 个只在其中一份",
        "first": "；如 {place}：报送 {sent}，网上 {online}",
    },
    "en": {
        "not_online": "sent, and not on its page",
        "not_sent": "on its page, and not sent",
        "differs": "what is online is not what was sent: {differing} figures differ, {only_in_one} stand in one only",
        "first": "; as {place}: sent {sent}, online {online}",
    },
}


def lines(pages: list[dict[str, Any]], differences: list[dict[str, Any]], lang: str) -> Iterator[str]:
    """A line for each finding of a page, then for each difference between what is online and what was sent."""
    for finding in pages:
        said = _PAGE[lang][finding["kind"]].format(detail=finding["detail"])
        yield f"{finding['department']}：{said} {finding['url']}"
    for item in differences:
        name = title(lang, item["department_name"], item["fiscal_year"], item["stage"], item["level"])
        words = _DIFFERENCE[lang]
        said = words[item["kind"]].format(**item)
        if item["first"]:
            place, sent, online = item["first"]
            said += words["first"].format(place=place, sent=sent, online=online)
        yield f"{name}：{said}"
