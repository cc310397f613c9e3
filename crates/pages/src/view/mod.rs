//! What templates are given: stories, cards and pictures with every decision already taken.

mod block;
mod card;
mod head;
mod picture;

pub(crate) use block::{BlockView, any_streams, blocks, duration, film_type};
pub(crate) use card::{CardView, Cards, cards, most_read, newest};
pub(crate) use head::{FeedLink, Head, Image, frame, image};
pub(crate) use picture::PictureView;
