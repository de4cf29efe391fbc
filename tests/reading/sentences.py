"""Sentences that nobody wrote: from a small grammar over the lexicon, and from characters of all scripts.

The tests draw a few thousand of them, `benchmarks/bench_fuzz.py` hundreds of thousands.
"""

import random

from newsclaims.reading import lexicon

# One sample of each kind of character that a text can bring along, digits of other scripts included.
CHARACTERS = (
    "0123456789０１９٣۵४๓²³½⅔⅘①⑫㈠㊀Ⅳⅷ零〇一二两三四五六七八九十廿卅百千万亿兆壹贰參拾佰仟萬億"
    "年月日號号周週季度时點点分秒个個名人家位次成倍折半多余餘几數数第初底末旬西元民國公前去今明后後"
    "美元港幣块角毛￥$€£%‰％㎏㎡℃kwKMGHQ.．,，、:：;；+-−—–~～/／*#&<>()（）[]【】“”‘’「」『』《》。！？!?…"
    "据據称稱说說表示否認将將预計约約近超不到至少以上下共有和与及或每按其他她它该的了在"
    "aZéßЖشनไㄅあア한🙂👨‍👩‍👧\u0300\u200b\u200d\u202e\u2028\ufeff\u00ad\u00a0\u3000\t\r\n\0\x1b\ud800\udfff"
)


def words():
    """Kind of word to the words that the grammar puts in its places."""

    def forms(table, **where):
        return list(lexicon.forms(table, **where))

    return {
        "numeral": [
            *"3 7 12 300 1,234 3.5 2024 20250711 １２ 三 两 十几 三百 一万二 两千两百二十五".split(),
            *"叁 壹佰萬 3万5 2.5亿 几十 数十 半 零 〇 1/3 三分之一 百分之七 七成五 60:40".split(),
            *"H1 Q3 25Q3 9,99 0.0 1e5 ٣ ² 99999999999999999999".split(),
        ],
        "unit": [*forms("units"), *forms("classifiers"), "", "", "w", "+", "/", "人/月"],
        "cue": [*forms("cues", place="before"), ""],
        "after": [*forms("cues", place="after"), "", "员工", "参加", "人工智能项目", "的", "多"],
        "date": [
            *"今年 去年底 3月 5月3日 西元2024年 公元前221年 民国113年 同年9月 周三 上半年".split(),
            *"第一财季 2025H1 99月99日 2月30日 0年 9999年 10000年后 3季度 明后年 两年前".split(),
            *"昨(31)日 年底".split(),
            "",
        ],
        "source": [*forms("sources"), "该公司", "他", "1.", "**", "净利润", "《报告》", ""],
        "verb": [*forms("reporting"), ""],
        "hedge": [*forms("hedges"), ""],
        "mark": [
            "，",
            "。",
            "：",
            "；",
            "、",
            "“",
            "”",
            "「",
            "」",
            "(",
            ")",
            "\n",
            " ",
            "",
            "至",
            "到",
            "-",
            "和",
            "比",
        ],
        "noise": list(CHARACTERS),
    }


_SHAPES = (
    "source verb mark date cue numeral unit after mark",
    "date mark source hedge cue numeral unit mark numeral unit after mark",
    "cue numeral unit mark numeral unit mark numeral unit after",
    "mark numeral unit after mark source verb mark hedge numeral unit mark",
    "source verb mark mark numeral unit mark source hedge mark",
    "date mark date mark numeral mark numeral unit",
    "numeral noise unit noise numeral unit after mark hedge",
)


def grammar_made(draw, vocabulary):
    """One to three sentences of the grammar, now and then with a character dropped, doubled or thrown in."""
    parts = []
    for _ in range(draw.randint(1, 3)):
        parts += [draw.choice(vocabulary[kind]) for kind in draw.choice(_SHAPES).split()]
    text = "".join(parts)
    for _ in range(draw.choice((0, 0, 1, 3))):
        place = draw.randint(0, len(text))
        text = (
            text[:place]
            + draw.choice(("", text[place - 1 : place], draw.choice(CHARACTERS)))
            + text[place + 1 :]
        )
    return text


def mixed(draw):
    """Up to forty characters of all scripts."""
    return "".join(draw.choices(CHARACTERS, k=draw.randint(0, 40)))


def sentences(count, seed):
    """Yield ``count`` texts, made by the grammar and mixed in turn."""
    draw, vocabulary = random.Random(seed), words()
    for turn in range(count):
        yield mixed(draw) if turn % 3 == 0 else grammar_made(draw, vocabulary)
