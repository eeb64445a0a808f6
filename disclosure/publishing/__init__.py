"""What is published, in words that programs can check.

In reading order: `manifest` (digests of the site's files → the manifest, by which the next build knows its own files),
`register` (what is public, act by act), `served_site` (types and headers of files, old addresses) and `servers/` (the same
as configurations of web servers), `transfer` (two manifests → what is sent, kept and removed) and `targets/` (where a site can
be released to).
"""
