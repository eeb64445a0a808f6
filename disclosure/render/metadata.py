"""The META tags that 国办发〔2017〕47号 asks of every page of a government site, by their exact names."""

from ..model.portal import Settings

Metas = tuple[tuple[str, str], ...]


def site_metas(settings: Settings) -> Metas:
    """The tags of the site: SiteName, SiteDomain, SiteIDCode."""
    domain = settings.address.partition("://")[2].partition("/")[0]
    return _given(("SiteName", settings.name), ("SiteDomain", domain), ("SiteIDCode", settings.site_code))


def column_metas(name: str, description: str, keywords: str, kind: str) -> Metas:
    """The tags of a column, an index or standing page; `kind` is a word of the notice's list, such as 信息公开年报."""
    return _given(("ColumnName", name), ("ColumnDescription", description), ("ColumnKeywords", keywords), ("ColumnType", kind))


def article_metas(title: str, published: str, source: str, keywords: str, address: str) -> Metas:
    """The tags of an article; `published` is `YYYY-MM-DD HH:MM`, `address` may be empty."""
    return _given(
        ("ArticleTitle", title), ("PubDate", published), ("ContentSource", source), ("Keywords", keywords), ("Url", address)
    )


def _given(*pairs: tuple[str, str]) -> Metas:
    """An empty tag is left out, as the notice says."""
    return tuple(pair for pair in pairs if pair[1])
