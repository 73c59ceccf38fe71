"""The plugin that refuses skips, tried on small test files."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

COMMAND = ("-p", "tests.no_skips", "--continue-on-collection-errors")


@pytest.fixture
def skipping(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder in which two tests and a file are skipped, and a test is expected to fail."""
    pytester.makepyfile(
        test_skips="""
            import pytest

            def test_that_skips():
                pytest.skip("no screen")

            @pytest.mark.skip("no sound")
            def test_that_is_marked():
                pass

            @pytest.mark.xfail
            def test_that_is_expected_to_fail():
                assert False
        """,
        test_skipped_file="""
            import pytest

            pytest.skip("no bus", allow_module_level=True)
        """,
    )
    return pytester


def test_a_skip_fails_on_a_build_server(
    skipping: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")

    result = skipping.runpytest(*COMMAND)

    result.assert_outcomes(failed=1, errors=2, xfailed=1)
    for reason in ("no screen", "no sound", "no bus"):
        result.stdout.fnmatch_lines([f"*{reason}*", "Nothing may be skipped where CI is set."])


def test_a_skip_is_a_skip_elsewhere(
    skipping: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)

    skipping.runpytest(*COMMAND).assert_outcomes(skipped=3, xfailed=1)
