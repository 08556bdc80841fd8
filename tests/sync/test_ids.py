from hypothesis import given
from hypothesis import strategies as st

from galleries.sync.ids import Ids, packed, unpacked

PAGES = st.lists(st.lists(st.integers(min_value=0, max_value=2**62), max_size=20), max_size=6)


@given(PAGES, st.integers(min_value=0, max_value=2**62))
def test_packed_pages_are_the_set_of_their_ids(pages: list[list[int]], other: int) -> None:
    expected = {one for page in pages for one in page}
    ids = Ids(packed(page) for page in pages)
    assert len(ids) == len(expected)
    assert all(one in ids for one in expected)
    assert (other in ids) == (other in expected)
    assert "nothing" not in ids


@given(st.lists(st.integers(min_value=0, max_value=2**62)))
def test_a_page_is_unpacked_as_it_was_packed(page: list[int]) -> None:
    assert list(unpacked(packed(page))) == page
