//! Files of a server in the order in which they changed, and where the last visit stopped: servers keep what they have,
//! so what was fetched is remembered by time and name.

use newsroom::{Delivery, FILE_BYTES_MAX};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// One file as a listing shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Listed {
    /// Seconds since 1970, or whatever sorts by time on that server.
    pub(crate) changed: i64,
    pub(crate) name: String,
    pub(crate) size: u64,
}

/// Up to where everything was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Place {
    #[serde(default)]
    changed: i64,
    /// Names at that very second: others may still come with the same time.
    #[serde(default)]
    names: Vec<String>,
}

impl Place {
    pub(crate) fn of(progress: &Json) -> Self {
        serde_json::from_value(progress.clone()).unwrap_or_default()
    }

    pub(crate) fn to_json(&self) -> Json {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// What is new, oldest first.
    pub(crate) fn new_in(&self, mut files: Vec<Listed>, most: usize) -> Vec<Listed> {
        files.retain(|file| {
            file.changed > self.changed || (file.changed == self.changed && !self.names.contains(&file.name))
        });
        files.sort();
        files.truncate(most);
        files
    }

    pub(crate) fn passed(&mut self, file: &Listed) {
        if file.changed > self.changed {
            (self.changed, self.names) = (file.changed, Vec::new());
        }
        self.names.push(file.name.clone());
    }
}

/// A delivery named as its server names it.
pub(crate) fn delivery(name: &str, bytes: Vec<u8>) -> Delivery {
    Delivery { name: name.to_owned(), media_type: String::new(), bytes, left: None }
}

/// What is passed by, and why: one file must not keep those behind it from coming.
pub(crate) fn left(name: &str, why: impl Into<String>) -> Delivery {
    Delivery { left: Some(why.into()), ..delivery(name, Vec::new()) }
}

pub(crate) fn too_large(name: &str) -> Delivery {
    left(name, format!("{name} is larger than {} MiB; it stayed where it is", FILE_BYTES_MAX >> 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_new_once_even_within_one_second() {
        let file = |changed, name: &str| Listed { changed, name: name.into(), size: 1 };
        let mut place = Place::default();
        let first = place.new_in(vec![file(2, "b"), file(1, "a"), file(2, "c")], 2);
        assert_eq!(first, [file(1, "a"), file(2, "b")]);
        first.iter().for_each(|file| place.passed(file));
        let place = Place::of(&place.to_json());
        assert_eq!(
            place.new_in(vec![file(2, "b"), file(1, "a"), file(2, "c"), file(3, "d")], 9),
            [file(2, "c"), file(3, "d")]
        );
    }
}
