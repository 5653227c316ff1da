"""The sample report stands beside the tests of everything that renders it."""

import pytest
from sample_report import sample_report

from juluo.report.daily import Report


@pytest.fixture(params=["zh", "en"])
def report(request: pytest.FixtureRequest) -> Report:
    return sample_report(request.param)
