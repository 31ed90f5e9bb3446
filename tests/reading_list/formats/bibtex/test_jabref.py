from reading_list.formats.bibtex.jabref import read_groups


def test_explicit_groups_list_their_entries() -> None:
    comments = [
        " grouping:\n0 AllEntriesGroup:;\n1 ExplicitGroup:Logic\\;0\\;Kurt\\;em\nmy\\;;\n",
        " groupstree:\n1 ExplicitGroup:a\\\\\\;b\\;0\\;kurt\\;;\n1 ExplicitGroup:;\n2 Explicit",
        " saveActions:enabled;",
    ]

    assert read_groups(comments) == {"kurt": ("Logic", "a;b"), "emmy": ("Logic",)}


def test_groups_without_keys_are_told_by_their_entries() -> None:
    assert read_groups([" grouping:\n1 StaticGroup:A\\;2\\;1\\;\\;\\;\\;;\n"]) == {}
