from reading_list.intake.files import edit_paper, read_paper_file


def test_the_authors_own_keys_stay() -> None:
    file = read_paper_file("a.md", b"---\ntitle: A\npdf: https://a.org # mine\nauthor: B\n---\n")

    assert file is not None
    edited = edit_paper(
        file, {"links": {"pdf": "https://b.org", "code": "https://c.org"}, "authors": ["C, D"]}
    )

    assert edited == (
        "---\ntitle: A\npdf: https://b.org # mine\nauthor:\n  - C, D\n"
        "links:\n  code: https://c.org\n---\n"
    )
