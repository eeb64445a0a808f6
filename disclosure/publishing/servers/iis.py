"""IIS: a `web.config` for the folder of the site."""

from collections.abc import Iterator
from html import escape

from ..served_site import BINARY_TYPES, SECURITY_HEADERS, SHORT, TEXT_TYPES, Redirect, ServedSite, content_type, target_address


def iis_config(site: ServedSite) -> str:
    """Return the configuration for IIS 10."""
    old = [line for redirect in site.redirects for line in _redirect(site, redirect)]
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            "<!-- 存为网站文件夹里的 web.config。这一份没有在 IIS 上试过：用之前先在测试机上逐项核对。",
            "     需要的功能：静态内容、默认文档、HTTP 错误、HTTP 重定向、静态内容压缩。",
            "     已撤下的报告照常显示说明，状态仍是 200。 -->",
            "<configuration>",
            "  <system.webServer>",
            *(f"    {line}" for line in _server(site)),
            "  </system.webServer>",
            '  <location path="assets">',
            "    <system.webServer>",
            '      <staticContent><clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" '
            'cacheControlCustom="immutable" /></staticContent>',
            '      <httpProtocol><customHeaders><remove name="Cache-Control" /></customHeaders></httpProtocol>',
            "    </system.webServer>",
            "  </location>",
            *old,
            "</configuration>",
            "",
        )
    )


def _server(site: ServedSite) -> Iterator[str]:
    yield "<staticContent>"
    for ending, _ in (*TEXT_TYPES, *BINARY_TYPES):
        yield f'  <remove fileExtension=".{ending}" />'
        yield f'  <mimeMap fileExtension=".{ending}" mimeType="{content_type("x." + ending)}" />'
    yield "</staticContent>"
    yield '<defaultDocument><files><clear /><add value="index.html" /></files></defaultDocument>'
    yield '<httpErrors errorMode="Custom" existingResponse="Replace">'
    yield f'  <remove statusCode="404" /><error statusCode="404" path="{escape(site.under)}404.html" responseMode="ExecuteURL" />'
    yield "</httpErrors>"
    yield '<urlCompression doStaticCompression="true" />'
    yield "<httpProtocol>"
    yield "  <customHeaders>"
    policy = (("Content-Security-Policy", site.content_policy),)
    for name, value in (("Cache-Control", SHORT), *SECURITY_HEADERS, *policy):
        yield f'    <remove name="{name}" /><add name="{name}" value="{escape(value)}" />'
    yield "  </customHeaders>"
    yield "</httpProtocol>"
    yield "<security><requestFiltering><hiddenSegments>"
    yield '  <add segment=".staging" />'
    yield "</hiddenSegments></requestFiltering></security>"


def _redirect(site: ServedSite, old: Redirect) -> Iterator[str]:
    """A place of its own for an old address; one with a query or of another host needs a module that IIS does not bring."""
    goes = escape(target_address(site, old))
    if old.host or old.query or not old.path.startswith(site.under):
        shown = f"{old.host}{old.path}{'?' if old.query else ''}{old.query}".replace("--", "- -")
        yield f"  <!-- 要在“URL 重写”模块里转向：{escape(shown)} → {goes} -->"
    elif not old.path.endswith("/"):
        yield f'  <location path="{escape(old.path.removeprefix(site.under))}"><system.webServer>'
        yield f'    <httpRedirect enabled="true" exactDestination="true" httpResponseStatus="Permanent" destination="{goes}" />'
        yield "  </system.webServer></location>"
