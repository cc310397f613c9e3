//! `marbre user`: accounts, for whoever can reach the newsroom's data.

use std::io::IsTerminal;

use anyhow::Context;
use newsroom::{AddAccount, Caller, Reach};
use serde_json::json;
use story::Language;

use crate::cli::{UserAddArgs, UserCommand, UserListArgs, UserPasswordArgs};
use crate::config::Config;
use crate::exit::Outcome;
use crate::open;

pub(crate) async fn run(command: UserCommand) -> anyhow::Result<Outcome> {
    match command {
        UserCommand::Add(args) => add(args).await,
        UserCommand::List(args) => list(&args).await,
        UserCommand::Password(args) => password(&args).await,
    }
}

async fn add(args: UserAddArgs) -> anyhow::Result<Outcome> {
    let newsroom = open::newsroom(&Config::of_data(&args.data)?).await?;
    let account = AddAccount {
        name: args.name.unwrap_or_else(|| args.login.clone()),
        login: args.login.clone(),
        password: ask_password()?,
        role: args.role,
        reach: Reach::EVERYWHERE,
        language: Language::new(&args.language),
    };
    match newsroom.add_account(&Caller::system(), account).await {
        Ok(_) => {
            args.output
                .result(|| json!({ "login": args.login }), format_args!("{} may sign in.", args.login))?;
            Ok(Outcome::Done)
        }
        Err(error) => super::refused(error),
    }
}

async fn list(args: &UserListArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    open::existing(&config)?;
    for account in open::store(&config).await?.accounts().await? {
        let disabled = if account.disabled { "\tdisabled" } else { "" };
        args.output.result(
            || json!({ "login": account.login, "name": account.name, "role": account.role, "language": account.language, "disabled": account.disabled, "created": account.created }),
            format_args!("{}\t{}\t{}{disabled}", account.login, account.role, account.name),
        )?;
    }
    Ok(Outcome::Done)
}

async fn password(args: &UserPasswordArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    open::existing(&config)?;
    let newsroom = open::newsroom(&config).await?;
    let account = open::store(&config).await?.account_by_login(&args.login).await?;
    let Some(account) = account else {
        eprintln!("marbre: there is no account '{}'", args.login);
        return Ok(Outcome::BadInput);
    };
    match newsroom.set_password(&Caller::system(), account.id, ask_password()?).await {
        Ok(()) => {
            let login = &args.login;
            args.output.result(
                || json!({ "login": login }),
                format_args!("{login} signs in with the new password; other sessions are closed."),
            )?;
            Ok(Outcome::Done)
        }
        Err(error) => super::refused(error),
    }
}

/// From the terminal without showing it, or the first line of standard input.
fn ask_password() -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password("Password: ").context("the password cannot be read");
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("the password cannot be read from standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
