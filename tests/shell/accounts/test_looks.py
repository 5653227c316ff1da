"""Who opened whose page: once in ten minutes, by number, apart from the deeds."""

from datetime import timedelta

from cast import Cast

from juluo.shell.accounts.actions.looks import A_LOOK, note_look
from juluo.shell.accounts.facts import audit_of, looks_of
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene


def later(scene: Scene, time: timedelta) -> Scene:
    return Scene(scene.now + time, scene.address)


def test_turning_pages_is_one_look_and_coming_back_another(cast: Cast, scene: Scene) -> None:
    analyst = cast.of_tea[Role.ANALYST]
    for minutes in (0, 3, 9):
        note_look(analyst, "tea", 7, later(scene, timedelta(minutes=minutes)))
    assert [(look.name, look.about, look.at) for look in looks_of("tea")] == [(analyst.name, "7", scene.now)]
    note_look(analyst, "tea", 7, later(scene, A_LOOK))
    assert len(looks_of("tea", 7)) == 2


def test_looks_of_others_at_others_and_elsewhere_are_looks_of_their_own(cast: Cast, scene: Scene) -> None:
    analyst = cast.of_tea[Role.ANALYST]
    note_look(analyst, "tea", 7, scene)
    note_look(analyst, "tea", 70, scene)
    note_look(cast.lin, "tea", 7, scene)
    note_look(cast.lin, "go", 7, scene)
    assert {(look.name, look.about) for look in looks_of("tea")} == {
        (analyst.name, "7"),
        (analyst.name, "70"),
        ("lin", "7"),
    }
    assert {look.name for look in looks_of("tea", 7)} == {analyst.name, "lin"}


def test_looks_don_t_stand_among_the_deeds(cast: Cast, scene: Scene) -> None:
    before = audit_of("tea")
    note_look(cast.lin, "tea", 7, scene)
    assert audit_of("tea") == before
