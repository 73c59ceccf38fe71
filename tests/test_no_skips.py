"""The plugin that refuses skips, tried on small test files."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

SKIPPING = {
    "a test": "import pytest\ndef test_it(): pytest.skip('no screen')\n",
    "a marked test": "import pytest\n@pytest.mark.skip('no screen')\ndef test_it(): pass\n",
    "a file": "import pytest\npytest.skip('no screen', allow_module_level=True)\n",
}


@pytest.fixture(params=SKIPPING)
def skipping(request: pytest.FixtureRequest, pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with a test file in which something is skipped."""
    pytester.makepyfile(SKIPPING[request.param])
    return pytester


def test_a_skip_fails_on_a_build_server(
    skipping: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")

    result = skipping.runpytest("-p", "tests.no_skips")

    assert result.ret != 0
    result.stdout.fnmatch_lines(["*no screen*", "*Nothing may be skipped*"])


def test_a_skip_is_a_skip_elsewhere(
    skipping: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)

    result = skipping.runpytest("-p", "tests.no_skips")

    result.assert_outcomes(skipped=1)


def test_an_expected_failure_is_no_skip(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile("import pytest\n@pytest.mark.xfail\ndef test_it(): assert False\n")

    result = pytester.runpytest("-p", "tests.no_skips")

    result.assert_outcomes(xfailed=1)
