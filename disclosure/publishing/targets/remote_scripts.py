"""What a server is asked to do for a release, as shell scripts that any system with a POSIX shell and coreutils can run.

Names of releases are twelve hexadecimal digits; a release is made as `releases/.new-<name>` and renamed when it is whole.
"""

from shlex import quote

BREAK = b"\n==== disclosure ====\n"
"""What stands between the parts of an answer."""


def look(path: str, name: str) -> str:
    """Ask for the current release, the state of this one, and of that to begin from: compressed copies, assets, manifest."""
    part = f"printf '%s' {quote(BREAK.decode())}"
    return f"""set -e
mkdir -p {quote(path)}/releases
cd {quote(path)}
if [ -e current ] && [ ! -L current ]; then
  echo 'disclosure: 已有一个不是链接的 current，没有改动：先把它移走' >&2; exit 1
fi
current=$(readlink current 2>/dev/null || true); current=${{current##*/}}
printf '%s' "$current"; {part}
base=releases/$current; state=new
[ -z "$current" ] && base=/nonexistent
if [ -d releases/{name} ]; then base=releases/{name}; state=whole
elif [ -d releases/.new-{name} ]; then base=releases/.new-{name}; state=begun; fi
printf '%s' "$state"; {part}
[ -e "$base/index.html.gz" ] && printf 'yes'; {part}
cat releases/order 2>/dev/null || true; {part}
ls releases; {part}
ls "$base/assets" 2>/dev/null || true; {part}
cat "$base/manifest.json" 2>/dev/null || true
"""


def served(path: str) -> str:
    """Ask for the manifest of what is served."""
    return f"cat {quote(path)}/current/manifest.json 2>/dev/null || true"


def manifest_of(path: str, name: str) -> str:
    """Ask for the manifest of a release that is there."""
    return f"cat {quote(path)}/releases/{name}/manifest.json"


def begin_release(path: str, name: str, before: str) -> str:
    """Begin a release: hard links to all files of the one before; its input are the paths that go, each ended by NUL."""
    copied = f"""rm -rf releases/.base-{name}
cp -al releases/{before} releases/.base-{name} 2>/dev/null || {{
  rm -rf releases/.base-{name}; cp -a releases/{before} releases/.base-{name}; }}
mv -T releases/.base-{name} releases/.new-{name}"""
    made = copied if before else f"mkdir releases/.new-{name}"
    return f"""set -e
cd {quote(path)}
mkdir -p releases
exec 9>releases/.lock
flock 9 2>/dev/null || true
if [ ! -d releases/.new-{name} ]; then
{made}
fi
chmod 755 releases/.new-{name}
cd releases/.new-{name}
xargs -0 rm -f -- /dev/null/none 2>/dev/null || true
"""


def check_arrived(path: str, name: str) -> str:
    """Compare what arrived with `digest  path` lines, and see that what comes after an empty line is there."""
    return f"""set -e
cd {quote(path)}/releases/.new-{name}
lines=$(mktemp); trap 'rm -f "$lines"' EXIT
while IFS= read -r line && [ -n "$line" ]; do printf '%s\\n' "$line"; done > "$lines"
if [ -s "$lines" ] && command -v sha256sum >/dev/null 2>&1; then
  sha256sum -c "$lines" >/dev/null 2>&1 || {{ echo 'disclosure: 传到的文件和清单不符，没有公开；请再执行一次' >&2; exit 1; }}
fi
while IFS= read -r file; do
  [ -f "$file" ] || {{ echo "disclosure: 服务器上少了 $file，没有公开；请再执行一次" >&2; exit 1; }}
done
"""


def finish(path: str, name: str, carry_from: str, size: int, keep: int) -> str:
    """Put the manifest, which is the input and has this size, into the release, serve it, and remove old releases.

    A release that was there already gets the assets of the one before, which `carry_from` names.
    """
    return f"""set -e
cd {quote(path)}
exec 9>releases/.lock
flock 9 2>/dev/null || true
place=releases/.new-{name}
[ -d releases/{name} ] && place=releases/{name}
cat > "$place/.manifest"
if [ "$(wc -c < "$place/.manifest" | tr -d ' ')" != {size} ]; then
  rm -f "$place/.manifest"; echo 'disclosure: 连接断了' >&2; exit 1
fi
chmod 644 "$place/.manifest"
mv -f "$place/.manifest" "$place/manifest.json"
if [ -d releases/{name} ]; then rm -rf releases/.new-{name}; else mv -T releases/.new-{name} releases/{name}; fi
{_carry(name, carry_from)}
{_switch(name)}
{{ grep -vx {name} releases/order 2>/dev/null || true; echo {name}; }} > releases/.order
mv -f releases/.order releases/order
drop=$(( $(wc -l < releases/order) - {keep} ))
if [ "$drop" -gt 0 ]; then
  head -n "$drop" releases/order | while read -r old; do
    case "$old" in *[!0-9a-f]*|''|{name}) continue;; esac
    if [ -d "releases/$old" ]; then mv "releases/$old" "releases/.old-$old"; fi
    rm -rf "releases/.old-$old"
  done
  sed "1,${{drop}}d" releases/order > releases/.order; mv -f releases/.order releases/order
fi
find releases -maxdepth 1 -name '.new-*' -mtime +2 -exec rm -rf {{}} + 2>/dev/null || true
"""


def go_back(path: str, name: str, before: str) -> str:
    """Serve a release that is there."""
    return f"""set -e
cd {quote(path)}
exec 9>releases/.lock
flock 9 2>/dev/null || true
[ -f releases/{name}/manifest.json ]
{_carry(name, before)}
{_switch(name)}
"""


def _carry(name: str, before: str) -> str:
    """Let pages of the release before that browsers have cached find their style."""
    if not before or before == name:
        return ":"
    return f"""mkdir -p releases/{name}/assets
for file in releases/{before}/assets/*; do
  [ -e "releases/{name}/assets/${{file##*/}}" ] || ln "$file" "releases/{name}/assets/${{file##*/}}" 2>/dev/null || true
done"""


def _switch(name: str) -> str:
    return f"""rm -f .current-new
ln -s releases/{name} .current-new
mv -T .current-new current"""
