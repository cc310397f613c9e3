//! Links by which somebody chooses a password: once, in time, and only for whom they were meant.

use newsroom::{Code, INVITATION_HOURS, Invite, LinkToken, Reach, Role};
use story::Language;
use testkit::TestNewsroom;

use crate::support::{client, entered, refused};

testkit::on_both_databases! {
    whoever_is_invited_chooses_a_password_and_has_the_role_that_was_meant
    a_link_works_once_and_for_three_days
    a_newer_link_takes_the_place_of_an_older_one_and_a_withdrawn_one_leads_nowhere
    whoever_forgot_a_password_chooses_another
    what_cannot_be_is_not_invited
    no_link_is_kept_where_it_could_be_read
}

const PASSWORD: &str = "trois ferries à quai";

fn ada() -> Invite {
    Invite {
        login: " ADA ".into(),
        name: "Ada Marl".into(),
        role: Role::Editor,
        reach: Reach::EVERYWHERE,
        language: Language::new("fr"),
    }
}

async fn invite(desk: &TestNewsroom) -> LinkToken {
    desk.newsroom.invite(desk.chief(), ada()).await.unwrap()
}

async fn accept(desk: &TestNewsroom, link: &LinkToken, password: &str) -> newsroom::Result<String> {
    desk.newsroom.accept_invitation(&link.0, password.into(), &client("192.0.2.7")).await
}

async fn whoever_is_invited_chooses_a_password_and_has_the_role_that_was_meant(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let link = invite(&desk).await;
    let shown = newsroom.invitation(&link.0, &client("x")).await.unwrap();
    assert_eq!((shown.login.as_str(), shown.name.as_str(), shown.account), ("ada", "Ada Marl", None));
    assert_eq!(refused(accept(&desk, &link, "short").await), Code::PasswordShort);
    assert_eq!(newsroom.invitations(desk.chief()).await.unwrap().len(), 1, "a slip uses nothing up");
    assert_eq!(accept(&desk, &link, PASSWORD).await.unwrap(), "ada");
    let open = entered(newsroom.sign_in("ada", PASSWORD.into(), &client("x")).await.unwrap());
    assert_eq!(
        (open.caller.role, open.caller.name.as_str(), open.caller.language.tag()),
        (Role::Editor, "Ada Marl", "fr")
    );
    assert!(newsroom.invitations(desk.chief()).await.unwrap().is_empty());
    let acts = newsroom.audit(desk.chief(), &Default::default(), None, 3).await.unwrap().rows;
    let acts: Vec<(&str, bool)> =
        acts.iter().map(|row| (row.action.as_str(), row.account == open.caller.account)).collect();
    assert_eq!(acts, [("sign-in", true), ("accept-invitation", true), ("invite", false)]);
}

async fn a_link_works_once_and_for_three_days(desk: TestNewsroom) {
    let link = invite(&desk).await;
    let (one, two) = tokio::join!(accept(&desk, &link, PASSWORD), accept(&desk, &link, "another long one"));
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "of two at once, one");
    assert_eq!(refused(accept(&desk, &link, PASSWORD).await), Code::InvitationOver);
    let other = desk.newsroom.invite(desk.chief(), Invite { login: "bo".into(), ..ada() }).await.unwrap();
    desk.advance_minutes(INVITATION_HOURS * 60 - 1);
    desk.newsroom.invitation(&other.0, &client("x")).await.unwrap();
    desk.advance_minutes(1);
    assert_eq!(refused(accept(&desk, &other, PASSWORD).await), Code::InvitationOver);
    assert!(desk.newsroom.invitations(desk.chief()).await.unwrap().is_empty());
    for nonsense in ["", "x", "0000"] {
        assert_eq!(refused(accept(&desk, &LinkToken(nonsense.into()), PASSWORD).await), Code::InvitationOver);
    }
}

async fn a_newer_link_takes_the_place_of_an_older_one_and_a_withdrawn_one_leads_nowhere(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let (older, newer) = (invite(&desk).await, invite(&desk).await);
    assert_eq!(refused(accept(&desk, &older, PASSWORD).await), Code::InvitationOver);
    let open = newsroom.invitations(desk.chief()).await.unwrap();
    assert_eq!(open.len(), 1);
    newsroom.withdraw_invitation(desk.chief(), open[0].id).await.unwrap();
    assert_eq!(refused(newsroom.withdraw_invitation(desk.chief(), open[0].id).await), Code::InvitationOver);
    assert_eq!(refused(accept(&desk, &newer, PASSWORD).await), Code::InvitationOver);
    assert!(desk.store.account_by_login("ada").await.unwrap().is_none());
}

async fn whoever_forgot_a_password_chooses_another(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    newsroom.set_password(desk.chief(), editor.account, PASSWORD.into()).await.unwrap();
    let before = entered(newsroom.sign_in("editor", PASSWORD.into(), &client("x")).await.unwrap());
    let link = newsroom.link_to_password(desk.chief(), editor.account).await.unwrap();
    assert!(newsroom.session(&before.token).await.unwrap().is_some(), "a link alone changes nothing");
    assert_eq!(accept(&desk, &link, "another long one").await.unwrap(), "editor");
    assert!(newsroom.session(&before.token).await.unwrap().is_none());
    assert_eq!(refused(newsroom.sign_in("editor", PASSWORD.into(), &client("x")).await), Code::BadSignIn);
    let open = entered(newsroom.sign_in("editor", "another long one".into(), &client("x")).await.unwrap());
    assert_eq!(open.caller.role, Role::Editor);
    let link = newsroom.link_to_password(desk.chief(), editor.account).await.unwrap();
    newsroom.disable_account(desk.chief(), editor.account).await.unwrap();
    assert_eq!(refused(accept(&desk, &link, PASSWORD).await), Code::InvitationOver, "closed is closed");
    let closed = newsroom.link_to_password(desk.chief(), editor.account).await;
    assert_eq!(refused(closed), Code::AccountClosed);
}

async fn what_cannot_be_is_not_invited(desk: TestNewsroom) {
    for (code, invite) in [
        (Code::LoginTaken, Invite { login: "Editor".into(), ..ada() }),
        (Code::LoginInvalid, Invite { login: "a b".into(), ..ada() }),
        (Code::NameInvalid, Invite { name: "\n".into(), ..ada() }),
    ] {
        assert_eq!(refused(desk.newsroom.invite(desk.chief(), invite).await), code);
    }
    let link = invite(&desk).await;
    let add = newsroom::AddAccount {
        login: "ada".into(),
        name: "Another".into(),
        role: Role::Reporter,
        reach: Reach::EVERYWHERE,
        password: PASSWORD.into(),
        language: Language::new("en"),
    };
    desk.newsroom.add_account(desk.chief(), add).await.unwrap();
    assert_eq!(
        refused(accept(&desk, &link, "another long one").await),
        Code::LoginTaken,
        "who came first stays"
    );
    entered(desk.newsroom.sign_in("ada", PASSWORD.into(), &client("x")).await.unwrap());
}

async fn no_link_is_kept_where_it_could_be_read(desk: TestNewsroom) {
    let link = invite(&desk).await;
    let kept = desk.store.invitations(desk.now()).await.unwrap();
    let audit = desk.newsroom.audit(desk.chief(), &Default::default(), None, 50).await.unwrap();
    let told = format!("{audit:?} {kept:?} {} {link:?}", kept[0].token_hash);
    assert!(!told.contains(&link.0), "{told}");
}
