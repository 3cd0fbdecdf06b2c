"""Makes the table that turns the page's Simplified Chinese into Traditional Chinese.

Needs the PyPI package `opencc`. Run from the project root:

    python traditional.py TABLE.csv

The page converts at run time: at each position the longest key of the table that
matches there is replaced by its value, and any other character is kept. This script
collects every run of Han characters in the page's sources and in the catalog, converts
them with OpenCC (Taiwan, with phrases) and with the terms in `OVERRIDES`, and writes
the smallest table it finds with which the page comes to the same result: each character
that occurs, and the phrases that are more than their characters. It then verifies every
run, prints those that differ, and fails if there are any.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile
from pathlib import Path

from opencc import OpenCC

SOURCES = Path("web/src")
CATALOG = Path("crates/netprice-catalog/data")
HEADER = ["simplified", "traditional"]
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")

# Our own terms, where OpenCC has none, or one for another context. Some only keep a
# shorter one from matching across two words.
OVERRIDES = {
    # Clouds and how they are sold.
    "云厂商": "雲端廠商",
    "云商": "雲端廠商",
    "各家云": "各家雲端",
    "云服务器": "雲端伺服器",
    "云服务": "雲端服務",
    "云盘": "雲端磁碟",
    "云计算": "雲端運算",
    "可用区域": "可用區域",
    "可用区": "可用區域",
    "地域": "地區",
    "实例": "執行個體",
    "按需": "隨需",
    "按需求": "按需求",
    "按需要": "按需要",
    "按量付费": "隨用隨付",
    "按量每台": "隨用隨付每台",
    "节省计划": "節省方案",
    "托管": "代管",
    "绑定": "綁定",
    "已下线": "已下架",
    # Contracts, bills and prices.
    "合同": "合約",
    "口径": "基準",
    "币种": "幣別",
    "代金券": "抵用券",
    "整单": "整張帳單",
    "整单价": "整單價",
    "整单位": "整單位",
    "整单元": "整單元",
    "舍入": "捨入",
    "抹零": "捨去尾數",
    "分档": "級距",
    "一档": "一級",
    "示例": "範例",
    "示例如": "示例如",
    "最优": "最佳",
    "最优先": "最優先",
    "盈亏平衡": "損益兩平",
    "贴现": "折現",
    "收益率": "報酬率",
    "交钥匙": "統包",
    # Statistics.
    "置信度": "信賴水準",
    "置信水平": "信賴水準",
    "置信区间": "信賴區間",
    "正态": "常態",
    "镜像": "鏡像",
    "采样": "取樣",
    "噪声": "雜訊",
    "插值": "內插",
    "方差": "變異數",
    "参数": "參數",
    "函数": "函數",
    "情景": "情境",
    "蒙特卡洛": "蒙地卡羅",
    "高端": "高端",
    "水平线": "水平線",
    "水平": "水準",
    # Machines and networks.
    "显存": "顯示記憶體",
    "推理": "推論",
    "网关": "閘道",
    "出站数据": "對外資料",
    "地址栏": "網址列",
    "地址": "位址",
    "闲忙时": "尖離峰時段",
    "十进制": "十進位",
    "二进制": "二進位",
    "高级": "進階",
    "高级别": "高級別",
    "运维": "維運",
    "代码": "代碼",
    "截取": "截取",
    # The page.
    "收起": "收合",
    "拖动": "拖曳",
    "撤销": "復原",
    "打开": "開啟",
    "保存": "儲存",
    "条形": "長條",
    "条形状": "條形狀",
    "柱状图": "長條圖",
    "饼图": "圓餅圖",
    "全屏": "全螢幕",
    "快捷键": "快速鍵",
    "单元格": "儲存格",
    "自定义": "自訂",
    "字号": "字級",
    "反馈": "回饋",
    "质量": "品質",
    "发布": "發布",
    "公布": "公布",
    "报道": "報導",
    # Names of firms and places.
    "阿里云": "阿里雲",
    "腾讯云": "騰訊雲",
    "华为云": "華為雲",
    "京东云": "京東雲",
    "谷歌云": "谷歌雲",
    "甲骨文云": "甲骨文雲",
    "百度智能云": "百度智能雲",
    "阿里与字节": "阿里與字節",
    "字节跳动": "字節跳動",
    "澳大利亚": "澳洲",
    "中国香港": "香港",
    # What is domestic to the Simplified text is not to its readers here.
    "国内": "中國",
    "中国内": "中國內",
    "美国内": "美國內",
    "国产加速卡": "中國製加速卡",
}

# Of two forms that Taiwan has, the one that the page uses.
FORMS = str.maketrans({"臺": "台", "賬": "帳"})

# Characters whose usual form is not the one that OpenCC gives them alone.
CHARACTERS = {"钟": "鐘"}

Table = dict[str, str]

OPENCC = OpenCC("s2twp")


def longest_first(keys: Iterable[str]) -> re.Pattern[str]:
    """Matches the longest key at a position."""
    return re.compile("|".join(sorted(keys, key=len, reverse=True)))


OVERRIDDEN = longest_first(OVERRIDES)


@cache
def intended(run: str) -> str:
    """What a run should become: our terms, and OpenCC's for what is between them."""
    done, end = "", 0
    for match in OVERRIDDEN.finditer(run):
        done += by_opencc(run[end : match.start()]) + OVERRIDES[match[0]]
        end = match.end()
    return done + by_opencc(run[end:])


def by_opencc(text: str) -> str:
    taiwanese: str = OPENCC.convert(text)
    return taiwanese.translate(FORMS)


def converted(table: Table, run: str) -> str:
    """What the page makes of a run."""
    longest = max(map(len, table), default=1)
    done, at = "", 0
    while at < len(run):
        lengths = range(min(longest, len(run) - at), 0, -1)
        key = next((run[at : at + n] for n in lengths if run[at : at + n] in table), run[at])
        done += table.get(key, key)
        at += len(key)
    return done


def collected() -> list[str]:
    """Every run of Han characters, the shortest first."""
    files = sorted(SOURCES.rglob("*.rs")) + sorted(CATALOG.glob("*.csv"))
    runs = {run for file in files for line in lines_of(file) for run in HAN.findall(line)}
    return sorted(runs, key=lambda run: (len(run), run))


def lines_of(file: Path) -> list[str]:
    """The lines but comments; none of an earlier table of ours."""
    lines = file.read_text(encoding="utf-8").splitlines()
    if file.suffix == ".rs":
        return [line for line in lines if not line.lstrip().startswith("//")]
    return [] if lines[:1] == [",".join(HEADER)] else lines


def made(runs: list[str]) -> Table:
    """The table for these runs."""
    characters = {character for run in runs for character in run}
    table = {one: CHARACTERS.get(one, intended(one)) for one in sorted(characters)}
    while wrong := differing(table, runs):
        for run in wrong:
            mend(table, run)
    return without_needless(table, runs)


def differing(table: Table, runs: list[str]) -> list[str]:
    return [run for run in runs if converted(table, run) != intended(run)]


def mend(table: Table, run: str) -> None:
    """Adds the shortest phrases with which a run comes out as intended."""
    while (now := right_until(table, run)) < len(intended(run)):
        better = (
            phrase
            for phrase in phrases_of(run)
            if phrase not in table and right_until({**table, phrase: intended(phrase)}, run) > now
        )
        phrase = next(better, run)
        table[phrase] = intended(phrase)
        if phrase == run:
            return


def right_until(table: Table, run: str) -> int:
    """How many characters of the intended text the page gets right."""
    right = intended(run)
    got = converted(table, run)
    if got == right:
        return len(right)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(got, right))
    return min(sum(1 for _ in same), len(right) - 1)


def phrases_of(run: str) -> Iterator[str]:
    """The parts of a run of two characters or more, the shortest first."""
    for length in range(2, len(run) + 1):
        for start in range(len(run) - length + 1):
            yield run[start : start + length]


def without_needless(table: Table, runs: list[str]) -> Table:
    """The table without the phrases that change nothing, the longest first."""
    for phrase in sorted(table, key=lambda key: (-len(key), key)):
        if len(phrase) == 1:
            break
        fewer = {key: value for key, value in table.items() if key != phrase}
        if not differing(fewer, [run for run in runs if phrase in run]):
            table = fewer
    return table


def write(table: Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(sorted(table.items()))


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    runs = collected()
    table = made(runs)
    write(table, Path(sys.argv[1]))
    wrong = differing(table, runs)
    for run in wrong:
        print(f"{run}: {converted(table, run)}, not {intended(run)}")
    phrases = sum(len(key) > 1 for key in table)
    print(f"{len(table)} rows, {phrases} of them phrases; {len(wrong)} of {len(runs)} runs differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
