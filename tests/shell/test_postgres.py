"""Where every test must run, PostgreSQL must be there."""

import postgres
import pytest


def test_a_missing_server_fails_the_check_and_is_told_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "programs", lambda: None)
    with pytest.raises(pytest.fail.Exception, match="apt-get install postgresql"):
        postgres.require_programs({"CI": "true"})
    with pytest.raises(pytest.skip.Exception, match="apt-get install postgresql"):
        postgres.require_programs({})
