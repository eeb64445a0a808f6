"""An object store that speaks S3 on this machine, and what anybody reads of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

import pytest
from msgspec import json

KEYS = {
    "AWS_ACCESS_KEY_ID": "AKIATESTTESTTEST",
    "AWS_SECRET_ACCESS_KEY": "the-secret-of-the-test",
    "AWS_DEFAULT_REGION": "us-east-1",
}
BUCKET = "portal"

_PUBLIC = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{BUCKET}/*"}],
}
"""What lets anybody read."""


@contextmanager
def object_store() -> Iterator[str]:
    """Run a store with one bucket; gives its address. Keys are in the environment meanwhile, and no file is read for them."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**KEYS, "AWS_CONFIG_FILE": "/nowhere", "AWS_SHARED_CREDENTIALS_FILE": "/nowhere"}.items():
            patch.setenv(name, value)
        owner = client(address)
        owner.create_bucket(Bucket=BUCKET)
        owner.put_bucket_policy(Bucket=BUCKET, Policy=json.encode(_PUBLIC).decode())
        try:
            yield address
        finally:
            server.stop()


def client(address: str) -> Any:
    """What asks the store as its owner."""
    import boto3

    return boto3.client("s3", endpoint_url=address)


def objects(address: str, prefix: str = "") -> dict[str, bytes]:
    """Everything under a prefix, by what follows it."""
    s3 = client(address)
    listed = s3.list_objects_v2(Bucket=BUCKET, Prefix=prefix).get("Contents", ())
    return {one["Key"][len(prefix) :]: s3.get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read() for one in listed}


def get(connection: HTTPConnection, path: str) -> tuple[int, str, dict[str, str]]:
    """What anybody gets of the bucket: the status, the text and the headers."""
    connection.request("GET", f"/{BUCKET}/{path}")
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), {name.lower(): value for name, value in answer.getheaders()}
