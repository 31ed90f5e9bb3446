"""Zotero's item types and fields, as tables.

Separate because they are facts about Zotero's schema, version 32, and no code.
"""

from __future__ import annotations

ITEM_TYPES = {
    "artwork": "graphic",
    "audioRecording": "song",
    "bill": "bill",
    "blogPost": "post-weblog",
    "book": "book",
    "bookSection": "chapter",
    "case": "legal_case",
    "computerProgram": "software",
    "conferencePaper": "paper-conference",
    "dataset": "dataset",
    "dictionaryEntry": "entry-dictionary",
    "document": "document",
    "email": "personal_communication",
    "encyclopediaArticle": "entry-encyclopedia",
    "film": "motion_picture",
    "forumPost": "post",
    "hearing": "hearing",
    "instantMessage": "personal_communication",
    "interview": "interview",
    "journalArticle": "article-journal",
    "letter": "personal_communication",
    "magazineArticle": "article-magazine",
    "manuscript": "manuscript",
    "map": "map",
    "newspaperArticle": "article-newspaper",
    "patent": "patent",
    "podcast": "broadcast",
    "preprint": "article",
    "presentation": "speech",
    "radioBroadcast": "broadcast",
    "report": "report",
    "standard": "standard",
    "statute": "legislation",
    "thesis": "thesis",
    "tvBroadcast": "broadcast",
    "videoRecording": "motion_picture",
    "webpage": "webpage",
}
"""Item type -> CSL's type."""

AUTHOR_ROLES = {
    "artwork": "artist",
    "audioRecording": "performer",
    "bill": "sponsor",
    "computerProgram": "programmer",
    "film": "director",
    "hearing": "contributor",
    "interview": "interviewee",
    "map": "cartographer",
    "patent": "inventor",
    "podcast": "podcaster",
    "presentation": "presenter",
    "radioBroadcast": "director",
    "tvBroadcast": "director",
    "videoRecording": "director",
}
"""Who made a work of this type, where it is not its `author`."""

BASE_FIELDS = {
    "archiveID": "number",
    "billNumber": "number",
    "blogTitle": "publicationTitle",
    "bookTitle": "publicationTitle",
    "caseName": "title",
    "code": "publicationTitle",
    "codePages": "pages",
    "codeVolume": "volume",
    "company": "publisher",
    "dateDecided": "date",
    "dateEnacted": "date",
    "dictionaryTitle": "publicationTitle",
    "distributor": "publisher",
    "docketNumber": "number",
    "documentNumber": "number",
    "encyclopediaTitle": "publicationTitle",
    "episodeNumber": "number",
    "firstPage": "pages",
    "forumTitle": "publicationTitle",
    "genre": "type",
    "identifier": "number",
    "institution": "publisher",
    "issueDate": "date",
    "label": "publisher",
    "manuscriptType": "type",
    "mapType": "type",
    "meetingName": "conferenceName",
    "nameOfAct": "title",
    "network": "publisher",
    "organization": "publisher",
    "patentNumber": "number",
    "postType": "type",
    "presentationType": "type",
    "proceedingsTitle": "publicationTitle",
    "programTitle": "publicationTitle",
    "publicLawNumber": "number",
    "reportNumber": "number",
    "reportType": "type",
    "reporter": "publicationTitle",
    "reporterVolume": "volume",
    "repository": "publisher",
    "studio": "publisher",
    "subject": "title",
    "thesisType": "type",
    "university": "publisher",
    "versionNumber": "version",
    "websiteTitle": "publicationTitle",
    "websiteType": "type",
}
"""Field of one item type -> the field that stands for it in others."""

EXTRA_NAMES = {
    "ISSN": "issn",
    "accessDate": "urldate",
    "conferenceName": "eventtitle",
    "language": "language",
    "number": "number",
    "numPages": "pagetotal",
    "place": "address",
    "series": "series",
    "type": "type",
    "version": "version",
}
"""Fields without a key of ours that BibTeX knows, and what it calls them."""

LEFT_OUT = frozenset(
    """attachments autoJournalAbbreviation citekey collections creators dateAdded dateModified
    displayTitle inPublications itemID itemKey itemType key libraryCatalog libraryID notes
    parentItem relations select seeAlso tags uri""".split()
)
"""Zotero's own bookkeeping, and what is read in another way."""
