#!/bin/sh
# setup.sh VENV LOCK: bring a virtual environment to what the lock names, with whatever the machine has.
# The caller writes the stamp afterwards, so that a broken installation never looks finished.
set -eu
venv=$1
lock=$2
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "需要 Python 3.11 或更新的版本（找到：$("$python" --version 2>&1 || echo 没有)）" >&2
  exit 3
fi
echo "准备运行环境（$lock）……" >&2
if command -v uv >/dev/null 2>&1; then
  [ -x "$venv/bin/python" ] || uv venv --quiet --python "$python" "$venv"
  if uv pip install --quiet --compile-bytecode --require-hashes --python "$venv/bin/python" -r "$lock"; then exit 0; fi
fi
if [ ! -x "$venv/bin/python" ]; then
  rm -rf "$venv"
  "$python" -m venv "$venv" 2>/dev/null || { rm -rf "$venv"; "$python" -m venv --without-pip "$venv"; }
fi
if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  exec "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
elif "$python" -m pip --version >/dev/null 2>&1; then
  exec "$python" -m pip --python "$venv/bin/python" install --quiet --disable-pip-version-check --require-hashes -r "$lock"
fi
echo "没有 pip：请先运行 apt install python3-venv python3-pip（或安装 uv），再试一次" >&2
exit 3
