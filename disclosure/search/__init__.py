"""Search: finished pages → an index that finds exactly the pages that hold a string, however long it is.

    page_text.py       a page → its text in chapters and passages; what counts as the same letter
    document_files.py  a page's text → the file that hits are shown from → the texts that are compared
    common_texts.py    texts that many pages share, kept apart from the others
    index_layout.py    all texts → blocks, frequent strings, shards
    index.py           texts and layout → the files of the shards: how the index works stands there
    index_files.py     the files that are read before the shards
    index_encoding.py  numbers and strings as bytes

The files, all below `search/`:

    index.json         how many documents and which shards there are, and a digest that changes when any file does
    common.bin         texts that many pages share
    head.bin           where documents begin, and the frequent strings
    <shard>*.bin       where all other strings are
    text/<n>.json      a document: what it is and its text, to show passages from

Documents are numbered: standing pages first, then reports in the order of their publication, so that a new report
leaves the numbers of the others as they are. `templates/assets/search.js` asks for `index.json` anew each time, and for
every other file under an address that carries its digest, so that no cache can mix two states of the index.
"""
