#!/bin/sh
# browser.sh VENV: see that the tests of pages have a browser and the accessibility rules.
# Installs them where that is allowed, and otherwise says what is missing; those tests are then skipped.
set -eu
axe=$1/axe
if [ ! -x /usr/bin/chromium ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "安装测试用的浏览器（chromium、fonts-noto-cjk）……" >&2
  apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null 2>&1 || true
fi
[ -x /usr/bin/chromium ] || echo "没有 chromium：浏览器测试会跳过。请安装 chromium 和 fonts-noto-cjk。" >&2
if [ ! -d "$axe" ] && command -v npm >/dev/null 2>&1; then
  npm install --silent --no-audit --no-fund --no-package-lock --prefix "$axe" axe-core@4.14.1 >/dev/null 2>&1 || rm -rf "$axe"
fi
[ -d "$axe" ] || echo "没有 axe-core：无障碍测试会跳过。请安装 npm。" >&2
