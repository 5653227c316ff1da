"""Is this a question? A plain rule for now, so whatever rests on it is labelled 推测.

A text asks if it ends in a question mark or in 吗/呢, or opens with a question word. The rule is one RE2 pattern,
so that a column of a million texts is one call.
"""

import pyarrow as pa
import pyarrow.compute as pc

# Trailing emoji, closing marks and softeners don't hide a question mark.
_TAIL = r"[\s。.!！~～…)）\]】」』\"'”’*_`]*"
_ZH_END = rf"(?:[?？]|[吗呢麼嘛么]){_TAIL}$"
_ZH_OPEN = (
    r"请问|請問|问一下|问下|想问|求问|请教|怎么|怎样|如何|为什么|为啥|为何|哪里|哪儿|哪个|哪位|有没有|有谁|谁知道|谁有|谁能"
    r"|能不能|可不可以|是不是|会不会|什么时候|多少钱|咋"
)
_EN_OPEN = (
    r"(?:how|what|why|where|when|who|which|is there|are there|does anyone|does anybody|has anyone|anyone know"
    r"|can (?:i|we|you|someone|anyone)|could (?:i|we|you|someone|anyone)|should (?:i|we)|is it possible|do you know)\b"
)
PATTERN = rf"(?is){_ZH_END}|^\s*(?:@\S+\s*)*(?:{_ZH_OPEN}|{_EN_OPEN}[^.]*\?)"


def asks(texts: pa.Array) -> pa.Array:
    """For each text whether it asks; null texts don't."""
    return pc.fill_null(pc.match_substring_regex(texts, PATTERN), fill_value=False)
