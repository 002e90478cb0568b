"""The notation of formula rows."""

from hypothesis import given
from hypothesis import strategies as st

from triwulan.form.formula import Op, Persen, Ref, Rentang, parse, render

ids = st.from_regex(r"[1-9][0-9]{0,2}[a-rt-wyz]?", fullmatch=True)
trees = st.recursive(
    st.one_of(ids.map(Ref), st.just(Persen()), st.builds(Rentang, ids, ids)),
    lambda kids: st.builds(Op, st.sampled_from("+-x/"), kids, kids),
    max_leaves=25,
)


@given(trees)
def test_rendering_and_parsing_are_inverse(tree):
    assert parse(render(tree)) == tree


def test_brackets_stay_where_they_matter():
    assert render(parse("4-(5-6)")) == "4-(5-6)"
    assert render(parse("(4-5)-6")) == "4-5-6"
