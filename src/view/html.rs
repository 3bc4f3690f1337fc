//! The elements that a page is made of, a function for each tag that is in use. Those of a drawing stand in
//! [`super::svg`].

use super::El;

macro_rules! tags {
    ($($tag:ident)*) => {$(
        #[doc = concat!("A `<", stringify!($tag), ">`.")]
        pub fn $tag() -> El {
            El::of(stringify!($tag))
        }
    )*};
}
pub(super) use tags;

tags! {
    a article b blockquote button dd details div dl dt fieldset figcaption figure footer h2 h3 h4 h5 i input label
    legend li mark nav ol p q section slot span strong summary table tbody td textarea th tr ul
}
