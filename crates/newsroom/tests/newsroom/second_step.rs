//! The second step of signing in: codes, recovery codes, and what they are worth.

use newsroom::{AddAccount, Code, Enrolment, Entry, Reach, Role, SignedIn};
use story::{AccountId, Language};
use testkit::TestNewsroom;
use totp_rs::{Builder, Secret};

use crate::support::{client, entered, refused};

testkit::on_both_databases! {
    a_second_step_counts_once_a_code_of_it_was_given
    a_code_counts_once_and_for_its_half_minute_and_those_beside_it
    a_recovery_code_works_once
    codes_cannot_be_tried_at_will
    what_was_begun_with_a_password_ends_with_it
    changing_a_second_step_asks_for_the_password
    those_who_manage_take_a_lost_second_step_away
    a_secret_that_another_key_sealed_leaves_the_recovery_codes
    no_secret_of_a_second_step_is_kept_where_it_could_be_read
}

const PASSWORD: &str = "trois ferries à quai";
const PEER: &str = "192.0.2.7";

async fn ada(desk: &TestNewsroom) -> (AccountId, SignedIn) {
    let add = AddAccount {
        login: "ada".into(),
        name: "Ada Marl".into(),
        role: Role::Editor,
        reach: Reach::EVERYWHERE,
        password: PASSWORD.into(),
        language: Language::new("fr"),
    };
    let account = desk.newsroom.add_account(desk.chief(), add).await.unwrap();
    (account, entered(desk.newsroom.sign_in("ada", PASSWORD.into(), &client(PEER)).await.unwrap()))
}

/// What the application shows now, and `steps` half minutes later or earlier.
fn code(desk: &TestNewsroom, secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let application = Builder::new().with_secret(secret).build().unwrap();
    application.generate((desk.now().as_second() + 30 * steps).unsigned_abs()).to_string()
}

/// Sets it up; the secret and the recovery codes.
async fn set_up(desk: &TestNewsroom, who: &SignedIn) -> (String, Vec<String>) {
    let Enrolment { secret, ticket, .. } =
        desk.newsroom.begin_second_step(&who.caller, PASSWORD.into(), &client(PEER)).await.unwrap();
    let first = code(desk, &secret, 0);
    let (codes, _) =
        desk.newsroom.confirm_second_step(&who.caller, &ticket, &first, &client(PEER)).await.unwrap();
    (secret, codes)
}

/// The ticket behind the right password.
async fn ticket(desk: &TestNewsroom) -> String {
    match desk.newsroom.sign_in("ada", PASSWORD.into(), &client(PEER)).await.unwrap() {
        Entry::SecondStep { ticket } => ticket,
        Entry::In(_) => panic!("no second step is asked for"),
    }
}

async fn with_code(desk: &TestNewsroom, code: &str) -> newsroom::Result<SignedIn> {
    let ticket = ticket(desk).await;
    desk.newsroom.sign_in_with_code(&ticket, code, &client(PEER)).await
}

async fn a_second_step_counts_once_a_code_of_it_was_given(desk: TestNewsroom) {
    let (newsroom, at) = (&desk.newsroom, client(PEER));
    let (account, here) = ada(&desk).await;
    let begun = newsroom.begin_second_step(&here.caller, PASSWORD.into(), &client(PEER)).await.unwrap();
    assert!(begun.address.starts_with("otpauth://totp/Trois%20Rives:ada?secret="), "{}", begun.address);
    assert!(begun.address.contains(&begun.secret));
    let wrong = newsroom.confirm_second_step(&here.caller, &begun.ticket, "000000", &at).await;
    assert_eq!(refused(wrong), Code::WrongCode);
    let again = newsroom.resume_second_step(&here.caller, &begun.ticket, "ada").unwrap();
    assert_eq!((&again.secret, &again.address), (&begun.secret, &begun.address));
    let right = code(&desk, &begun.secret, 0);
    let of_another = newsroom.confirm_second_step(desk.chief(), &begun.ticket, &right, &at).await;
    assert_eq!(refused(of_another), Code::FormOver);
    let elsewhere = entered(newsroom.sign_in("ada", PASSWORD.into(), &at).await.unwrap());
    let (codes, fresh) =
        newsroom.confirm_second_step(&here.caller, &again.ticket, &right, &at).await.unwrap();
    assert_eq!(codes.len(), 10);
    for by_password_alone in [&here.token, &elsewhere.token] {
        assert!(newsroom.session(by_password_alone).await.unwrap().is_none());
    }
    let open = newsroom.session(&fresh.token).await.unwrap().expect("this browser goes on");
    assert!(open.csrf == fresh.csrf && fresh.csrf != here.csrf);
    let ticket = ticket(&desk).await;
    assert!(newsroom.session(&ticket).await.unwrap().is_none(), "a ticket is no session");
    let ways = newsroom.ways_in(&here.caller, account).await.unwrap();
    assert_eq!((ways.second_step, ways.recovery_codes), (Some(desk.now()), 10));
    desk.advance_minutes(30);
    let late =
        newsroom.confirm_second_step(&here.caller, &again.ticket, &code(&desk, &begun.secret, 0), &at).await;
    assert_eq!(refused(late), Code::FormOver);
}

async fn a_code_counts_once_and_for_its_half_minute_and_those_beside_it(desk: TestNewsroom) {
    let (_, here) = ada(&desk).await;
    let (secret, _) = set_up(&desk, &here).await;
    assert_eq!(
        refused(with_code(&desk, &code(&desk, &secret, 0)).await),
        Code::WrongCode,
        "it set the step up"
    );
    desk.advance_minutes(2);
    for steps in [-2, 2] {
        assert_eq!(refused(with_code(&desk, &code(&desk, &secret, steps)).await), Code::WrongCode);
    }
    let early = code(&desk, &secret, -1);
    let now = code(&desk, &secret, 0);
    let open = with_code(&desk, &now).await.unwrap();
    assert!(desk.newsroom.session(&open.token).await.unwrap().is_some());
    for used in [&now, &early] {
        assert_eq!(refused(with_code(&desk, used).await), Code::WrongCode, "no older one after it");
    }
    with_code(&desk, &code(&desk, &secret, 1)).await.expect("the next one, by a fast clock");
}

async fn a_recovery_code_works_once(desk: TestNewsroom) {
    let (account, here) = ada(&desk).await;
    let (secret, codes) = set_up(&desk, &here).await;
    for code in &codes[..2] {
        with_code(&desk, &code.to_uppercase().replace('-', " ")).await.unwrap();
        assert_eq!(refused(with_code(&desk, code).await), Code::WrongCode);
    }
    assert_eq!(desk.newsroom.ways_in(&here.caller, account).await.unwrap().recovery_codes, 8);
    let renewed =
        desk.newsroom.renew_recovery_codes(&here.caller, PASSWORD.into(), &client(PEER)).await.unwrap();
    assert_eq!(refused(with_code(&desk, &codes[2]).await), Code::WrongCode, "the old ones are gone");
    with_code(&desk, &renewed[0]).await.unwrap();
    desk.advance_minutes(1);
    with_code(&desk, &code(&desk, &secret, 0)).await.expect("the application goes on");
}

async fn codes_cannot_be_tried_at_will(desk: TestNewsroom) {
    let (_, here) = ada(&desk).await;
    let (secret, codes) = set_up(&desk, &here).await;
    desk.advance_minutes(20);
    for n in 0..10 {
        let from = client(&format!("192.0.2.{n}"));
        let ticket = ticket(&desk).await;
        assert_eq!(refused(desk.newsroom.sign_in_with_code(&ticket, "000000", &from).await), Code::WrongCode);
    }
    let right = code(&desk, &secret, 0);
    assert_eq!(refused(with_code(&desk, &right).await), Code::TooManyAttempts, "from wherever");
    assert_eq!(refused(with_code(&desk, &codes[0]).await), Code::TooManyAttempts);
    desk.advance_minutes(15);
    with_code(&desk, &code(&desk, &secret, 0)).await.unwrap();
}

async fn what_was_begun_with_a_password_ends_with_it(desk: TestNewsroom) {
    let (account, here) = ada(&desk).await;
    let (secret, _) = set_up(&desk, &here).await;
    desk.advance_minutes(1);
    let late = ticket(&desk).await;
    desk.advance_minutes(10);
    let with = async |ticket: &str| {
        let code = code(&desk, &secret, 0);
        refused(desk.newsroom.sign_in_with_code(ticket, &code, &client(PEER)).await)
    };
    assert_eq!(with(&late).await, Code::SignInOver);
    assert_eq!(with("nonsense").await, Code::SignInOver);
    let before = ticket(&desk).await;
    let (present, new) = (PASSWORD.to_owned(), "another long one".to_owned());
    desk.newsroom.change_password(&here.caller, present, new, &client(PEER)).await.unwrap();
    assert_eq!(with(&before).await, Code::SignInOver, "the password it was given for is gone");
    desk.newsroom.set_password(desk.chief(), account, PASSWORD.into()).await.unwrap();
    let before = ticket(&desk).await;
    desk.newsroom.disable_account(desk.chief(), account).await.unwrap();
    assert_eq!(with(&before).await, Code::SignInOver);
}

async fn changing_a_second_step_asks_for_the_password(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let (account, here) = ada(&desk).await;
    let (here, at) = (&here.caller, &client(PEER));
    let none = newsroom.renew_recovery_codes(here, PASSWORD.into(), at).await;
    assert_eq!(refused(none), Code::NoSecondStep);
    assert_eq!(refused(newsroom.remove_second_step(here, PASSWORD.into(), at).await), Code::NoSecondStep);
    let signed_in = entered(newsroom.sign_in("ada", PASSWORD.into(), at).await.unwrap());
    let (secret, codes) = set_up(&desk, &signed_in).await;
    for wrong in ["", "wrong"] {
        assert_eq!(refused(newsroom.begin_second_step(here, wrong.into(), at).await), Code::WrongPassword);
        assert_eq!(refused(newsroom.renew_recovery_codes(here, wrong.into(), at).await), Code::WrongPassword);
        assert_eq!(refused(newsroom.remove_second_step(here, wrong.into(), at).await), Code::WrongPassword);
    }
    with_code(&desk, &codes[0]).await.expect("nothing changed");
    let before = ticket(&desk).await;
    newsroom.remove_second_step(here, PASSWORD.into(), at).await.unwrap();
    entered(newsroom.sign_in("ada", PASSWORD.into(), at).await.unwrap());
    let ways = newsroom.ways_in(here, account).await.unwrap();
    assert_eq!((ways.second_step, ways.recovery_codes), (None, 0));
    desk.advance_minutes(1);
    let gone = newsroom.sign_in_with_code(&before, &code(&desk, &secret, 0), at).await;
    assert_eq!(refused(gone), Code::WrongCode);
}

async fn those_who_manage_take_a_lost_second_step_away(desk: TestNewsroom) {
    let (account, here) = ada(&desk).await;
    set_up(&desk, &here).await;
    assert_eq!(refused(desk.newsroom.reset_second_step(&here.caller, account).await), Code::NotAllowed);
    desk.newsroom.reset_second_step(desk.chief(), account).await.unwrap();
    assert!(desk.newsroom.session(&here.token).await.unwrap().is_none(), "whoever has the device is out");
    entered(desk.newsroom.sign_in("ada", PASSWORD.into(), &client(PEER)).await.unwrap());
    let filter = newsroom::AuditFilter { account: Some(desk.chief().account), subject: None };
    let told = desk.newsroom.audit(desk.chief(), &filter, None, 1).await.unwrap().rows.remove(0);
    assert_eq!((told.action.as_str(), told.subject), ("reset-second-step", format!("account:{account}")));
}

async fn a_secret_that_another_key_sealed_leaves_the_recovery_codes(desk: TestNewsroom) {
    let (_, here) = ada(&desk).await;
    let (secret, codes) = set_up(&desk, &here).await;
    desk.advance_minutes(1);
    let tables = newsroom::Tables { key: newsroom::Key::new([1; 32]), ..testkit::tables() };
    let context = newsroom::Context::seeded(3, desk.clock.clone());
    let restored = newsroom::Newsroom::new(desk.store.clone(), tables, context);
    let at = client(PEER);
    let with = async |code: &str| {
        let Entry::SecondStep { ticket } = restored.sign_in("ada", PASSWORD.into(), &at).await.unwrap()
        else {
            panic!("no second step is asked for");
        };
        restored.sign_in_with_code(&ticket, code, &at).await
    };
    assert_eq!(refused(with(&code(&desk, &secret, 0)).await), Code::WrongCode);
    with(&codes[0]).await.unwrap();
}

async fn no_secret_of_a_second_step_is_kept_where_it_could_be_read(desk: TestNewsroom) {
    let (account, here) = ada(&desk).await;
    let (secret, codes) = set_up(&desk, &here).await;
    let kept = desk.store.authenticator(account).await.unwrap().unwrap();
    assert!(!kept.sealed_secret.contains(&secret));
    let begun = desk.newsroom.begin_second_step(&here.caller, PASSWORD.into(), &client(PEER)).await.unwrap();
    let audit = desk.newsroom.audit(desk.chief(), &Default::default(), None, 50).await.unwrap();
    let told = format!("{audit:?} {kept:?} {begun:?}");
    for word in codes.iter().chain([&secret, &begun.secret, &begun.ticket, &kept.sealed_secret]) {
        assert!(!told.contains(word), "{told}");
    }
    assert!(!begun.ticket.contains(&begun.secret));
}
