"""A bucket of an object store that speaks S3 (AWS, 阿里云 OSS, 腾讯云 COS, MinIO): files under keys, each replaced whole.

Keys, regions and addresses come from where every program of AWS looks for them: the environment and `~/.aws`.
"""

import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import md5
from importlib.util import find_spec
from typing import Any

from msgspec import Struct

from ..model.digest import digest_of
from .files import read_bytes

_AT_ONCE = 16
_BY_HOST: dict[str, Any] = {"s3": {"addressing_style": "virtual"}}
_WANTED: tuple[tuple[str, dict[str, Any]], ...] = (
    (".aliyuncs.com", {**_BY_HOST, "signature_version": "s3"}),
    (".myqcloud.com", _BY_HOST),
    (".myhuaweicloud.com", _BY_HOST),
    (".volces.com", _BY_HOST),
)
"""What stores ask of boto3, by how their addresses end: the bucket in the name of the host; OSS a signature without a region.

Source: each store's page on the programs of AWS (help.aliyun.com/zh/oss/developer-reference/use-aws-sdks-to-access-oss).
"""
_DIGEST, _RULES = "sha256", "rules"
_MISSING = ("404", "NoSuchKey", "NotFound")


class ServedAs(Struct, frozen=True):
    """How files are served: what gives the type and the cache rule of a path, and the digest of these rules."""

    headers_of: Callable[[str], tuple[str, str]]
    rules: str


class _Listed(Struct, frozen=True):
    size: int
    tag: str


class S3Bucket:
    """A site's files in a bucket, under a prefix. Methods raise OSError when the store refuses; no secret is in what it says."""

    def __init__(self, bucket: str, prefix: str, endpoint_url: str, served_as: ServedAs, manifest: str) -> None:
        self.bucket, self.manifest, self.served_as = bucket, manifest, served_as
        self.prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self.place = f"s3://{bucket}/{self.prefix}"
        self.client = self._connect(endpoint_url)
        self._listed: dict[str, _Listed] | None = None

    def _connect(self, endpoint_url: str) -> Any:
        if not find_spec("boto3"):
            raise OSError(0, '要先安装读写对象存储的程序：pip install "disclosure[s3]"', self.place)
        import boto3
        from botocore.config import Config

        with self._errors_in_words():
            session = boto3.session.Session()
            options: dict[str, Any] = {"max_pool_connections": _AT_ONCE, "retries": {"mode": "standard", "max_attempts": 5}}
            # stores other than AWS refuse the checksums that boto3 adds since 2025
            options |= {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}
            client = session.client("s3", endpoint_url=endpoint_url or None, config=Config(**options))
            host = client.meta.endpoint_url.rstrip("/")
            if own := next((settings for ending, settings in _WANTED if host.endswith(ending)), None):
                client = session.client("s3", endpoint_url=endpoint_url or None, config=Config(**options, **own))
            return client

    def read(self, path: str) -> bytes | None:
        """Return a file, None where it is not there."""
        with self._errors_in_words(missing_is_none=True):
            return bytes(self.client.get_object(Bucket=self.bucket, Key=self.prefix + path)["Body"].read())
        return None

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files right in a folder of it."""
        paths = (path for path in self._files() if path.startswith(f"{folder}/"))
        return tuple(sorted(path for path in paths if "/" not in path[len(folder) + 1 :]))

    def same(self, site: str, files: Mapping[str, str], noted: Mapping[str, str]) -> frozenset[str]:
        """Return which files of the site folder are there already: their bytes, their type and their cache rule."""
        there = self._files()
        rules = self._head(self.manifest).get("Metadata", {}).get(_RULES) if self.manifest in there else None
        is_ruled = rules == self.served_as.rules

        def is_same(path: str) -> bool:
            file, one = f"{site}/{path}", there[path]
            if os.stat(file).st_size != one.size:  # noqa: PTH116 (a name, no path)
                return False
            is_tagged = one.tag == _md5(read_bytes(file)).hex()
            if is_tagged and is_ruled and noted.get(path) == files[path]:
                return True
            head = self._head(path)
            is_right = is_tagged or head.get("Metadata", {}).get(_DIGEST) == files[path]
            return is_right and (head.get("ContentType"), head.get("CacheControl")) == self.served_as.headers_of(path)

        paths = [path for path in files if path in there]
        return frozenset(path for path, is_there in zip(paths, self._each(is_same, paths), strict=True) if is_there)

    def put(self, site: str, files: Mapping[str, str]) -> None:
        """Bring files of the site folder here, compared with their digests; the store compares what arrives as well."""

        def send(path: str) -> None:
            data = read_bytes(f"{site}/{path}")
            if digest_of(data) != files[path]:
                raise OSError(0, "网站里的文件和清单不符，没有公开；请再生成一次", f"{site}/{path}")
            self.write(path, data)

        self._each(send, files)

    def write(self, path: str, data: bytes) -> None:
        """Put a file of these bytes here, with its type and its cache rule."""
        kind, cache = self.served_as.headers_of(path)
        noted = {_DIGEST: digest_of(data), **({_RULES: self.served_as.rules} if path == self.manifest else {})}
        place = {"Bucket": self.bucket, "Key": self.prefix + path, "ContentType": kind, "CacheControl": cache, "Metadata": noted}
        with self._errors_in_words():
            self.client.put_object(Body=data, ContentMD5=b64encode(_md5(data)).decode(), **place)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files."""

        def delete(path: str) -> None:
            with self._errors_in_words():
                self.client.delete_object(Bucket=self.bucket, Key=self.prefix + path)

        self._each(delete, paths)

    def _files(self) -> dict[str, _Listed]:
        """What is under the prefix, by path, as it was when this was asked first."""
        if self._listed is None:
            with self._errors_in_words():
                pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix)
                found = [one for page in pages for one in page.get("Contents", ())]
            start = len(self.prefix)
            self._listed = {one["Key"][start:]: _Listed(one["Size"], one["ETag"].strip('"').lower()) for one in found}
        return self._listed

    def _head(self, path: str) -> Mapping[str, Any]:
        with self._errors_in_words(missing_is_none=True):
            found: Mapping[str, Any] = self.client.head_object(Bucket=self.bucket, Key=self.prefix + path)
            return found
        return {}

    def _each(self, function: Callable[[str], Any], paths: Iterable[str]) -> list[Any]:
        """What a function returns for each path; after a failure none is begun any more."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            waiting = [pool.submit(function, path) for path in paths]
            try:
                return [one.result() for one in waiting]
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    @contextmanager
    def _errors_in_words(self, *, missing_is_none: bool = False) -> Iterator[None]:
        """Say in words why the store refuses; what it says itself may name a key."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if not (missing_is_none and code in _MISSING):
                raise OSError(0, _reason_in_words(code), self.place) from None
        except BotoCoreError as error:
            raise OSError(0, _reason_in_words(type(error).__name__), self.place) from None


def _md5(data: bytes) -> bytes:
    return md5(data, usedforsecurity=False).digest()


def _reason_in_words(code: str) -> str:
    return next((what for name, what in _KNOWN if name in code), f"对象存储不接受，答复是 {code}；已传的不会重传")


_KEYS = "AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY 两个环境变量，或 ~/.aws/credentials"
_KNOWN = (
    ("NoSuchBucket", "没有这个存储桶，核对名称、地域和 endpoint_url"),
    ("NoCredentials", f"没有找到访问密钥：写在 {_KEYS}"),
    ("PartialCredentials", f"访问密钥只有一半：写全 {_KEYS}"),
    ("InvalidAccessKeyId", f"访问密钥的编号不对，核对 {_KEYS}"),
    ("SignatureDoesNotMatch", f"访问密钥不对，或地域不对（AWS_DEFAULT_REGION），核对 {_KEYS}"),
    ("RequestTimeTooSkewed", "这台机器的时间不准，先校准时间"),
    ("AccessDenied", "这个访问密钥没有权限：要能列出、读、写、删存储桶里的对象"),
    ("403", "这个访问密钥没有权限：要能列出、读、写、删存储桶里的对象"),
    ("SecondLevelDomainForbidden", "这个存储要求存储桶写在主机名里：在 ~/.aws/config 写 s3 = 和 addressing_style = virtual"),
    ("InvalidEndpoint", "endpoint_url 不是网址，例如 https://oss-cn-hangzhou.aliyuncs.com"),
    ("EndpointConnection", "连不上对象存储，核对 endpoint_url 和网络；已传的不会重传"),
    ("Timeout", "对象存储没有答复；已传的不会重传"),
    ("ConnectionClosed", "连接断了；已传的不会重传"),
    ("NoRegion", "没有写地域：写在环境变量 AWS_DEFAULT_REGION，或 ~/.aws/config"),
)
"""What is said in which case, by the names that stores and boto3 give."""
