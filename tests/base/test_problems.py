"""The text of problems."""

from __future__ import annotations

from pathlib import Path

from stretchapp.base.problems import Problem


def test_an_editor_can_jump_to_a_problem() -> None:
    problem = Problem(Path("mine/evening.yaml"), 12, 5, "'tims' is not a key of this entry")

    assert str(problem) == "mine/evening.yaml:12:5: 'tims' is not a key of this entry"


def test_problems_come_in_the_order_of_the_files() -> None:
    first, second = Path("a.yaml"), Path("b.yaml")
    problems = [
        Problem(second, 1, 1, ""),
        Problem(first, 10, 1, ""),
        Problem(first, 2, 9, ""),
        Problem(first, 2, 1, ""),
    ]

    assert [(problem.path.name, problem.line, problem.column) for problem in sorted(problems)] == [
        ("a.yaml", 2, 1),
        ("a.yaml", 2, 9),
        ("a.yaml", 10, 1),
        ("b.yaml", 1, 1),
    ]
