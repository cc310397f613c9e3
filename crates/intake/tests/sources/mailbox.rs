//! A mail box: every message once, whatever else is in it, and again from the start when its numbers are given anew.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use newsroom::VisitError;
use serde_json::Value as Json;

use crate::counterpart::{Counterpart, Wire};
use crate::{brought, pairs, source, visit};

/// The fifth says that it is larger than any file may be, and is never asked for.
const MAILS: [(u64, &str); 4] =
    [(3, "Subject: a\r\n\r\nOne"), (5, ""), (7, "Subject: b\r\n\r\nTwo"), (9, "Subject: c\r\n\r\n)")];

/// As RFC 3501 has it, with what real servers say besides.
async fn serve(mut wire: Wire, validity: u64) {
    wire.say("* OK [CAPABILITY IMAP4rev1] at your service\r\n").await;
    while let Some(said) = wire.line().await {
        let (tag, command) = said.split_once(' ').unwrap();
        let answer = match command {
            "LOGIN \"ada\" \"w\\\"rd\"" => "* CAPABILITY IMAP4rev1\r\nOK welcome".to_owned(),
            "EXAMINE \"Wires\"" => {
                format!(
                    "* 3 EXISTS\r\n* OK [UIDVALIDITY {validity}] valid\r\n* OK [UIDNEXT 10] next\r\nOK [READ-ONLY] done"
                )
            }
            "LOGOUT" => "* BYE\r\nOK bye".to_owned(),
            _ => match (command.strip_prefix("UID SEARCH UID "), command.strip_prefix("UID FETCH ")) {
                (Some(range), _) => {
                    let first: u64 = range.trim_end_matches(":*").parse().unwrap();
                    let found = MAILS.iter().map(|(uid, _)| *uid).filter(|uid| *uid >= first.min(9));
                    let found: Vec<String> = found.map(|uid| uid.to_string()).collect();
                    format!("* SEARCH {}\r\nOK searched", found.join(" "))
                }
                (_, Some(fetch)) if fetch.ends_with("(RFC822.SIZE)") => {
                    let size = |uid: &str| if uid == "5" { 1_u64 << 40 } else { 9 };
                    let set = fetch.split(' ').next().unwrap().split(',');
                    let lines: Vec<String> = set
                        .map(|uid| format!("* 1 FETCH (RFC822.SIZE {} UID {uid})\r\n", size(uid)))
                        .collect();
                    format!("{}OK fetched", lines.concat())
                }
                (_, Some(fetch)) => {
                    let uid: u64 = fetch.split(' ').next().unwrap().parse().unwrap();
                    let (_, mail) = MAILS.iter().find(|(known, _)| *known == uid).unwrap();
                    format!("* 1 FETCH (UID {uid} BODY[] {{{}}}\r\n{mail})\r\nOK fetched", mail.len())
                }
                _ => "NO not here".to_owned(),
            },
        };
        let (before, last) =
            answer.rsplit_once("\r\n").map_or(("", answer.as_str()), |(before, last)| (before, last));
        let before = if before.is_empty() { String::new() } else { format!("{before}\r\n") };
        wire.say(&format!("{before}{tag} {last}\r\n")).await;
    }
}

#[tokio::test]
async fn every_mail_is_fetched_once() {
    let validity = Arc::new(AtomicU64::new(5));
    let now = validity.clone();
    let server = Counterpart::open(move |wire| serve(wire, now.load(Ordering::SeqCst))).await;
    let mut config = source("imap", format!("imap://127.0.0.1:{}/Wires", server.port));
    (config.user, config.secret, config.at_once_max) = ("ada".into(), "w\"rd".into(), 3);
    let first = visit(&config, &Json::Null).await.unwrap();
    assert_eq!(brought(&first), pairs(&[("3.eml", MAILS[0].1), ("5.eml", ""), ("7.eml", MAILS[2].1)]));
    assert!(first.deliveries[1].left.as_ref().unwrap().contains("larger than"), "passed by, and told");
    let second = visit(&config, &first.progress).await.unwrap();
    assert_eq!(brought(&second), pairs(&[("9.eml", MAILS[3].1)]));
    let third = visit(&config, &second.progress).await.unwrap();
    assert!(third.deliveries.is_empty(), "the server names the last mail even where nothing is new");
    validity.store(6, Ordering::SeqCst);
    assert_eq!(
        visit(&config, &third.progress).await.unwrap().deliveries.len(),
        3,
        "its numbers are others now"
    );
    config.secret = "wrong".into();
    assert!(matches!(visit(&config, &Json::Null).await, Err(VisitError::Settings(_))));
}
