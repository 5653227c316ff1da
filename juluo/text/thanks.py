"""Does this thank, or say that it works now? A plain rule, so whatever rests on it is labelled 推测.

RE2 patterns over a whole column, like the rule of questions. Thanks in advance are none, nor is “no thanks”. That it
works now is taken only from short words: long ones tell of more than the answer.
"""

import pyarrow as pa
import pyarrow.compute as pc

_THANKS = (
    r"谢谢|多谢|感谢|謝謝|多謝|感謝|谢了|谢啦|谢咯|蟹蟹|拜谢|跪谢"
    r"|(?:^|[^a-z])(?:thanks|thank (?:you|u)|thx|tysm|ty)(?:$|[^a-z])"
)
_WORKS = (
    r"^[^?？]{0,24}(?:搞定|解决了|解決了|可以了|弄好了|成功了|明白了|懂了|学到了"
    r"|\b(?:(?:that|it) work(?:s|ed)|works now|solved|fixed it|that help(?:s|ed)|got it|perfect)\b)[^?？]{0,16}$"
)
_NOT = (
    r"先谢|先感谢|提前谢|提前感谢|预先感谢|谢绝|不用谢|不客气|不谢|没搞定|没解决|没成功|没弄好|没明白|没懂|不行|没用"
    r"|(?:thanks|thx|thank you)[^.!。！]{0,20}in advance|no,? thank|you['’]?re welcome|n['’]t (?:work|help|solve)"
    r"|\b(?:not|never) (?:work|help|solve)|\bstill\b.{0,20}\b(?:not|fail|error|stuck|broken)|\bunsolved\b"
)


def thanks(texts: pa.Array) -> pa.Array:
    """For each text whether it thanks, or says that it works now; null texts don't."""
    thanked = pc.match_substring_regex(texts, f"(?i){_THANKS}")
    works = pc.match_substring_regex(texts, f"(?is){_WORKS}")
    unsaid = pc.match_substring_regex(texts, f"(?is){_NOT}")
    return pc.fill_null(pc.and_not(pc.or_(thanked, works), unsaid), fill_value=False)


def thanks_in_sql(words: str) -> str:
    """The same rule as a condition of DuckDB, whose regular expressions are RE2 too, over an SQL expression."""
    thanked, works, unsaid = (
        f"regexp_matches({words}, '{pattern}')"
        for pattern in (quoted.replace("'", "''") for quoted in (f"(?i){_THANKS}", f"(?is){_WORKS}", f"(?is){_NOT}"))
    )
    return f"coalesce(({thanked} OR {works}) AND NOT {unsaid}, false)"
