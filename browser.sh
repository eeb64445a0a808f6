#!/bin/sh
# browser.sh VENV: see that the tests of pages have a browser, the accessibility rules and a judge of HTML.
# Installs them where that is allowed, and otherwise says what is missing; those tests are then skipped.
set -eu
tools=$1/npm
wanted=$(dirname "$0")/tests/browser/package.json
if [ ! -x /usr/bin/chromium ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "安装测试用的浏览器（chromium、fonts-noto-cjk）……" >&2
  apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null 2>&1 || true
fi
[ -x /usr/bin/chromium ] || echo "没有 chromium：浏览器测试会跳过。请安装 chromium 和 fonts-noto-cjk。" >&2
if ! cmp -s "$wanted" "$tools/package.json" && command -v npm >/dev/null 2>&1; then
  rm -rf "$tools" && mkdir -p "$tools" && cp "$wanted" "$tools"
  npm install --silent --no-audit --no-fund --no-package-lock --prefix "$tools" >/dev/null 2>&1 || rm -rf "$tools"
fi
[ -d "$tools" ] || echo "没有 axe-core 和 vnu-jar：无障碍规则和 HTML 标准的测试会跳过。请安装 npm。" >&2
command -v java >/dev/null 2>&1 || echo "没有 java：HTML 标准的测试会跳过。请安装 default-jre-headless。" >&2
