from builders import make_order, make_paper, make_post
from reading_list.views.changes import newest_date


def test_the_newest_date_that_somebody_wrote_counts() -> None:
    papers = [make_paper("a", added="2025-07"), make_paper("b"), make_paper("c", added="2024")]
    posts = [make_post("p", date="2025-06-01", updated="2025-07-02")]

    assert "2025-07-02" == newest_date(papers, posts)
    assert "2025-07" == newest_date(papers)
    assert "2025-07-02" == newest_date([make_order(updated=posts[0].updated)])


def test_where_nothing_has_a_date_there_is_none() -> None:
    assert "" == newest_date([make_paper(issued="2017"), make_order()], [])


def test_what_is_unlisted_changes_no_list() -> None:
    assert "" == newest_date([make_paper(added="2025-07", unlisted=True)])
