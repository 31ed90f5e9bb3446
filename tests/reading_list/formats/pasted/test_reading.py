import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.formats.pasted.reading import read_pasted_list
from strategies import hostile_text

ONE, TWO = "Attention Is All You Need (Vaswani et al., 2017)", "Toolformer (Schick et al., 2023)"
TITLES = ["Attention Is All You Need", "Toolformer"]


def read(*lines: str) -> tuple[dict[str, list[str]], list[int]]:
    listed, faults = read_pasted_list("\n".join(lines), "a.md")
    sections = {one.title: [item.title for item in one.items] for one in listed.sections}
    return sections, [one.location.line for one in faults]


@pytest.mark.parametrize(
    "lines",
    [
        ("## Basics", ONE, "## More", TWO),
        ("# Basics #", f"- {ONE}", "# More", f"* {TWO}"),
        ("Basics", "======", ONE, "More", "----", TWO),
        ("Basics:", f"1. {ONE}", "More:", f"2. {TWO}"),
        ("Basics", "", f"1) {ONE}", "", "More", f"• {TWO}"),
        ("**Basics**", "", f"- {ONE}", "", "__More:__", f"- {TWO}"),
        ("1. Basics", f"    - {ONE}", "2. More", f"    - {TWO}"),
        ("> ## Basics", f"> 1. {ONE}", ">", "> ## More", f"> 1. {TWO}"),
        ("Basics:\r", f"- {ONE}\r", "\r", "---\r", "More:\r", f"[1] {TWO}\r"),
        ("## Basics", "| Paper | Why |", "|---|:--|", f"| {ONE} | |", "## More", f"| {TWO} |"),
    ],
)
def test_headings_in_every_style_make_sections(lines: tuple[str, ...]) -> None:
    assert read(*lines) == ({"Basics": TITLES[:1], "More": TITLES[1:]}, [])


def test_loud_lines_are_headings() -> None:
    expected = {"READING ORDER": TITLES[:1], "BONUS": TITLES[1:]}

    assert read("READING ORDER", "", f"- {ONE}", "", "BONUS", "", f"- {TWO}") == (expected, [])


def test_plain_titles_line_by_line_are_items() -> None:
    titles = ["GPT-4 Technical Report", "BERT: Pre-training of Deep Transformers", "Toolformer"]

    assert read(*titles) == ({"": titles}, [])


def test_the_first_heading_without_items_is_the_title_of_the_list() -> None:
    listed, _ = read_pasted_list(f"# Foundations\n\n## First\n\n- {ONE}\n\n## Empty\n", "a.md")

    assert listed.title == "Foundations"
    assert [one.title for one in listed.sections] == ["First"]


@pytest.mark.parametrize(
    ("title", "is_bonus"),
    [("Bonus material", True), ("Optional", True), ("Extra", True), ("Extraction", False)],
)
def test_bonus_sections_are_known_by_their_name(title: str, *, is_bonus: bool) -> None:
    listed, _ = read_pasted_list(f"## {title}\n- {ONE}", "a.md")

    assert listed.sections[0].is_bonus is is_bonus


@pytest.mark.parametrize(
    "below",
    [
        ("   The first.",),
        ("The first.",),
        ("    - The", "    - first."),
        ("", "   *The first.*"),
        ("   Why: The first.",),
        ("   > The first.",),
    ],
)
def test_lines_below_an_item_are_its_reason(below: tuple[str, ...]) -> None:
    listed, faults = read_pasted_list("\n".join([f"1. {ONE}", *below, f"2. {TWO}"]), "a.md")

    assert [item.why for item in listed.items] == ["The first.", ""]
    assert faults == ()


def test_an_address_below_an_item_is_that_of_the_item() -> None:
    listed, _ = read_pasted_list(f"- {ONE}\n  https://arxiv.org/abs/1706.03762 short", "a.md")

    assert [(item.arxiv, item.why) for item in listed.items] == [("1706.03762", "short")]


def test_an_item_has_one_address_of_a_kind() -> None:
    lines = f"- {ONE}\n  1706.03762\n  https://arxiv.org/abs/2302.04761\n  https://a.b/c\n"
    listed, _ = read_pasted_list(lines, "a.md")

    assert [(item.arxiv, item.url, item.line) for item in listed.items] == [
        ("1706.03762", "", 1),
        ("2302.04761", "https://a.b/c", 3),
    ]


def test_an_item_below_an_item_is_an_item() -> None:
    assert read(f"- {ONE}", f"  - {TWO}") == ({"": TITLES}, [])


def test_boxes_quotation_marks_and_rules_are_no_part_of_a_title() -> None:
    assert read(f"- [ ] {ONE}", "***", "<!-- x -->", f"> - [x] {TWO}") == ({"": TITLES}, [])


def test_arrows_and_comparisons_stay_in_a_title() -> None:
    assert read("- Text -> Image (Kaplan, 2020)") == ({"": ["Text -> Image"]}, [])


def test_what_names_no_work_is_named_with_its_line() -> None:
    prose = "This is a list for people who can program and who want more."
    sections, lines = read(prose, "", f"- {ONE}", "", prose, "", "- (2017)", "x" * 4_001)

    assert (sections, lines) == ({"": TITLES[:1]}, [1, 5, 7, 8])


@given(
    st.lists(
        st.sampled_from([ONE, TWO, "- ", "  ", "\n", "#", "# ", ":", "> ", "---", "1. ", "|", "**"])
        | hostile_text,
        max_size=20,
    ).map("".join)
)
def test_no_text_makes_it_raise(text: str) -> None:
    listed, _ = read_pasted_list(text, "a.md")

    assert all(item.title or item.has_address for item in listed.items)
