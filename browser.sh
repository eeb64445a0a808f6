#!/bin/sh
# browser.sh VENV: see that the tests of pages have a browser, the accessibility rules and a checker of HTML.
# Fetches the last two, pinned by digest, into VENV; of the machine's own programs it says which are missing.
set -eu
tools=$1/npm
wanted=$(dirname "$0")/tests/browser
[ -x /usr/bin/chromium ] || echo "没有 chromium：浏览器测试会跳过。请安装：apt install chromium fonts-noto-cjk" >&2
if ! cmp -s "$wanted/package-lock.json" "$tools/package-lock.json" && command -v npm >/dev/null 2>&1; then
  rm -rf "$tools" && mkdir -p "$tools" && cp "$wanted/package.json" "$wanted/package-lock.json" "$tools"
  npm ci --silent --no-audit --no-fund --ignore-scripts --prefix "$tools" >/dev/null 2>&1 || rm -rf "$tools"
fi
[ -d "$tools" ] || echo "没有 axe-core、vnu-jar 和 doiuse：无障碍规则、HTML 标准和兼容性的测试会跳过。请安装：apt install npm" >&2
command -v xvfb-run >/dev/null 2>&1 && /usr/bin/python3 -c 'import gi; gi.require_version("WebKit2", "4.1"); import PyQt5.QtWebEngineWidgets' 2>/dev/null \
  || echo "没有 WebKitGTK、QtWebEngine 或 xvfb：这两种浏览器里的测试会跳过。请安装：apt install xvfb gir1.2-webkit2-4.1 python3-gi python3-pyqt5.qtwebengine" >&2
command -v java >/dev/null 2>&1 || echo "没有 java：HTML 标准的测试会跳过。请安装：apt install default-jre-headless" >&2
