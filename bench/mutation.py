"""How many small faults in a module its tests notice.

    scripts/bench mutation reading_list.ordering tests/reading_list/test_ordering.py

Each fault is one change to the syntax tree: another comparison, a constant plus one, `and` for
`or`, a statement or a result left out. Tests run in a child of their own, which ends when one
fails or the time is over. Faults that no test notices are printed with their line.
"""

from __future__ import annotations

import ast
import copy
import importlib
import os
import resource
import sys
import types
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 20
"""Of the processor, after which a fault counts as noticed: the tests of a module take a few."""
MEMORY = 4 << 30
"""Of addresses, for a list may grow for ever."""
OPTIONS = """-x -q -p no:randomly -p no:cacheprovider -W ignore::pytest.PytestAssertRewriteWarning
    --hypothesis-seed=0 --hypothesis-profile=mutation""".split()
_COMPARED = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add}
_NAMED = {"min": "max", "max": "min", "popleft": "pop", "pop": "popleft", "append": "appendleft"}


def find_changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Fields of one node -> other values, each of them a fault."""
    match node:
        case ast.If(test=test) | ast.IfExp(test=test) if not is_for_types(test):
            yield from (("test", ast.Constant(value)) for value in (True, False))
            yield "test", ast.UnaryOp(ast.Not(), test)
        case ast.Return(value=ast.expr()):
            yield "value", ast.Constant(None)
        case ast.comprehension(ifs=[_, *_]):
            yield "ifs", []
        case ast.Constant(value=bool(value)):
            yield "value", not value
        case ast.Constant(value=int(value)):
            yield from (("value", value + step) for step in (1, -1))
        case _:
            yield from find_other_words(node)


def find_other_words(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Another operator, or another function of the same shape."""
    match node:
        case ast.Compare(ops=[operator]):
            yield from (("ops", [other()]) for other in _COMPARED[type(operator)])
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator) if type(operator) in _COUNTED:
            yield "op", _COUNTED[type(operator)]()
        case ast.BoolOp(op=operator, values=values):
            yield "op", ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield from (("values", values[:at] + values[at + 1 :]) for at in range(len(values)))
        case ast.UnaryOp(op=ast.Not()):
            yield "op", ast.UAdd()
        case ast.Name(id=name) if name in _NAMED:
            yield "id", _NAMED[name]
        case ast.Attribute(attr=name) if name in _NAMED:
            yield "attr", _NAMED[name]


def find_removals(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Statements of a block that may be left out; `break` for `continue`."""
    for name in ("body", "orelse"):
        block = getattr(node, name, None)
        for at, one in enumerate(block if isinstance(block, list) else ()):
            is_text = isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
            if isinstance(one, ast.Continue):
                yield name, [*block[:at], ast.Break(), *block[at + 1 :]]
            if isinstance(one, ast.stmt) and not (is_text or is_definition(one)):
                yield name, [*block[:at], ast.Pass(), *block[at + 1 :]]


def is_for_types(test: ast.expr) -> bool:
    """What only a type checker runs."""
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def is_definition(one: ast.stmt) -> bool:
    """Without it a name is missing, which any test notices; or it is changed by itself."""
    if isinstance(one, ast.Assign):
        return all(isinstance(target, ast.Name | ast.Tuple) for target in one.targets)
    return isinstance(one, _DEFINITIONS)


_DEFINITIONS = (
    *(ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.AnnAssign),
    *(ast.If, ast.Return, ast.Pass),
)


def find_faults(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Every fault: its line, what stands there now, and the whole module with it."""
    nodes = list(ast.walk(tree))
    for place, node in enumerate(nodes):
        if isinstance(node, ast.Module):
            continue
        for name, value in (*find_changes(node), *find_removals(node)):
            other = copy.deepcopy(tree)
            changed = list(ast.walk(other))[place]
            before = ast.unparse(changed)
            setattr(changed, name, value)
            after = ast.unparse(ast.fix_missing_locations(changed))
            yield getattr(node, "lineno", 0), describe(before, after), other


def describe(before: str, after: str) -> str:
    """The lines that differ."""
    old, new = before.split("\n"), after.split("\n")
    gone = " / ".join(line.strip() for line in old if line not in new)
    come = " / ".join(line.strip() for line in new if line not in old)
    return f"{gone} -> {come}"


def is_noticed(name: str, tree: ast.Module, tests: list[str]) -> bool:
    """Run the tests on the module with its fault, in a child."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        module = types.ModuleType(name)
        sys.modules[name] = module
        exec(compile(tree, name, "exec"), module.__dict__)  # noqa: S102 - our own source
        os._exit(pytest.main([*tests, *OPTIONS]))
    except BaseException:  # noqa: BLE001 - however it fails
        os._exit(1)


def main() -> None:
    """Print each fault that goes unnoticed, and the score."""
    name, *tests = sys.argv[1:]
    importlib.import_module("strategies")  # once for all children
    # What fails is not to be made small.
    settings.register_profile(
        "mutation", max_examples=100, deadline=None, phases=[Phase.explicit, Phase.generate]
    )
    path = importlib.import_module(name).__file__
    tree = ast.parse(Path(path or "").read_text())
    if is_noticed(name, tree, tests):
        sys.exit("The tests fail without any fault.")
    faults = list(find_faults(tree))
    missed = 0
    for line, said, fault in faults:
        if not is_noticed(name, fault, tests):
            print(f"{path}:{line}: {said}", flush=True)
            missed += 1
    print(f"{len(faults) - missed} of {len(faults)} faults are noticed")


if __name__ == "__main__":
    main()
