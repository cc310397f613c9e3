//! Who may act: accounts, passwords, sessions.

use newsroom::{AddAccount, Client, Code, Reach, Role, SESSION_HOURS, SignedIn, UpdateAccount};
use story::Language;
use testkit::TestNewsroom;

use crate::support::{client, entered, refused};

testkit::on_both_databases! {
    a_session_lasts_a_working_day_and_ends_with_sign_out
    whoever_does_not_belong_is_refused_in_the_same_words
    too_many_attempts_are_refused_even_with_the_right_password
    a_changed_password_or_a_closed_account_ends_every_session
    no_secret_is_kept_where_it_could_be_read
    accounts_and_passwords_are_checked
    one_changes_ones_own_password_knowing_the_present_one
    sessions_are_listed_and_ended_by_their_owner_and_by_those_who_manage
    a_session_says_where_it_was_used_last
    one_changes_ones_own_name_and_language_and_no_role
}

const PASSWORD: &str = "trois ferries à quai";

async fn sign_in(
    desk: &TestNewsroom,
    login: &str,
    password: &str,
    address: &str,
) -> newsroom::Result<SignedIn> {
    desk.newsroom.sign_in(login, password.into(), &client(address)).await.map(entered)
}

const PEER: &str = "192.0.2.7";

fn ada() -> AddAccount {
    AddAccount {
        login: "Ada".into(),
        name: "Ada Marl".into(),
        role: Role::Editor,
        reach: Reach::EVERYWHERE,
        password: PASSWORD.into(),
        language: Language::new("fr"),
    }
}

async fn a_session_lasts_a_working_day_and_ends_with_sign_out(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let account = newsroom.add_account(&newsroom::Caller::system(), ada()).await.unwrap();
    let signed_in = sign_in(&desk, " ADA ", PASSWORD, PEER).await.unwrap();
    let open = newsroom.session(&signed_in.token).await.unwrap().expect("a session");
    let (caller, csrf) = (open.caller, open.csrf);
    assert_eq!((caller.account, caller.role, caller.language.tag()), (account, Role::Editor, "fr"));
    assert!(newsroom::same_secret(&csrf, &signed_in.csrf) && csrf != signed_in.token);
    assert_eq!((signed_in.token.len(), csrf.len()), (64, 64));
    desk.advance_minutes(SESSION_HOURS * 60 - 1);
    assert!(newsroom.session(&signed_in.token).await.unwrap().is_some());
    desk.advance_minutes(1);
    assert!(newsroom.session(&signed_in.token).await.unwrap().is_none(), "over");
    let again = sign_in(&desk, "ada", PASSWORD, PEER).await.unwrap();
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
        assert_eq!(refused(sign_in(&desk, login, password, PEER).await), Code::BadSignIn, "{login}");
    }
}

async fn too_many_attempts_are_refused_even_with_the_right_password(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    newsroom.add_account(desk.chief(), ada()).await.unwrap();
    for _ in 0..10 {
        assert_eq!(refused(sign_in(&desk, "ada", "wrong", PEER).await), Code::BadSignIn);
    }
    assert_eq!(refused(sign_in(&desk, "ada", PASSWORD, PEER).await), Code::TooManyAttempts);
    sign_in(&desk, "ada", PASSWORD, "192.0.2.8").await.expect("elsewhere, the owner gets in");
    desk.advance_minutes(15);
    sign_in(&desk, "ada", PASSWORD, PEER).await.expect("later, here too");
}

async fn a_changed_password_or_a_closed_account_ends_every_session(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let account = newsroom.add_account(desk.chief(), ada()).await.unwrap();
    let first = sign_in(&desk, "ada", PASSWORD, PEER).await.unwrap();
    newsroom.set_password(desk.chief(), account, "another long one".into()).await.unwrap();
    assert!(newsroom.session(&first.token).await.unwrap().is_none());
    let second = sign_in(&desk, "ada", "another long one", PEER).await.unwrap();
    newsroom.disable_account(desk.chief(), account).await.unwrap();
    assert!(newsroom.session(&second.token).await.unwrap().is_none());
}

async fn no_secret_is_kept_where_it_could_be_read(desk: TestNewsroom) {
    let account = desk.newsroom.add_account(desk.chief(), ada()).await.unwrap();
    let signed_in = sign_in(&desk, "ada", PASSWORD, PEER).await.unwrap();
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
        (Code::PasswordCommon, AddAccount { password: "Ada2026Ada2026".into(), ..ada() }),
        (Code::PasswordLong, AddAccount { password: "x".repeat(1025), ..ada() }),
        (Code::LoginTaken, AddAccount { login: "EDITOR".into(), ..ada() }),
    ];
    for (code, add) in cases {
        assert_eq!(refused(newsroom.add_account(desk.chief(), add).await), code);
    }
    let gone = newsroom.disable_account(desk.chief(), story::AccountId::from_number(4)).await;
    assert_eq!(refused(gone), Code::UnknownAccount);
}

async fn one_changes_ones_own_password_knowing_the_present_one(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let account = newsroom.add_account(desk.chief(), ada()).await.unwrap();
    let here = sign_in(&desk, "ada", PASSWORD, PEER).await.unwrap();
    let elsewhere = sign_in(&desk, "ada", PASSWORD, "192.0.2.8").await.unwrap();
    let change = async |present: &str, new: &str| {
        newsroom.change_password(&here.caller, present.into(), new.into(), &client(PEER)).await
    };
    assert_eq!(refused(change("wrong", "another long one").await), Code::WrongPassword);
    assert_eq!(refused(change(PASSWORD, "short").await), Code::PasswordShort);
    assert!(newsroom.session(&here.token).await.unwrap().is_some(), "nothing happened");
    let after = change(PASSWORD, "another long one").await.unwrap();
    for ended in [&here, &elsewhere] {
        assert!(newsroom.session(&ended.token).await.unwrap().is_none());
    }
    let open = newsroom.session(&after.token).await.unwrap().expect("this browser goes on");
    assert!(open.caller.account == account && after.token != here.token && after.csrf != here.csrf);
    assert_eq!(refused(sign_in(&desk, "ada", PASSWORD, PEER).await), Code::BadSignIn);
    sign_in(&desk, "ada", "another long one", PEER).await.unwrap();
    let other = newsroom.set_password(&here.caller, account, PASSWORD.into()).await;
    assert_eq!(refused(other), Code::NotAllowed, "not even one's own without the present one");
    for _ in 0..10 {
        let _ = change("wrong", "another long one").await;
    }
    assert_eq!(refused(change("another long one", "a third long one").await), Code::TooManyAttempts);
}

async fn sessions_are_listed_and_ended_by_their_owner_and_by_those_who_manage(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let account = newsroom.add_account(desk.chief(), ada()).await.unwrap();
    let mut tokens = Vec::new();
    for address in ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"] {
        tokens.push(sign_in(&desk, "ada", PASSWORD, address).await.unwrap());
        desk.advance_minutes(1);
    }
    let me = &tokens[0].caller;
    let list = newsroom.sessions(me, account).await.unwrap();
    let places: Vec<&str> = list.iter().map(|one| one.address.as_str()).collect();
    assert_eq!(places, ["192.0.2.4", "192.0.2.3", "192.0.2.2", "192.0.2.1"]);
    let id = |place: &str| list.iter().find(|one| one.address == place).unwrap().id;
    assert_eq!(refused(newsroom.sessions(desk.editor(), account).await), Code::NotAllowed);
    assert_eq!(
        refused(newsroom.end_session(desk.editor(), account, id("192.0.2.2")).await),
        Code::NotAllowed
    );
    let of_another = newsroom.end_session(desk.editor(), desk.editor().account, id("192.0.2.2")).await;
    assert_eq!(refused(of_another), Code::UnknownSession, "a number is no key");
    newsroom.end_session(me, account, id("192.0.2.2")).await.unwrap();
    assert_eq!(refused(newsroom.end_session(me, account, id("192.0.2.2")).await), Code::UnknownSession);
    newsroom.end_session(desk.chief(), account, id("192.0.2.3")).await.unwrap();
    let open = async |at: usize| newsroom.session(&tokens[at].token).await.unwrap().is_some();
    assert_eq!([open(0).await, open(1).await, open(2).await, open(3).await], [true, false, false, true]);
    newsroom.end_other_sessions(me, id("192.0.2.1")).await.unwrap();
    assert_eq!([open(0).await, open(3).await], [true, false]);
    let acts = newsroom.audit(desk.chief(), &Default::default(), None, 10).await.unwrap().rows;
    let acts: Vec<&str> = acts.iter().map(|row| row.action.as_str()).take(3).collect();
    assert_eq!(acts, ["end-other-sessions", "end-session", "end-session"]);
}

async fn a_session_says_where_it_was_used_last(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let account = newsroom.add_account(desk.chief(), ada()).await.unwrap();
    let here = sign_in(&desk, "ada", PASSWORD, PEER).await.unwrap();
    let began = desk.now();
    let last = async || {
        let one = newsroom.sessions(&here.caller, account).await.unwrap().remove(0);
        (one.address, one.browser, one.used)
    };
    newsroom.clone().use_session(&here.token, &client(PEER)).await.unwrap().unwrap();
    assert_eq!(last().await, (PEER.into(), "Browser".into(), began));
    desk.advance_minutes(2);
    newsroom.use_session(&here.token, &client(PEER)).await.unwrap().unwrap();
    assert_eq!(last().await.2, desk.now());
    let long = "x".repeat(1000) + "\n";
    newsroom.use_session(&here.token, &Client::new("2001:db8::1", &long)).await.unwrap().unwrap();
    let (address, browser, _) = last().await;
    assert_eq!((address.as_str(), browser.len()), ("2001:db8::1", 300), "at once where it is another place");
    let seen = newsroom.accounts(desk.chief()).await.unwrap();
    let ada = seen.iter().find(|view| view.account.id == account).unwrap();
    assert_eq!((ada.last_seen, ada.passkeys, ada.second_step), (Some(desk.now()), 0, false));
    assert!(newsroom.use_session("nothing", &client(PEER)).await.unwrap().is_none());
}

async fn one_changes_ones_own_name_and_language_and_no_role(desk: TestNewsroom) {
    let (newsroom, editor, chief) = (&desk.newsroom, desk.editor(), desk.chief());
    let named = |name: &str| UpdateAccount { name: Some(name.into()), ..UpdateAccount::default() };
    let role = |role| UpdateAccount { role: Some(role), ..UpdateAccount::default() };
    newsroom.update_account(editor, editor.account, named(" Edda ")).await.unwrap();
    let arabic = UpdateAccount { language: Some(Language::new("ar")), ..UpdateAccount::default() };
    newsroom.update_account(editor, editor.account, arabic).await.unwrap();
    let kept = desk.store.account(editor.account).await.unwrap().unwrap();
    assert_eq!((kept.name.as_str(), kept.language.tag(), kept.role.as_str()), ("Edda", "ar", "editor"));
    for (caller, account, update, code) in [
        (editor, editor.account, role(Role::Chief), Code::NotAllowed),
        (editor, desk.reporter().account, named("Ro"), Code::NotAllowed),
        (chief, chief.account, role(Role::Editor), Code::OwnAccount),
        (chief, editor.account, named(" "), Code::NameInvalid),
        (chief, story::AccountId::from_number(4), named("x"), Code::UnknownAccount),
    ] {
        assert_eq!(refused(newsroom.update_account(caller, account, update).await), code);
    }
    newsroom.update_account(chief, chief.account, role(Role::Chief)).await.unwrap();
    newsroom.update_account(chief, editor.account, role(Role::Reporter)).await.unwrap();
    assert_eq!(desk.store.account(editor.account).await.unwrap().unwrap().role, "reporter");
    assert_eq!(refused(newsroom.disable_account(chief, chief.account).await), Code::OwnAccount);
    newsroom.disable_account(chief, editor.account).await.unwrap();
    newsroom.enable_account(chief, editor.account).await.unwrap();
    assert!(!desk.store.account(editor.account).await.unwrap().unwrap().disabled);
}
