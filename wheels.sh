#!/bin/sh
# wheels.sh FOLDER [OPTION...]: put the program and all that it needs into a folder, for machines without internet.
# The options go to `pip download`, such as --platform win_amd64 --python-version 3.12 for another machine.
set -eu
folder=$1
shift
python=${PYTHON:-python3}
if ! "$python" -m pip --version >/dev/null 2>&1; then
  own=$(mktemp -d)
  trap 'rm -rf "$own"' EXIT
  "$python" -m venv "$own" 2>/dev/null || { echo "没有 pip：请先运行 apt install python3-venv，再试一次" >&2; exit 3; }
  python=$own/bin/python
fi
pip() { "$python" -m pip "$@"; }
mkdir -p "$folder"
rm -f "$folder"/disclosure-*.whl
pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$folder" .
pip download --quiet --disable-pip-version-check --require-hashes --only-binary :all: --dest "$folder" "$@" -r requirements-import.lock
echo "已备好 $folder/。在没有网络的机器上：pip install --no-index --find-links $folder 'disclosure[import,search]'" >&2
