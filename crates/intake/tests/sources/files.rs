//! An FTP server: every file once, over connections to the server itself, whatever address it names.

use std::sync::Arc;

use newsroom::VisitError;
use serde_json::Value as Json;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;

use crate::counterpart::{Counterpart, Wire};
use crate::{brought, pairs, source, visit};

const LISTING: &str = "type=cdir;modify=20260609090000; .\r\ntype=dir;modify=20260609090000; old\r\n\
    type=file;size=3;modify=20260609100000; a b.xml\r\ntype=file;size=3;modify=20260609100001; b.xml\r\n\
    type=file;size=9;modify=20260609100002; c.part\r\ntype=file;size=3;modify=20260609100002; ../d.xml\r\n";

async fn serve(mut wire: Wire, listing: Arc<str>) {
    wire.say("220-Welcome\r\n220 ready\r\n").await;
    let mut passive: Option<TcpListener> = None;
    while let Some(said) = wire.line().await {
        let (command, rest) = said.split_once(' ').unwrap_or((&said, ""));
        match command {
            "USER" if rest == "ada" => wire.say("331 and the word?\r\n").await,
            "PASS" if rest == "word" => wire.say("230 in\r\n").await,
            "TYPE" | "QUIT" => wire.say("200 fine\r\n").await,
            "EPSV" => {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let port = listener.local_addr().unwrap().port();
                passive = Some(listener);
                wire.say(&format!("229 Entering Extended Passive Mode (|||{port}|)\r\n")).await;
            }
            "MLSD" | "RETR" => {
                wire.say("150 here it comes\r\n").await;
                let (mut data, _) = passive.take().unwrap().accept().await.unwrap();
                let text = if command == "MLSD" { listing.to_string() } else { format!("<{rest}>") };
                data.write_all(text.as_bytes()).await.unwrap();
                drop(data);
                wire.say("226 done\r\n").await;
            }
            _ => wire.say("530 no\r\n").await,
        }
    }
}

#[tokio::test]
async fn every_file_is_fetched_once_and_nothing_outside_its_folder() {
    let server = Counterpart::open(|wire| serve(wire, LISTING.into())).await;
    let mut config = source("ftp", format!("ftp://127.0.0.1:{}/out", server.port));
    (config.user, config.secret) = ("ada".into(), "word".into());
    let first = visit(&config, &Json::Null).await.unwrap();
    assert_eq!(brought(&first), pairs(&[("a b.xml", "<out/a b.xml>"), ("b.xml", "<out/b.xml>")]));
    assert!(visit(&config, &first.progress).await.unwrap().deliveries.is_empty());
    config.secret = "wrong".into();
    assert!(matches!(visit(&config, &Json::Null).await, Err(VisitError::Settings(_))));
}

#[tokio::test]
async fn a_file_that_is_too_large_is_told_and_passed_by() {
    let listing = "type=file;size=99000000000;modify=20260609100000; film.mp4\r\n\
        type=file;size=3;modify=20260609100001; b.xml\r\n";
    let server = Counterpart::open(move |wire| serve(wire, listing.into())).await;
    let mut config = source("ftp", format!("ftp://127.0.0.1:{}/out", server.port));
    (config.user, config.secret) = ("ada".into(), "word".into());
    let first = visit(&config, &Json::Null).await.unwrap();
    assert_eq!(brought(&first), pairs(&[("film.mp4", ""), ("b.xml", "<out/b.xml>")]));
    assert!(first.deliveries[0].left.is_some() && first.deliveries[1].left.is_none());
    assert!(visit(&config, &first.progress).await.unwrap().deliveries.is_empty());
}

#[tokio::test]
async fn a_listing_without_an_end_is_given_up() {
    let endless: Arc<str> = "type=file;size=1;modify=1; x\r\n".repeat(200_000).into();
    let server = Counterpart::open(move |wire| serve(wire, endless.clone())).await;
    let mut config = source("ftp", format!("ftp://127.0.0.1:{}/out", server.port));
    (config.user, config.secret) = ("ada".into(), "word".into());
    assert!(matches!(visit(&config, &Json::Null).await, Err(VisitError::TooLarge(_))));
}

/// As servers of the nineties: no EPSV, no MLSD, and an address in its answer that is not its own.
async fn serve_as_before(mut wire: Wire, listing: &'static str) {
    wire.say("220 ready\r\n").await;
    let mut passive: Option<TcpListener> = None;
    while let Some(said) = wire.line().await {
        let (command, rest) = said.split_once(' ').unwrap_or((&said, ""));
        match command {
            "USER" => wire.say("230 in\r\n").await,
            "TYPE" | "QUIT" => wire.say("200 fine\r\n").await,
            "PASV" => {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let [high, low] = listener.local_addr().unwrap().port().to_be_bytes();
                passive = Some(listener);
                wire.say(&format!("227 Entering Passive Mode (10,0,0,9,{high},{low})\r\n")).await;
            }
            "LIST" | "RETR" => {
                wire.say("150 here it comes\r\n").await;
                let (mut data, _) = passive.take().unwrap().accept().await.unwrap();
                let text = if command == "LIST" { listing.to_owned() } else { format!("<{rest}>") };
                data.write_all(text.as_bytes()).await.unwrap();
                drop(data);
                wire.say("226 done\r\n").await;
            }
            _ => wire.say("500 what is that?\r\n").await,
        }
    }
}

#[tokio::test]
async fn old_servers_are_asked_as_they_understand_it() {
    for listing in [
        "total 3\r\ndrwxr-xr-x 2 ada press 4096 Jun  9  2025 old\r\n-rw-r--r-- 1 ada press 3 Jun  9  2025 b.xml\r\n\
         -rw-r--r-- 1 ada press 3 Jun  8  2025 a b.xml\r\n",
        "06-09-25  10:00AM  3 b.xml\r\n06-09-25  10:00AM  <DIR>  old\r\n06-08-25  10:00AM  3 a b.xml\r\n",
    ] {
        let server = Counterpart::open(move |wire| serve_as_before(wire, listing)).await;
        let config = source("ftp", format!("ftp://127.0.0.1:{}/out", server.port));
        let first = visit(&config, &Json::Null).await.unwrap();
        assert_eq!(brought(&first), pairs(&[("a b.xml", "<out/a b.xml>"), ("b.xml", "<out/b.xml>")]));
        assert!(visit(&config, &first.progress).await.unwrap().deliveries.is_empty());
    }
}
