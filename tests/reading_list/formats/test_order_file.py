from hypothesis import given
from hypothesis import strategies as st

from builders import load_files, paper_file
from reading_list.formats.order_file import OrderPart, write_order
from reading_list.loading.orders import load_order
from reading_list.model import PaperId
from strategies import hostile_text

LSTM, BERT, ELMO = (PaperId(one) for one in ("lstm", "bert", "elmo"))


def test_an_order_is_written_as_a_person_would() -> None:
    parts = [
        OrderPart("First", ((LSTM, "Because: it is *first*."), (BERT, ""))),
        OrderPart("Empty", ()),
        OrderPart("Bonus", ((ELMO, ""), (LSTM, "Again.")), is_bonus=True),
    ]

    assert write_order("Start: here", parts, "All of it.") == (
        "---\n"
        'title: "Start: here"\n'
        "description: All of it.\n"
        "order:\n"
        "  - section: First\n"
        "    steps:\n"
        "      - paper: lstm\n"
        '        why: "Because: it is *first*."\n'
        "      - bert\n"
        "  - section: Bonus\n"
        "    bonus: true\n"
        "    steps: [elmo]\n"
        "---\n"
    )


def test_an_order_without_steps_is_none() -> None:
    assert write_order("Start", [OrderPart("First", ())]) == ""


def test_what_was_written_loads_without_a_fault() -> None:
    parts = [OrderPart("", ((LSTM, "a"), (BERT, ""))), OrderPart("B", ((ELMO, ""),), is_bonus=True)]
    papers = {f"papers/{one}.md": paper_file() for one in (LSTM, BERT, ELMO)}
    loaded = load_files({**papers, "docs/reading/start.md": write_order("Start", parts)})
    (order,) = loaded.library.orders

    assert loaded.diagnostics == ()
    assert [(part.title, part.bonus) for part in order.sections] == [("", False), ("B", True)]
    assert [(step.paper, step.why) for step in order.steps] == [
        (LSTM, "a"),
        (BERT, ""),
        (ELMO, ""),
    ]


@given(hostile_text, hostile_text, st.booleans())
def test_any_text_comes_back(title: str, why: str, is_bonus: bool) -> None:  # noqa: FBT001 - hypothesis
    clean = "".join(char for char in f"{title}" if char.isprintable()).strip() or "T"
    reason = "".join(char for char in why if char.isprintable()).strip()
    text = write_order("T", [OrderPart(clean, ((LSTM, reason),), is_bonus=is_bonus)])
    order, faults = load_order("a.md", "reading/a.md", text.encode())

    assert order is not None
    assert faults == ()
    assert order.steps[0].why.split() == reason.split()
    assert order.sections[0].title.split() == clean.split()
