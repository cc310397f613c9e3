//! The first account of a newsroom. Its password is made here, shown to whoever starts the service, and kept in a
//! file that only they can read, until somebody changes it.

use std::fs;
use std::path::{Path, PathBuf};

use newsroom::{AddAccount, Caller, Context, Newsroom, Reach, Role};
use store::Store;
use story::Language;

use crate::config::Config;
use crate::{secrets, tables};

/// Login and name of a first account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct First {
    pub login: &'static str,
    pub name: &'static str,
    pub language: &'static str,
}

pub(crate) const DEMO: First = First { login: "claire", name: "Claire Aubanel", language: "fr" };
pub(crate) const PLAIN: First = First { login: "chief", name: "Chief", language: "en" };

/// How to sign in, as long as the password is the one that was made.
#[derive(Debug, Clone)]
pub(crate) struct SignIn {
    pub login: String,
    pub password: String,
}

/// Makes a chief in a newsroom that has no account.
pub(crate) async fn make(store: &Store, config: &Config, first: First) -> anyhow::Result<()> {
    if !store.accounts().await?.is_empty() {
        return Ok(());
    }
    let context = Context::system();
    let password: String =
        [context.random(), context.random()].map(|n| story::StoryId::from_number(n).to_string()).concat();
    secrets::write(&file(&config.data), &format!("{}\n{password}\n", first.login))?;
    let newsroom = Newsroom::new(store.clone(), tables::newsroom_tables(config)?, context);
    let account = AddAccount {
        login: first.login.to_owned(),
        name: first.name.to_owned(),
        password,
        role: Role::Chief,
        reach: Reach::EVERYWHERE,
        language: Language::new(first.language),
    };
    newsroom.add_account(&Caller::system(), account).await?;
    Ok(())
}

/// The sign-in that was made here, when its file is still there. Removing the file forgets it.
pub(crate) fn kept(folder: &Path) -> Option<SignIn> {
    let text = fs::read_to_string(file(folder)).ok()?;
    let (login, password) = text.trim_end().split_once('\n')?;
    Some(SignIn { login: login.to_owned(), password: password.to_owned() })
}

fn file(folder: &Path) -> PathBuf {
    folder.join("first-sign-in.txt")
}
