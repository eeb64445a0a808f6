#!/bin/sh
# browser.sh: see that the tests of pages have a browser. Installs it where that is allowed, otherwise says what is missing.
set -eu
[ -x /usr/bin/chromium ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "安装测试用的浏览器（chromium、fonts-noto-cjk）……" >&2
  if apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null 2>&1; then exit 0; fi
fi
echo "没有 chromium：浏览器测试会跳过。请安装 chromium 和 fonts-noto-cjk。" >&2
