"""Search: finished pages → an index that finds exactly the pages that hold a string, however long it is.

    page_text.py       a page → its texts, each with its section; what counts as the same letter
    documents.py       the pages that can be found, the texts that are compared, the stripes that documents are indexed in
    stripe_text.py     the texts of a stripe → one string, in blocks; texts that documents share stand in it once
    index.py           strings and layout → the entries of a stripe in each bucket: how the index works stands there
    index_files.py     the entries of all stripes → the files
    index_encoding.py  numbers, strings and sets as bytes

The files, all below `search/`:

    index.json        how many buckets there are, the frequent strings, and a digest that changes when any file does
    documents.json    bodies and their documents, the stripes, and the same digest
    <bucket>.bin      the buckets, by their numbers in hexadecimal

Everything follows from the content alone: which documents share a stripe from hashes of their bodies' folders, what is
frequent and how many buckets there are from documents that their hashes choose. So a change of a document makes its stripe
anew and no other, unless it is one of those chosen. `templates/assets/search.js` asks for both JSON files anew each time, and
for buckets under an address that carries their digest, so that no cache can mix two states of the index. It asks for buckets
as soon as `index.json` is there, while the documents, of many bodies some ten kilobytes, are on their way. Hits are shown from
the pages of the site.
"""
