"""What a form of a survey sends, as answers: each kind of question has its fields."""

from juluo.desk.surveys.values import Kind, Question, Value
from juluo.shell.visit import Visit
from juluo.web.asking import number_of

# The form's own text box is shorter; a longer text is told to be too long, not read whole.
_LONGEST = 20_000


def field_of(key: str, *more: str) -> str:
    return ".".join(("a", key, *more))


def answer_sent(visit: Visit, one: Question) -> Value | None:
    """The answer to a question; None where it was left open. What can't be one is found wrong later."""
    name = field_of(one.key)
    match one.kind:
        case Kind.NPS | Kind.CSAT | Kind.CES:
            told = visit.field(name).strip()
            number = number_of(told)
            return (told or None) if number is None else number
        case Kind.CHOICE:
            return visit.field(name) or None
        case Kind.MULTI:
            return tuple(dict.fromkeys(str(told) for told in visit.request.POST.getlist(name)[:100])) or None
        case Kind.MATRIX:
            told_of = {row.key: visit.field(field_of(one.key, row.key)) for row in one.rows}
            return {row: column for row, column in told_of.items() if column} or None
        case Kind.RANKING:
            return _order(visit, one)
        case Kind.TEXT:
            return visit.field(name)[:_LONGEST].replace("\r\n", "\n").strip() or None


def _order(visit: Visit, one: Question) -> Value | None:
    """Options by the place that each was given. Places given twice or left out are none: they go back as given."""
    told = {option.key: visit.field(field_of(one.key, option.key)).strip() for option in one.options}
    if not any(told.values()):
        return None
    places = {key: number_of(words) for key, words in told.items()}
    if sorted(place for place in places.values() if place is not None) != list(range(1, len(places) + 1)):
        return {key: words for key, words in told.items() if words}
    return tuple(sorted(places, key=lambda key: places[key] or 0))
