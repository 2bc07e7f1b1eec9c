"""What binds the cells of a row, and rows with each other: order of days, the contract's rules, keys used once."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import acero

from lib.contract.columns import Rule
from lib.desk.checks.typed import Typed
from lib.desk.comparing.changes import as_text
from lib.desk.problems import Problem
from lib.desk.reporting import AT_MOST

LARGEST = 2**62
"""Beyond it the numbers that stand for keys are given out anew, so that they never run over."""
UNIQUE = {"issues": ("public_number",)}
"""Columns beside the key that must not repeat: people quote them."""


def check(typed: Typed) -> list[Problem]:
    """Ends before their starts, broken rules, keys and public numbers that occur twice."""
    problems = []
    for start, end in typed.table.in_order:
        problems += _end_before_start(typed, start, end)
    for rule in typed.table.rules:
        problems += _broken(typed, rule)
    problems += _twice(typed, typed.table.key)
    for column in UNIQUE.get(typed.table.name, ()):
        problems += _twice(typed, (column,))
    return problems


def _end_before_start(typed: Typed, start: str, end: str) -> list[Problem]:
    early = pc.fill_null(pc.less(typed.data[end], typed.data[start]), False)
    where = np.flatnonzero(early.to_numpy(zero_copy_only=False))
    return typed.problems("end-before-start", end, where, [f"{start} {text}" for text in typed.texts(start, where)])


def _broken(typed: Typed, rule: Rule) -> list[Problem]:
    """Rows for which the contract's rule holds; rows whose cell could not be read have their problem already."""
    plan = acero.Declaration.from_sequence(
        [
            acero.Declaration("table_source", acero.TableSourceNodeOptions(typed.data)),
            acero.Declaration("project", acero.ProjectNodeOptions([rule.broken], ["broken"])),
        ]
    )
    broken = pc.fill_null(plan.to_table(use_threads=False)["broken"], False)
    where = np.flatnonzero(broken.to_numpy(zero_copy_only=False))
    return typed.problems(rule.code, rule.column, typed.readable(where, rule.column))


def _twice(typed: Typed, key: tuple[str, ...]) -> list[Problem]:
    """Rows whose key stood in an earlier row; expected names that row."""
    if set(key) & typed.absent & {column.name for column in typed.table.columns if column.required}:
        return []
    codes = _codes(typed, key)
    again = codes.duplicated(keep="first").to_numpy()
    where = typed.readable(np.flatnonzero(again), *key)
    where = np.setdiff1d(where, _incomplete(typed, key), assume_unique=True)
    if not where.size:
        return []
    told = where[:AT_MOST]
    same = codes[codes.isin(codes.iloc[told])].drop_duplicates(keep="first")
    row_of = dict(zip(same, typed.rows[same.index], strict=True))
    texts = [as_text(typed.data[column].take(pa.array(told))).to_pylist() for column in key]
    found = [" / ".join(part or "" for part in parts) for parts in zip(*texts, strict=True)]
    return typed.problems("key-twice", key[0], where, [str(row_of[code]) for code in codes.iloc[told]], found)


def _incomplete(typed: Typed, key: tuple[str, ...]) -> np.ndarray:
    """Rows in which a required part of the key is empty."""
    empty = np.zeros(len(typed.rows), dtype=bool)
    for name in key:
        if typed.table.column(name).required and typed.data[name].null_count:
            empty |= typed.data[name].is_null().to_numpy(zero_copy_only=False)
    return np.flatnonzero(empty)


def _codes(typed: Typed, key: tuple[str, ...]) -> pd.Series:
    """One whole number per row that is equal where the keys are equal."""
    codes = np.zeros(len(typed.rows), dtype=np.int64)
    size = 1
    for name in key:
        places, count = _places(typed, name)
        if size * count >= LARGEST:
            codes, values = pd.factorize(codes)
            size = len(values)
        codes = codes * count + places
        size *= count
    return pd.Series(codes)


def _places(typed: Typed, name: str) -> tuple[np.ndarray, int]:
    if name in typed.distinct:
        distinct = typed.distinct[name]
        return distinct.places.astype(np.int64), max(len(distinct.values), 1)
    encoded = typed.data[name].combine_chunks().dictionary_encode(null_encoding="encode")
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), max(len(encoded.dictionary), 1)
