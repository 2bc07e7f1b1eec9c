"""Measurements still run: what they ask of the portal is there."""

from importlib import import_module
from pkgutil import iter_modules

import bench
from bench import search
from lib.settings import ROOT


def test_every_measurement_can_be_asked_for():
    programs = {module.name for module in iter_modules(bench.__path__)}
    named = {
        line.split("bench.")[1].split()[0]
        for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
        if "python -m bench." in line
    }
    assert len(named) > 8
    assert named <= programs
    for name in named:
        assert callable(import_module(f"bench.{name}").main), name


def test_search_is_measured_on_few_issues_as_on_many(capsys):
    search.main(300)
    said = capsys.readouterr().out
    assert said.count("built in") == 2
    assert "300 issues" in said
    assert said.count(" ms, longest") == 2 * len(search.QUERIES)
