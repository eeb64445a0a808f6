"""Made-up numbers of persons and numbers that look like them, each in a sentence.

Half of the numbers are those of persons, written as people write them; half are codes of organizations, document and index
numbers, amounts, office lines, dates, order numbers and numbers with a wrong check digit. Each stands in a sentence.
"""

import random
from datetime import date, timedelta

from disclosure.model.personal_numbers import find_numbers

REGIONS = ("11", "13", "21", "32", "35", "37", "42", "44", "50", "51", "62", "65")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
NUMERALS = tuple(str.maketrans("0123456789", signs) for signs in ("〇一二三四五六七八九", "零幺二三四五六七八九", "⓪①②③④⑤⑥⑦⑧⑨"))
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def digits(number: int, chance: random.Random) -> str:
    """Return random digits."""
    return "".join(chance.choice("0123456789") for _ in range(number))


def born(chance: random.Random) -> str:
    """Return a day of birth."""
    return f"{date(1930, 1, 1) + timedelta(days=chance.randrange(34000)):%Y%m%d}"


def identity(chance: random.Random) -> str:
    """Return an identity number of 18 digits, made up."""
    number = chance.choice(REGIONS) + digits(4, chance) + born(chance) + digits(3, chance)
    return number + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, number, strict=True)) % 11]


def old_identity(chance: random.Random) -> str:
    """Return an identity number of 15 digits, made up."""
    return chance.choice(REGIONS) + digits(4, chance) + born(chance)[2:] + digits(3, chance)


def mobile(chance: random.Random) -> str:
    """Return a mobile number, made up."""
    return chance.choice(
        ("130", "135", "138", "139", "147", "150", "159", "166", "172", "178", "181", "189", "191", "199")
    ) + digits(8, chance)


def card(chance: random.Random, wrong: int = 0) -> str:
    """Return a card number, made up; its check digit is `wrong` by so much."""
    start, length = chance.choice(
        (
            ("622202", 19),
            ("621700", 19),
            ("622848", 19),
            ("623058", 19),
            ("625912", 16),
            ("436742", 19),
            ("955880", 19),
            ("520082", 16),
        )
    )
    number = start + digits(length - len(start) - 1, chance)
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return number + str((-total + wrong) % 10)


def passport(chance: random.Random) -> str:
    """Return a passport number, made up."""
    return chance.choice(("E", "G", "EA", "EJ")) + digits(8, chance)[: chance.choice((8,))]


def permit(chance: random.Random) -> str:
    """Return the number of a travel or residence permit, made up."""
    return (
        chance.choice(("H", "M", "C", "CA", "T", "L")) + digits(8, chance)
        if chance.random() < 0.8
        else "CHN" + digits(12, chance)
    )


def written(number: str, kind: str, chance: random.Random) -> str:
    """Return a number as somebody may write it."""
    how = chance.randrange(10)
    if how == 0:
        return number.translate(FULL_WIDTH)
    if how == 1 and kind == "identity" and len(number) == 18:
        return f"{number[:6]} {number[6:14]} {number[14:]}"
    if how == 1 and kind == "mobile":
        return chance.choice((" ", "-")).join((number[:3], number[3:7], number[7:]))
    if how == 1 and kind == "card":
        return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
    if how == 2 and kind not in ("passport", "permit"):
        place = chance.randrange(3, len(number) - 3)
        return number[:place] + chance.choice((" ", "\u3000", "\u200b")) + number[place:]
    if how == 3:
        return number.lower()
    if how == 8 and kind in ("mobile", "identity"):
        return number.translate(chance.choice(NUMERALS))
    if how == 9 and kind == "mobile":
        form = chance.choice(("（{}）{} {}", "({}){}-{}", "{}（{}）{}", "{}.{}.{}", "{}·{}·{}"))
        return form.format(number[:3], number[3:7], number[7:])
    return f"+86 {number}" if how == 4 and kind == "mobile" else number


PERSONAL = (
    ("identity", identity),
    ("identity", old_identity),
    ("mobile", mobile),
    ("card", card),
    ("passport", passport),
    ("permit", permit),
)
CONTEXTS = {
    "identity": ("申请人（身份证号{}）", "证件号码：{}。", "张某，{}，已答复", "| 李某 | {} |"),
    "mobile": ("请联系张某，手机{}。", "电话：{}", "申请人{}来电", "| 李某 | {} |"),
    "card": ("退费至账户{}。", "银行卡号：{}", "| 王某 | {} |"),
    "permit": ("往来内地通行证{}。", "居留证件号码：{}", "居住证（{}）"),
    "passport": ("护照号码{}。", "持护照（{}）的申请人"),
}


def credit_code(chance: random.Random) -> str:
    """Return a unified social credit code, made up, often of digits only."""
    signs = "0123456789" if chance.random() < 0.7 else CREDIT
    number = (
        chance.choice(("11", "12", "91", "92", "52", "53"))
        + chance.choice(REGIONS)
        + digits(4, chance)
        + "".join(chance.choice(signs) for _ in range(9))
    )
    return number + CREDIT[-sum(CREDIT.index(sign) * pow(3, place, 31) for place, sign in enumerate(number)) % 31]


def wrong_identity(chance: random.Random) -> str:
    """Return 18 digits with a wrong check digit."""
    number = identity(chance)
    return number[:17] + chance.choice([sign for sign in "0123456789" if sign != number[17]])


LOOK_ALIKES = (
    ("统一社会信用代码{}。", credit_code),
    ("编码{}，", wrong_identity),
    ("{}。", wrong_identity),
    ("卡号形式的流水{}", lambda chance: card(chance, wrong=1 + chance.randrange(9))),
    ("办公室电话0{}。", lambda chance: chance.choice(("10", "21", "591", "7311")) + "-" + digits(8, chance)),
    ("咨询电话：{}", lambda chance: "0" + digits(2, chance) + " " + digits(8, chance)),
    ("热线400-{}", lambda chance: f"{digits(3, chance)}-{digits(4, chance)}"),
    ("索引号：{}", lambda chance: f"{digits(9, chance)}/2022-{digits(5, chance)}"),
    ("索引号：SL0001{}", lambda chance: digits(11, chance)),
    ("收费{}元，", lambda chance: f"1{digits(10, chance)}"),
    ("面积{}平方米", lambda chance: f"13{digits(9, chance)}.{digits(2, chance)}"),
    ("示例政办〔2021〕{}号", lambda chance: digits(3, chance)),
    ("自2021年1月1日至{}", lambda chance: f"{born(chance)}"),
    ("时间戳{}", lambda chance: born(chance) + digits(6, chance)),
    ("受理号{}已办结", lambda chance: f"2022{digits(12, chance)}"),
    ("公网安备{}号", lambda chance: chance.choice(REGIONS) + digits(12, chance)),
    ("见https://www.sample.example/art/t{}.html", lambda chance: f"20220101_1{digits(10, chance)}"),
    ("工商注册号{}", lambda chance: chance.choice(REGIONS) + digits(13, chance)),
    ("新增{}", lambda chance: " ".join(str(chance.randrange(10000)) for _ in range(7))),
    ("版本139.{}", lambda chance: ".".join(digits(4, chance) for _ in range(3))),
    ("（2021）{}", lambda chance: f"{digits(4, chance)} {digits(4, chance)}"),
    ("第{}条", lambda chance: digits(chance.randrange(1, 9), chance).translate(NUMERALS[0])),
    ("通行证{}张", lambda chance: digits(8, chance)),
    ("网站标识码{}", lambda chance: digits(10, chance)),
    ("合计{}", lambda chance: f"{chance.randrange(1, 200)},{digits(3, chance)},{digits(3, chance)},{digits(3, chance)}"),
)


def measure(count: int, seed: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]], int]:
    """Return the numbers that were missed and those taken wrongly, each with its sentence, and how many were found."""
    chance = random.Random(seed)
    missed, wrong, right = [], [], 0
    for number in range(count):
        if number % 2:
            kind, make = chance.choice(PERSONAL)
            text = chance.choice(CONTEXTS[kind]).format(written(make(chance), kind, chance))
            if [one.kind for one in find_numbers(text)] == [kind]:
                right += 1
            else:
                missed.append((kind, text))
        else:
            context, make_other = chance.choice(LOOK_ALIKES)
            text = context.format(make_other(chance))
            wrong += [(one.kind, text) for one in find_numbers(text)]
    return missed, wrong, right
