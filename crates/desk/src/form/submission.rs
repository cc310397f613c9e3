//! What a browser posted: names and values in their order, and the files among them.

/// A file that came with a form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Upload {
    pub field: String,
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// A posted form, already bounded and its token checked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Submission {
    fields: Vec<(String, String)>,
    pub uploads: Vec<Upload>,
}

impl Submission {
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    /// The last value under a name, as it was sent.
    pub(crate) fn raw(&self, name: &str) -> Option<&str> {
        self.fields.iter().rev().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The last value under a name, line ends as `\n`.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let value = self.raw(name)?;
        Some(value.replace("\r\n", "\n").replace('\r', "\n"))
    }

    /// The value under a name without the space around it; empty when there is none.
    pub(crate) fn word(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().trim().to_owned()
    }

    /// All of them in their order, line ends as `\n`.
    pub(crate) fn fields(&self) -> Vec<(String, String)> {
        let plain = |value: &str| value.replace("\r\n", "\n").replace('\r', "\n");
        self.fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect()
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.fields.retain(|(other, _)| other != name);
        self.push(name, value);
    }
}
