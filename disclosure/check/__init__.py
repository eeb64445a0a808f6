"""Values in, findings out: nothing here changes a value, prints, or raises for what a user wrote.

`all_checks` says what is checked, in which order; each check stands in the module of its family. What a code
means, how grave it is and how to fix it is in `codes`. The checks of figures evaluate the forms' identities
(`evaluation`), look for the figure that failures come from (`identities`) and name the likely typing error (`typos`) in
their findings (`messages`). After all checks, `explanations` drops what an author has explained. `links` looks at the
finished pages.

What can't be read has modules of its own, which `parsing` asks for what is wrong and what to type instead: `file_names`,
`yaml_syntax`, `field_texts` and `cell_texts`.
"""
