//! Tokens of the API: whose they are, what they may, and when they end.

use newsroom::{Code, MakeToken, NewToken, Permission, Role, Scope, Scopes, UpdateAccount};
use story::Timestamp;
use testkit::TestNewsroom;

use crate::support::{client, refused};

testkit::on_both_databases! {
    a_token_speaks_for_its_owner_within_its_scopes_and_the_role_of_today
    a_token_ends_when_it_is_said_when_it_is_revoked_and_with_its_account
    one_revokes_ones_own_and_those_who_manage_anybodys
    making_a_token_asks_for_the_password_and_says_what_it_is_for
    where_a_token_was_last_used_is_known
    strangers_who_try_tokens_wait_and_a_good_token_does_not
    tokens_and_passwords_that_are_tried_from_one_address_do_not_keep_each_other_out
    no_token_is_kept_where_it_could_be_read
}

const PASSWORD: &str = "seven quiet harbours";

async fn make(desk: &TestNewsroom, role: Role, scopes: &[Scope], expires: Option<Timestamp>) -> NewToken {
    let caller = desk.caller(role);
    desk.newsroom.set_password(desk.chief(), caller.account, PASSWORD.into()).await.unwrap();
    let make = MakeToken { name: "Import".into(), scopes: scopes.to_vec(), expires };
    desk.newsroom.make_token(caller, make, PASSWORD.into(), &client("192.0.2.7")).await.unwrap()
}

async fn used(desk: &TestNewsroom, token: &NewToken) -> newsroom::Result<newsroom::OpenToken> {
    desk.newsroom.use_token(&token.0, &client("192.0.2.8")).await
}

async fn a_token_speaks_for_its_owner_within_its_scopes_and_the_role_of_today(desk: TestNewsroom) {
    let token = make(&desk, Role::Editor, &[Scope::Read, Scope::Publish, Scope::Manage], None).await;
    assert!(token.0.starts_with("mrb_") && token.0.len() == 4 + 64);
    let caller = used(&desk, &token).await.unwrap().caller;
    assert_eq!((caller.account, caller.role), (desk.editor().account, Role::Editor));
    assert_eq!(caller.scopes, Scopes::only([Scope::Read, Scope::Publish, Scope::Manage]));
    assert!(
        [Permission::Publish, Permission::Read, Permission::ReadAudit].iter().all(|one| caller.may(*one))
    );
    assert!(!caller.may(Permission::WriteAny), "the editor may, the token is not for it");
    assert!(!caller.may(Permission::ManageAccounts), "the token is for it, the editor may not");
    assert_eq!(refused(desk.newsroom.accounts(&caller).await), Code::NotAllowed);
    let create = newsroom::CreateStory { edition: "en".into(), content: testkit::english() };
    assert_eq!(refused(desk.newsroom.create_story(&caller, create).await), Code::ScopeMissing);
    let lower = UpdateAccount { role: Some(Role::Reporter), ..UpdateAccount::default() };
    desk.newsroom.update_account(desk.chief(), desk.editor().account, lower).await.unwrap();
    let caller = used(&desk, &token).await.unwrap().caller;
    assert!(!caller.may(Permission::Publish) && caller.may(Permission::Read), "the role of today");
}

async fn a_token_ends_when_it_is_said_when_it_is_revoked_and_with_its_account(desk: TestNewsroom) {
    let token = make(&desk, Role::Editor, &[Scope::Read], Some(desk.in_minutes(60))).await;
    let endless = make(&desk, Role::Editor, &[Scope::Read], None).await;
    desk.advance_minutes(59);
    used(&desk, &token).await.unwrap();
    desk.advance_minutes(1);
    assert_eq!(refused(used(&desk, &token).await), Code::BadToken);
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let left = newsroom.tokens(editor, editor.account).await.unwrap();
    assert_eq!(left.len(), 1, "what has ended is not listed");
    newsroom.revoke_token(editor, left[0].id).await.unwrap();
    assert_eq!(refused(newsroom.revoke_token(editor, left[0].id).await), Code::UnknownToken);
    assert_eq!(refused(used(&desk, &endless).await), Code::BadToken);
    for end in ["disable", "reset"] {
        let token = make(&desk, Role::Editor, &[Scope::Read], None).await;
        match end {
            "disable" => newsroom.disable_account(desk.chief(), editor.account).await.unwrap(),
            _ => newsroom.reset_second_step(desk.chief(), editor.account).await.unwrap(),
        }
        assert_eq!(refused(used(&desk, &token).await), Code::BadToken, "{end}");
        newsroom.enable_account(desk.chief(), editor.account).await.unwrap();
        assert_eq!(refused(used(&desk, &token).await), Code::BadToken, "{end}: it does not come back");
    }
}

async fn one_revokes_ones_own_and_those_who_manage_anybodys(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    make(&desk, Role::Editor, &[Scope::Read], None).await;
    let by_chief = make(&desk, Role::Chief, Scope::ALL, None).await;
    let editors = newsroom.tokens(desk.editor(), desk.editor().account).await.unwrap()[0].id;
    assert_eq!(refused(newsroom.revoke_token(desk.reporter(), editors).await), Code::NotAllowed);
    assert_eq!(newsroom.all_tokens(desk.chief()).await.unwrap().len(), 2);
    let caller = used(&desk, &by_chief).await.unwrap().caller;
    newsroom.revoke_token(&caller, editors).await.unwrap();
    let acts = newsroom.audit(desk.chief(), &Default::default(), None, 9).await.unwrap().rows;
    let acts: Vec<&str> = acts.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(acts[..2], ["revoke-token", "make-token"]);
}

async fn making_a_token_asks_for_the_password_and_says_what_it_is_for(desk: TestNewsroom) {
    let (newsroom, editor, here) = (&desk.newsroom, desk.editor(), client("192.0.2.7"));
    newsroom.set_password(desk.chief(), editor.account, PASSWORD.into()).await.unwrap();
    let good = MakeToken { name: "x".into(), scopes: vec![Scope::Read], expires: None };
    let make = async |make: MakeToken, password: &str| {
        newsroom.make_token(editor, make, password.to_owned(), &here).await
    };
    assert_eq!(refused(make(good.clone(), "something else").await), Code::WrongPassword);
    let nothing = MakeToken { scopes: vec![], ..good.clone() };
    assert_eq!(refused(make(nothing, PASSWORD).await), Code::NoScope);
    let nameless = MakeToken { name: " ".into(), ..good.clone() };
    assert_eq!(refused(make(nameless, PASSWORD).await), Code::NameInvalid);
    let past = MakeToken { expires: Some(newsroom.now()), ..good.clone() };
    assert_eq!(refused(make(past, PASSWORD).await), Code::TimePassed);
    let token = make(MakeToken { scopes: Scope::ALL.to_vec(), ..good.clone() }, PASSWORD).await.unwrap();
    let caller = used(&desk, &token).await.unwrap().caller;
    let another = newsroom.make_token(&caller, good, PASSWORD.into(), &here).await;
    assert_eq!(refused(another), Code::NotInPerson, "no token makes a token");
}

async fn where_a_token_was_last_used_is_known(desk: TestNewsroom) {
    let token = make(&desk, Role::Reporter, &[Scope::Read], None).await;
    let (newsroom, reporter) = (&desk.newsroom, desk.reporter());
    let seen = async || newsroom.tokens(reporter, reporter.account).await.unwrap().remove(0);
    assert_eq!(seen().await.used, None);
    used(&desk, &token).await.unwrap();
    let first = newsroom.now();
    assert_eq!((seen().await.used, seen().await.address.as_str()), (Some(first), "192.0.2.8"));
    newsroom.use_token(&token.0, &client("192.0.2.9")).await.unwrap();
    assert_eq!(seen().await.address, "192.0.2.9");
    desk.advance_minutes(5);
    newsroom.use_token(&token.0, &client("192.0.2.9")).await.unwrap();
    assert_eq!(seen().await.used, Some(newsroom.now()));
}

async fn strangers_who_try_tokens_wait_and_a_good_token_does_not(desk: TestNewsroom) {
    let token = make(&desk, Role::Reporter, &[Scope::Read], None).await;
    let mut codes = Vec::new();
    for n in 0..101 {
        codes.push(refused(desk.newsroom.use_token(&format!("mrb_{n}"), &client("192.0.2.8")).await));
    }
    assert_eq!(codes.iter().filter(|code| **code == Code::BadToken).count(), 100);
    assert_eq!(codes.last(), Some(&Code::TooManyAttempts));
    used(&desk, &token).await.unwrap();
}

async fn tokens_and_passwords_that_are_tried_from_one_address_do_not_keep_each_other_out(desk: TestNewsroom) {
    let (newsroom, here) = (&desk.newsroom, client("192.0.2.8"));
    newsroom.set_password(desk.chief(), desk.chief().account, PASSWORD.into()).await.unwrap();
    let sign_in = async || newsroom.sign_in("chief", PASSWORD.into(), &here).await;
    for n in 0..101 {
        refused(newsroom.use_token(&format!("mrb_{n}"), &here).await);
    }
    assert_eq!(refused(newsroom.use_token("mrb_x", &here).await), Code::TooManyAttempts);
    sign_in().await.expect("a feed reader with an old token locks nobody out");
    desk.advance_minutes(15);
    for n in 0..101 {
        refused(newsroom.invitation(&format!("link {n}"), &here).await);
    }
    assert_eq!(refused(sign_in().await), Code::TooManyAttempts);
    assert_eq!(refused(newsroom.use_token("mrb_x", &here).await), Code::BadToken);
}

async fn no_token_is_kept_where_it_could_be_read(desk: TestNewsroom) {
    let token = make(&desk, Role::Reporter, &[Scope::Read], None).await;
    let kept = desk.store.tokens_of(desk.reporter().account).await.unwrap();
    assert_eq!(kept[0].token_hash, store::hash(token.0.as_bytes()));
    let acts = desk.newsroom.audit(desk.chief(), &Default::default(), None, 9).await.unwrap().rows;
    let told = format!("{kept:?} {acts:?} {token:?}");
    assert!(!told.contains(&token.0[4..]) && !told.contains(kept[0].token_hash.as_str()), "{told}");
}
