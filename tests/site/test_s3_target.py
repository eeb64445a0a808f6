"""An object store: the order of files, what is sent again, types and cache rules, cut uploads, readers meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from urllib3 import HTTPResponse

from disclosure.publishing.targets import target_kind
from disclosure.publishing.targets.released import Released
from disclosure.publishing.targets.s3_target import publish_to_s3, shown_in_s3
from disclosure.publishing.transfer import listed_files, release_name
from disclosure.system.s3_bucket import S3Bucket, ServedAs
from tests.support.effort import tried
from tests.support.object_store import BUCKET, KEYS, client, get, object_store, objects
from tests.support.portal import tree
from tests.support.releases import make_site

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """A store on this machine."""
    with object_store() as address:
        yield address


def publish(store: str, folder: Path, words: str, **options: Any) -> Released:
    """Release a small site that says these words, below a prefix of the test's own."""
    return publish_to_s3(f"//{BUCKET}/{folder.name}", make_site(folder / "site", words, **options), store)


def there(store: str, folder: Path) -> dict[str, bytes]:
    """What the test's prefix holds."""
    return objects(store, f"{folder.name}/")


def test_the_site_is_there(store: str, tmp_path: Path) -> None:
    """Whole, and then only what changed; the style of the last release stays for one more, what is gone goes."""
    first = publish(store, tmp_path, "one", pages=4)
    assert (first.sent, first.before, first.is_atomic, there(store, tmp_path)) == (9, "", False, tree(tmp_path / "site"))
    css = next(path for path in there(store, tmp_path) if path.endswith(".css"))
    second = publish(store, tmp_path, "two")
    assert (second.sent, second.linked, second.before) == (5, 3, first.name)
    assert there(store, tmp_path) == {**tree(tmp_path / "site"), css: b"/* one */"}
    third = publish(store, tmp_path, "three")
    assert (third.before, css in there(store, tmp_path)) == (second.name, False)
    assert publish(store, tmp_path, "three").sent == 0
    assert shown_in_s3(f"//{BUCKET}/{tmp_path.name}", store).listed.files == listed_files(
        (tmp_path / "site" / "manifest.json").read_bytes()
    )


def test_types_and_cache_rules(store: str, tmp_path: Path) -> None:
    """A browser gets types with their characters' encoding; files with a digest in the name stay for ever, others for a minute."""
    publish(store, tmp_path, "one")
    connection = HTTPConnection(store.partition("//")[2])
    served = {path: get(connection, f"{tmp_path.name}/{path}")[2] for path in sorted(tree(tmp_path / "site"))}
    for_ever, short = "public, max-age=31536000, immutable", "public, max-age=60, must-revalidate"
    css = next(path for path in served if path.endswith(".css"))
    assert {path: (one["content-type"], one["cache-control"]) for path, one in served.items()} == {
        css: ("text/css; charset=utf-8", for_ever),
        **dict.fromkeys(("index.html", "1.html", "2.html", "404.html"), ("text/html; charset=utf-8", short)),
        "reports.csv": ("text/csv; charset=utf-8", short),
        "office/2020.json": ("application/json; charset=utf-8", short),
        "manifest.json": ("application/json; charset=utf-8", short),
        "register.jsonl": ("application/jsonl; charset=utf-8", short),
    }


SPOILT: tuple[tuple[str, dict[str, str]], ...] = (
    ("other bytes of one length", {"Body": "三,四\n", "ContentType": "text/csv; charset=utf-8"}),
    ("another type", {"Body": "一,二\n", "ContentType": "text/plain"}),
)


@pytest.mark.parametrize(("name", "spoilt"), SPOILT, ids=[name for name, _ in SPOILT])
def test_what_somebody_spoilt_is_sent_again(store: str, tmp_path: Path, name: str, spoilt: dict[str, str]) -> None:
    """Bytes are compared always, types and cache rules of what another program put there when the last run was not ours."""
    publish(store, tmp_path, "one")
    s3, key = client(store), f"{tmp_path.name}/reports.csv"
    s3.put_object(Bucket=BUCKET, Key=key, **{**spoilt, "Body": spoilt["Body"].encode()})
    s3.copy_object(
        Bucket=BUCKET,
        Key=f"{tmp_path.name}/manifest.json",
        CopySource=f"{BUCKET}/{tmp_path.name}/manifest.json",
        MetadataDirective="REPLACE",
        Metadata={"rules": "of an older program"},
    )
    assert publish(store, tmp_path, "one").sent == 1
    found = s3.get_object(Bucket=BUCKET, Key=key)
    assert (found["Body"].read().decode(), found["ContentType"]) == ("一,二\n", "text/csv; charset=utf-8")


def test_others_objects_stay(store: str, tmp_path: Path) -> None:
    """Only what a manifest listed is ever removed."""
    client(store).put_object(Bucket=BUCKET, Key=f"{tmp_path.name}/theirs.txt", Body=b"theirs")
    publish(store, tmp_path, "one", pages=5)
    publish(store, tmp_path, "two", pages=2)
    assert {"theirs.txt", "1.html", "4.html"} & there(store, tmp_path).keys() == {"theirs.txt", "1.html"}


def cut_off(monkeypatch: pytest.MonkeyPatch, after: int) -> list[str]:
    """Let the store refuse everything that is written or removed after so many times; gives what was written till then."""
    written: list[str] = []

    def limited(original: Callable[..., None]) -> Callable[..., None]:
        def call(self: S3Bucket, path: Any, *rest: Any) -> None:
            if len(written) >= after:
                raise OSError(0, "gone", "")
            written.append(path)
            original(self, path, *rest)

        return call

    monkeypatch.setattr(S3Bucket, "write", limited(S3Bucket.write))
    monkeypatch.setattr(S3Bucket, "remove", limited(S3Bucket.remove))
    return written


@pytest.mark.parametrize("after", tried(range(2, 14, 5), range(16)))
def test_a_cut_upload(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Wherever it is cut each page has its style, and the next run sends only the rest."""
    publish(store, tmp_path, "one", pages=4)
    with monkeypatch.context() as patch:
        written = cut_off(patch, after)
        with suppress(OSError):
            publish(store, tmp_path, "two", pages=6)
    found = there(store, tmp_path)
    assert {data.split(b'href="')[1].partition(b'"')[0].decode() for data in found.values() if b"href" in data} <= found.keys()
    arrived = {path for path in written if path in tree(tmp_path / "site") and path != "manifest.json"}
    assert publish(store, tmp_path, "two", pages=6).sent == 8 - len(arrived)
    assert there(store, tmp_path).items() >= tree(tmp_path / "site").items()


def test_what_only_a_cut_upload_brought_goes(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that were on their way when somebody thought better of it are not public for ever."""
    publish(store, tmp_path, "one", pages=2)
    with monkeypatch.context() as patch:
        cut_off(patch, 12)
        with suppress(OSError):
            publish(store, tmp_path, "two", pages=9)
    assert "5.html" in there(store, tmp_path)
    publish(store, tmp_path, "three", pages=2)
    found = {path: data for path, data in there(store, tmp_path).items() if not path.endswith(".css")}
    assert found == {path: data for path, data in tree(tmp_path / "site").items() if not path.endswith(".css")}


def test_readers_meanwhile(store: str, tmp_path: Path) -> None:
    """During many releases nobody gets a page whose style is not there, or no page."""
    publish(store, tmp_path, "release 0", pages=6)
    stop, pages = Event(), list[str]()
    faults: list[object] = []

    def read() -> None:
        connection = HTTPConnection(store.partition("//")[2])
        while not stop.is_set():
            status, page, _ = get(connection, f"{tmp_path.name}/{len(pages) % 5 + 1}.html")
            sheet = get(connection, f"{tmp_path.name}/{page.split('href=')[1][1:25]}") if status == 200 else (0, "", {})
            pages.append(page.partition(">")[2])
            if sheet[:2] != (200, f"/* {pages[-1]} */"):
                faults.append((status, page, sheet))

    readers = [Thread(target=read, daemon=True) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, tried(5, 40)):
        publish(store, tmp_path, f"release {number}", pages=6)
    stop.set()
    for reader in readers:
        reader.join(10)
    assert (faults, len(set(pages)) > 2) == ([], True)


def test_two_publishers(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who finds another's record at the end says so; the next run sends everything that either of them touched."""
    publish(store, tmp_path, "zero")
    first, original = make_site(tmp_path / "first", "first"), S3Bucket.put

    def meanwhile(self: S3Bucket, site: str, files: dict[str, str]) -> None:
        monkeypatch.setattr(S3Bucket, "put", original)
        original(self, site, files)
        with suppress(OSError):
            publish(store, tmp_path, "second")

    monkeypatch.setattr(S3Bucket, "put", meanwhile)
    with pytest.raises(OSError, match="有人同时在往这里发布"):
        publish_to_s3(f"//{BUCKET}/{tmp_path.name}", first, store)
    publish(store, tmp_path, "third")
    assert tree(tmp_path / "site").items() <= there(store, tmp_path).items()


def test_what_a_store_refuses(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No bucket, no keys, nobody there: said in words, without a secret."""
    site = make_site(tmp_path / "site", "one")
    said = []
    for bucket, endpoint, without in (
        ("//nobodys", store, ()),
        ("//portal", store, KEYS),
        ("//portal", "http://127.0.0.1:1", ()),
    ):
        with monkeypatch.context() as patch:
            for name in without:
                patch.delenv(name)
            patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
            patch.setenv("AWS_MAX_ATTEMPTS", "1")
            with pytest.raises(OSError) as raised:
                publish_to_s3(bucket, site, endpoint)
        said.append(raised.value.strerror or "")
    assert [one[:8] for one in said] == ["没有这个存储桶，", "没有找到访问密钥", "连不上对象存储，"]
    assert not any(secret in one for secret in KEYS.values() for one in said)


def test_addresses() -> None:
    """A bucket, maybe a prefix; nothing that is a password."""
    good = ["s3://portal", "s3://portal/zfxxgk", "s3://a.b-c/x/政务"]
    bad = ["s3:portal", "s3://", "s3://Bucket/x", "s3://key:secret@portal/x", "s3://portal/x?y"]
    assert [bool(target_kind(one)) for one in (*good, *bad)] == [True] * len(good) + [False] * len(bad)


def test_the_release_is_named_as_elsewhere(store: str, tmp_path: Path) -> None:
    """One site has one name wherever it is released."""
    site = make_site(tmp_path / "site", "one")
    assert publish_to_s3(f"//{BUCKET}/{tmp_path.name}", site, store).name == release_name(site.files)


STORES = {
    "https://s3.oss-cn-hangzhou.aliyuncs.com": ("https://portal.s3.oss-cn-hangzhou.aliyuncs.com/a.html", "AWS "),
    "https://cos.ap-guangzhou.myqcloud.com": ("https://portal.cos.ap-guangzhou.myqcloud.com/a.html", "AWS4-HMAC-SHA256 "),
    "https://minio.example.gov.cn": ("https://minio.example.gov.cn/portal/a.html", "AWS4-HMAC-SHA256 "),
}


@pytest.mark.parametrize("endpoint", STORES)
def test_what_other_stores_get(store: str, monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    """The bucket stands where a store wants it, the signature is one it knows, and nothing comes in chunks of AWS's own."""
    asked: list[Any] = []

    def send(request: Any, **_: Any) -> AWSResponse:
        asked.append(request)
        return AWSResponse(request.url, 200, {}, HTTPResponse(BytesIO(), preload_content=False))

    bucket = S3Bucket("portal", "", endpoint, ServedAs(lambda path: ("text/html", "no-store"), "rules"), "manifest.json")
    bucket.client.meta.events.register("before-send.s3", send)
    bucket.write("a.html", b"page")
    headers = {name.lower(): str(value) for name, value in asked[0].headers.items()}
    address, signature = STORES[endpoint]
    assert (asked[0].url, headers["authorization"].replace("b'", "").startswith(signature)) == (address, True)
    assert {"aws-chunked", "x-amz-trailer"} & {*headers, *headers.values()} == set()
