//! The newsroom's key: made when a newsroom is first opened, kept beside it in a file that only its owner may read.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::Context as _;
use newsroom::{Context, Key};

/// The key in the file, in hexadecimal. Where there is none one is made; of two processes that do so at once, one does.
pub(crate) fn of(path: &Path) -> anyhow::Result<Key> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => make(path)?,
        text => text.with_context(|| format!("the key {} cannot be read", path.display()))?,
    };
    let wrong = || {
        format!(
            "{} is no key of a newsroom: 64 hexadecimal digits. Put the right file there; without it, second \
             steps have to be set up again",
            path.display()
        )
    };
    read(text.trim()).with_context(wrong)
}

fn make(path: &Path) -> anyhow::Result<String> {
    let context = Context::system();
    let text: String = (0..Key::BYTES / 8).map(|_| format!("{:016x}", context.random())).collect();
    let failed = || format!("the key {} cannot be written", path.display());
    // Whole under its name, or not there: a link takes the place of nothing.
    let aside = path.with_added_extension(format!("{:016x}", context.random()));
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o600).open(&aside).with_context(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).with_context(failed)?;
    let linked = fs::hard_link(&aside, path);
    fs::remove_file(&aside).with_context(failed)?;
    match linked {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            fs::read_to_string(path).with_context(failed)
        }
        linked => linked.map(|()| text).with_context(failed),
    }
}

fn read(text: &str) -> Option<Key> {
    if text.len() != 2 * Key::BYTES || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; Key::BYTES];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(Key::new(bytes))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("newsroom.key");
        let keys: Vec<Key> = std::thread::scope(|scope| {
            let makers: Vec<_> = (0..8).map(|_| scope.spawn(|| of(&path).unwrap())).collect();
            makers.into_iter().map(|maker| maker.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0]) && of(&path).unwrap() == keys[0]);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let other = folder.path().join("other.key");
        assert!(of(&other).unwrap() != keys[0]);
    }

    #[test]
    fn what_is_no_key_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("newsroom.key");
        for text in ["", "12", &"+1".repeat(32), &"é".repeat(32), &"z".repeat(64)] {
            fs::write(&path, text).unwrap();
            let refused = of(&path).unwrap_err().to_string();
            assert!(refused.contains("newsroom.key"), "{refused}");
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }
}
