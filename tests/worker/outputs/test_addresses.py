"""What can go wrong at an address, in a sentence that names it."""

from __future__ import annotations

import pytest

from worker.errors import FileProblem, UsageError
from worker.outputs import addresses


@pytest.mark.parametrize("address", ["plans/a.csv", "/tmp", "memory://plans", "s3://agency/plans"])
def test_addresses_that_can_be_asked(address: str) -> None:
    fs, path = addresses.file_system(address)
    assert fs.protocol and path


@pytest.mark.parametrize("address", ["nobody://plans", "gs://agency/plans"])
def test_what_no_installed_package_knows(address: str) -> None:
    with pytest.raises(UsageError, match=f"{address} can't be opened"):
        addresses.file_system(address)


def test_nothing_there_and_our_own_problems_are_the_blocks_affair() -> None:
    with pytest.raises(FileNotFoundError), addresses.problems("s3://x"):
        raise FileNotFoundError
    with pytest.raises(FileProblem, match="too large"), addresses.problems("s3://x"):
        raise FileProblem("too large", "")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(13, "Permission denied"), "s3://x can't be used: Permission denied."),
        (
            RuntimeError("Unable to locate credentials."),
            "s3://x can't be used: Unable to locate credentials.",
        ),
        (RuntimeError(), "s3://x can't be used: RuntimeError."),
    ],
)
def test_each_store_has_errors_of_its_own(error: Exception, sentence: str) -> None:
    with pytest.raises(FileProblem) as problem, addresses.problems("s3://x"):
        raise error
    assert str(problem.value).startswith(sentence)
