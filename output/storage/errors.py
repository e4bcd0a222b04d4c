"""What can go wrong with the output folder, said in one line with the path and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

_REMEDIES = {
    errno.EACCES: "permission is denied; check its permissions or name another folder",
    errno.EPERM: "permission is denied; check its permissions or name another folder",
    errno.EROFS: "it is on a disk that may not be written; name another folder",
    errno.ENOSPC: "the disk is full; free some space and run again",
    errno.EDQUOT: "the disk quota is used up; free some space and run again",
    errno.EFBIG: "a file would be larger than this disk or account may hold; name another folder",
    errno.EEXIST: "a file stands where a folder is needed; name another folder",
    errno.ENOTDIR: "a file stands where a folder is needed; name another folder",
    errno.ENAMETOOLONG: "the name is too long; name another folder",
}
_CREDENTIALS = "the store does not accept the credentials; check AWS_PROFILE, AWS_ACCESS_KEY_ID and what belongs to it"
_UNREACHABLE = "the store can't be reached; check AWS_ENDPOINT_URL, AWS_REGION and the network, then run again"
_REGION = "the bucket is in another region; name that by AWS_REGION"
_NO_BUCKET = "there is no such bucket; make it, or name another one"
_BUSY = "the store is busy or has failed; run again"
_DENIED = "the store does not allow it; check the credentials and what they may do in the bucket"
_STORE_ERROR = "AWS Error"
# What the faults of object storage are called by pyarrow and by boto3.
_STORE_REMEDIES = {
    "NO_SUCH_BUCKET": _NO_BUCKET,
    "NoSuchBucket": _NO_BUCKET,
    "ACCESS_DENIED": _DENIED,
    "AccessDenied": _DENIED,
    "INVALID_ACCESS_KEY_ID": _CREDENTIALS,
    "InvalidAccessKeyId": _CREDENTIALS,
    "SIGNATURE_DOES_NOT_MATCH": _CREDENTIALS,
    "SignatureDoesNotMatch": _CREDENTIALS,
    "NoCredentialsError": _CREDENTIALS,
    "ExpiredToken": _CREDENTIALS,
    "the bucket is located in": _REGION,
    "PermanentRedirect": _REGION,
    "AuthorizationHeaderMalformed": _REGION,
    "NETWORK_CONNECTION": _UNREACHABLE,
    "EndpointConnectionError": _UNREACHABLE,
    "ConnectTimeoutError": _UNREACHABLE,
    "ReadTimeoutError": _UNREACHABLE,
    "curlCode": _UNREACHABLE,
    "ConnectionClosedError": _UNREACHABLE,
    "HTTP status 5": _BUSY,
    "SLOW_DOWN": _BUSY,
    "SlowDown": _BUSY,
    "SERVICE_UNAVAILABLE": _BUSY,
    "ServiceUnavailable": _BUSY,
    "INTERNAL_FAILURE": _BUSY,
    "InternalError": _BUSY,
}


class OutputError(Exception):
    """The dataset can't be written or read; the message is one line with the path and what to do."""


class NoDataset(OutputError):
    """There is no dataset at the place that was named."""


class WrongAddress(OutputError):
    """What was named is no place that a dataset or a document can be at."""


class IntegrityError(Exception):
    """Records that no dataset may hold (an id twice, a reference to nothing, a number that does not fit).

    A fault of the program, never of the document; nothing of the document has been written.
    """


@contextmanager
def explained(path: object, store: object = None) -> Iterator[None]:
    """Turns an OSError inside the block into an OutputError about `path`, or about `store` where object storage raised it."""
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0) or _find_store_remedy(str(error))
        place = store if store is not None and _STORE_ERROR in str(error) else path
        raise OutputError(f"{place}: {remedy or f'{error.strerror or error}; check the folder or name another one'}") from error


def _find_store_remedy(message: str) -> str | None:
    return next((remedy for name, remedy in _STORE_REMEDIES.items() if name in message), None)


def damaged(path: object) -> OutputError:
    """The error about a file of a snapshot that is not as it was written."""
    return OutputError(f"{path}: missing or damaged; bring it back from a copy, or read all documents again into another folder")
