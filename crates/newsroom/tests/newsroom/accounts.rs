//! Who may act: accounts, passwords, sessions.

use newsroom::{AddAccount, Code, Role, SESSION_HOURS};
use story::Language;
use testkit::TestNewsroom;

use crate::support::refused;

testkit::on_both_databases! {
    a_session_lasts_a_working_day_and_ends_with_sign_out
    whoever_does_not_belong_is_refused_in_the_same_words
    too_many_attempts_are_refused_even_with_the_right_password
    a_changed_password_or_a_closed_account_ends_every_session
    no_secret_is_kept_where_it_could_be_read
    accounts_and_passwords_are_checked
    one_changes_ones_own_password_and_nobody_elses
}

const PASSWORD: &str = "trois ferries à quai";
const PEER: &str = "192.0.2.7";

fn ada() -> AddAccount {
    AddAccount {
        login: "Ada".into(),
        name: "Ada Marl".into(),
        role: Role::Editor,
        password: PASSWORD.into(),
        language: Language::new("fr"),
    }
}

async fn a_session_lasts_a_working_day_and_ends_with_sign_out(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let account = newsroom.add_account(&newsroom::Caller::system(), ada()).await.unwrap();
    let signed_in = newsroom.sign_in(" ADA ", PASSWORD.into(), PEER).await.unwrap();
    let (caller, csrf) = newsroom.session(&signed_in.token).await.unwrap().expect("a session");
    assert_eq!((caller.account, caller.role, caller.language.tag()), (account, Role::Editor, "fr"));
    assert!(newsroom::same_secret(&csrf, &signed_in.csrf) && csrf != signed_in.token);
    assert_eq!((signed_in.token.len(), csrf.len()), (64, 64));
    desk.advance_minutes(SESSION_HOURS * 60 - 1);
    assert!(newsroom.session(&signed_in.token).await.unwrap().is_some());
    desk.advance_minutes(1);
    assert!(newsroom.session(&signed_in.token).await.unwrap().is_none(), "over");
    let again = newsroom.sign_in("ada", PASSWORD.into(), PEER).await.unwrap();
    assert_ne!(again.token, signed_in.token);
    newsroom.sign_out(&again.token).await.unwrap();
    newsroom.sign_out(&again.token).await.unwrap();
    assert!(newsroom.session(&again.token).await.unwrap().is_none());
    assert!(newsroom.session("").await.unwrap().is_none());
}

async fn whoever_does_not_belong_is_refused_in_the_same_words(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let account = newsroom.add_account(desk.chief(), ada()).await.unwrap();
    newsroom.disable_account(desk.chief(), account).await.unwrap();
    newsroom.add_account(desk.chief(), AddAccount { login: "bo".into(), ..ada() }).await.unwrap();
    // A closed account, a wrong password, nobody, and an account that never had a password.
    let cases =
        [("ada", PASSWORD), ("bo", "wrong password"), ("nobody", PASSWORD), ("editor", ""), ("bo", "")];
    for (login, password) in cases {
        assert_eq!(refused(newsroom.sign_in(login, password.into(), PEER).await), Code::BadSignIn, "{login}");
    }
}

async fn too_many_attempts_are_refused_even_with_the_right_password(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    newsroom.add_account(desk.chief(), ada()).await.unwrap();
    for _ in 0..10 {
        assert_eq!(refused(newsroom.sign_in("ada", "wrong".into(), PEER).await), Code::BadSignIn);
    }
    assert_eq!(refused(newsroom.sign_in("ada", PASSWORD.into(), PEER).await), Code::TooManyAttempts);
    newsroom.sign_in("ada", PASSWORD.into(), "192.0.2.8").await.expect("elsewhere, the owner gets in");
    desk.advance_minutes(15);
    newsroom.sign_in("ada", PASSWORD.into(), PEER).await.expect("later, here too");
}

async fn a_changed_password_or_a_closed_account_ends_every_session(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let account = newsroom.add_account(desk.chief(), ada()).await.unwrap();
    let first = newsroom.sign_in("ada", PASSWORD.into(), PEER).await.unwrap();
    newsroom.set_password(&first.caller, account, "another long one".into()).await.unwrap();
    assert!(newsroom.session(&first.token).await.unwrap().is_none());
    let second = newsroom.sign_in("ada", "another long one".into(), PEER).await.unwrap();
    newsroom.disable_account(desk.chief(), account).await.unwrap();
    assert!(newsroom.session(&second.token).await.unwrap().is_none());
}

async fn no_secret_is_kept_where_it_could_be_read(desk: TestNewsroom) {
    let account = desk.newsroom.add_account(desk.chief(), ada()).await.unwrap();
    let signed_in = desk.newsroom.sign_in("ada", PASSWORD.into(), PEER).await.unwrap();
    let kept = desk.store.account(account).await.unwrap().unwrap().password_hash;
    assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
    assert!(desk.store.session(&store::hash(signed_in.token.as_bytes())).await.unwrap().is_some());
    let audit = desk.newsroom.audit(desk.chief(), &Default::default(), None, 50).await.unwrap();
    let told = format!("{audit:?} {signed_in:?} {:?}", ada());
    for secret in [PASSWORD, &signed_in.token, &signed_in.csrf, &kept] {
        assert!(!told.contains(secret), "{told}");
    }
}

async fn accounts_and_passwords_are_checked(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let cases = [
        (Code::LoginInvalid, AddAccount { login: " ".into(), ..ada() }),
        (Code::LoginInvalid, AddAccount { login: "a b".into(), ..ada() }),
        (Code::LoginInvalid, AddAccount { login: "é".into(), ..ada() }),
        (Code::LoginInvalid, AddAccount { login: "a".repeat(65), ..ada() }),
        (Code::NameInvalid, AddAccount { name: "\n".into(), ..ada() }),
        (Code::PasswordShort, AddAccount { password: "ninechars".into(), ..ada() }),
        (Code::PasswordLong, AddAccount { password: "x".repeat(1025), ..ada() }),
        (Code::LoginTaken, AddAccount { login: "EDITOR".into(), ..ada() }),
    ];
    for (code, add) in cases {
        assert_eq!(refused(newsroom.add_account(desk.chief(), add).await), code);
    }
    let gone = newsroom.disable_account(desk.chief(), story::AccountId::from_number(4)).await;
    assert_eq!(refused(gone), Code::UnknownAccount);
}

async fn one_changes_ones_own_password_and_nobody_elses(desk: TestNewsroom) {
    let (newsroom, reporter) = (&desk.newsroom, desk.reporter());
    newsroom.set_password(reporter, reporter.account, PASSWORD.into()).await.unwrap();
    newsroom.sign_in("reporter", PASSWORD.into(), PEER).await.unwrap();
    let other = newsroom.set_password(reporter, desk.chief().account, PASSWORD.into()).await;
    assert_eq!(refused(other), Code::NotAllowed);
}
