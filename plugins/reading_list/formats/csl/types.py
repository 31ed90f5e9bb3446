"""CSL's own words: types of works, with what agencies call them, and variables.

Separate because front matter is checked against the same types.
Source: CSL 1.0.2, appendices III and IV; https://api.crossref.org/types.
"""

from __future__ import annotations

CSL_TYPES = frozenset(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter
    classic collection dataset document entry entry-dictionary entry-encyclopedia event figure
    graphic hearing interview legal_case legislation manuscript map motion_picture
    musical_score pamphlet paper-conference patent performance periodical personal_communication
    post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage""".split()
)
UNKNOWN_TYPE = "document"
TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "book-track": "chapter",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "proceedings": "book",
    "posted-content": "article",
    "dissertation": "thesis",
    "peer-review": "review",
    "reference-entry": "entry-encyclopedia",
    "journal": "periodical",
    "report-component": "report",
    **{name: name for name in sorted(CSL_TYPES)},
}
"""Types of Crossref and of CSL -> those of CSL; anything else is an `UNKNOWN_TYPE`."""
VARIABLES = frozenset(
    """abstract accessed annote archive archive-place archive_collection archive_location author
    authority available-date call-number categories chair chapter-number citation-key
    citation-label citation-number collection-editor collection-number collection-title compiler
    composer container-author container-title container-title-short contributor curator custom
    dimensions director division DOI edition editor editor-translator editorial-director event
    event-date event-place event-title executive-producer first-reference-note-number genre guest
    host illustrator interviewer ISBN ISSN issue issued journalAbbreviation jurisdiction keyword
    language license locator medium narrator note number number-of-pages number-of-volumes
    organizer original-author original-date original-publisher original-publisher-place
    original-title page page-first part-number part-title performer PMCID PMID printing-number
    producer publisher publisher-place recipient references reviewed-author reviewed-genre
    reviewed-title scale script-writer section series-creator shortTitle source status submitted
    supplement-number title title-short translator type URL version volume volume-title
    year-suffix""".split()
)
"""What an item may say, in the schema's spelling; agencies and programs add to it."""
