"""What browsers say about themselves in headers is read as RFC 9110 writes it."""

import pytest

from lib.web.answers import best_encoding, has


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        ("", ""),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0", ""),
        ("br;q=0.0, gzip;q=0.000", ""),
        ("br; q=0, gzip ; q=0.5", "gzip"),
        ("gzip;q=1, br;q=0.1", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *;q=0.5", "gzip"),
        ("identity;q=0, *", "br"),
        ("*;q=0, gzip", "gzip"),
        ("br;q=much, deflate", ""),
        ("brotli, x-gzip", ""),
        (",;,=", ""),
    ],
)
def test_an_encoding_is_chosen_that_the_browser_reads_and_likes_best(accepted: str, best: str):
    assert best_encoding(accepted) == best


@pytest.mark.parametrize(
    ("tags", "known"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"x", W/"a" , "y"', True),
        ("*", True),
        ("a", False),
        ('"x"', False),
        ("", False),
        ('"A"', False),
    ],
)
def test_a_tag_is_known_whether_weak_or_strong_and_wherever_it_stands_in_the_list(tags: str, known: bool):
    assert has(tags, '"a"') is known
