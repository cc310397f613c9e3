//! Every action, asked for by every role.

use std::collections::BTreeSet;

use newsroom::{
    AddAccount, AddAsset, ArrivalFilter, Caller, CheckPolicy, Code, CreateStory, Error, Event, EventEdit,
    FileItem, FrontEdit, Handling, ImportStory, Invite, MakeToken, MergeItem, NewPasskey, Newsroom,
    Permission, PutPartner, PutSource, Refusal, Role, SaveRevision, Scope, Scopes, TakeItem, UpdateAccount,
    WireDecision,
};
use story::{AccountId, EventId, Front, ItemId, Language, Levels, Programme, StoryId};
use testkit::{TestNewsroom, english};

use crate::support::{changes, client, refused};

testkit::on_both_databases! {
    every_action_is_refused_to_every_role_that_may_not
    every_action_is_refused_to_every_token_that_is_not_for_it
    every_question_is_refused_to_every_role_that_may_not
    a_reporter_writes_in_own_drafts_only
}

/// Actions that a caller asks for, with the lowest role that may.
const ACTIONS: [(&str, Role); 67] = [
    ("acknowledge_finding", Role::Reporter),
    ("add_account", Role::Chief),
    ("add_asset", Role::Reporter),
    ("add_event", Role::Editor),
    ("apply_suggestion", Role::Reporter),
    ("correct_story", Role::Editor),
    ("create_story", Role::Reporter),
    ("decide_wire_alert", Role::Reporter),
    ("disable_account", Role::Chief),
    ("edit_event", Role::Reporter),
    ("edit_front", Role::Editor),
    ("edit_manuscript", Role::Reporter),
    ("end_session", Role::Chief),
    ("file_item", Role::Reporter),
    ("handle_item", Role::Reporter),
    ("import_picture", Role::Chief),
    ("import_story", Role::Chief),
    ("invite", Role::Chief),
    ("kill_story", Role::Editor),
    ("merge_item", Role::Reporter),
    ("open_manuscript", Role::Reporter),
    ("plan_item", Role::Editor),
    ("publish_front", Role::Editor),
    ("publish_front_draft", Role::Editor),
    ("publish_over_checks", Role::Editor),
    ("publish_programme", Role::Editor),
    ("publish_story", Role::Editor),
    ("put_partner", Role::Chief),
    ("put_preset", Role::Editor),
    ("put_source", Role::Chief),
    ("remove_partner", Role::Chief),
    ("remove_preset", Role::Editor),
    ("remove_source", Role::Chief),
    ("replay_letter", Role::Reporter),
    ("resend_to_partner", Role::Chief),
    ("reset_second_step", Role::Chief),
    ("restore_revision", Role::Reporter),
    ("save_manuscript", Role::Reporter),
    ("save_revision", Role::Reporter),
    ("schedule_front", Role::Editor),
    ("schedule_story", Role::Editor),
    ("send_back_story", Role::Editor),
    ("set_check_levels", Role::Chief),
    ("set_check_policy", Role::Chief),
    ("set_embargo", Role::Reporter),
    ("set_house_rules", Role::Chief),
    ("set_password", Role::Chief),
    ("spike_story", Role::Reporter),
    ("start_coverage", Role::Reporter),
    ("submit_story", Role::Reporter),
    ("take_item", Role::Reporter),
    ("translate_story", Role::Reporter),
    ("unschedule_front", Role::Editor),
    ("unschedule_story", Role::Editor),
    ("unspike_story", Role::Reporter),
    ("update_account", Role::Chief),
    ("update_story", Role::Editor),
    ("withdraw_invitation", Role::Chief),
    // One's own way in.
    ("add_passkey", Role::Reporter),
    ("change_password", Role::Reporter),
    ("make_token", Role::Reporter),
    ("revoke_token", Role::Reporter),
    ("end_other_sessions", Role::Reporter),
    ("remove_second_step", Role::Reporter),
    ("rename_passkey", Role::Reporter),
    ("renew_recovery_codes", Role::Reporter),
    ("set_up_second_step", Role::Reporter),
];

/// Two more of the same kind, and those that nobody asks for as a caller.
const OTHERS: [&str; 19] = [
    "accept_invitation",
    "demote_checks",
    "keep_archive",
    "keep_levels",
    "keep_partners",
    "keep_schedule",
    "keep_sources",
    "note_shown",
    "push_delivery",
    "run_due",
    "run_due_fronts",
    "sign_in",
    "sign_in_with_code",
    "sign_in_with_passkey",
    "sign_out",
    "use_session",
    "use_token",
    "withdraw_acknowledgement",
    // Asked for from a seat, which only those have who may.
    "write_manuscript",
];

/// Asks for an action on things that are not there: whoever may not must be told so before anything is looked for.
async fn ask(desk: &TestNewsroom, action: &str, caller: &Caller) -> Result<(), Error> {
    let newsroom = &desk.newsroom;
    let (story, event) = (StoryId::from_number(1), EventId::from_number(1));
    match action {
        "acknowledge_finding" => newsroom.acknowledge_finding(caller, story, "x", "x".into()).await,
        "add_asset" => newsroom.add_asset(caller, AddAsset::default()).await.map(drop),
        "apply_suggestion" => newsroom.apply_suggestion(caller, story, "x", 0).await.map(drop),
        "correct_story" => newsroom.correct_story(caller, story, 1, "x".into()).await.map(drop),
        "create_story" => newsroom.create_story(caller, CreateStory::default()).await.map(drop),
        "decide_wire_alert" => {
            let decision = WireDecision::Stands;
            newsroom.decide_wire_alert(caller, story, ItemId::from_number(1), decision, "x".into()).await
        }
        "put_partner" => newsroom.put_partner(caller, PutPartner::default()).await.map(drop),
        "remove_partner" => newsroom.remove_partner(caller, 1).await,
        "resend_to_partner" => newsroom.resend_to_partner(caller, 1, 0).await,
        "put_preset" => newsroom.put_preset(caller, " ", &ArrivalFilter::default()).await,
        "put_source" => newsroom.put_source(caller, PutSource::default()).await.map(drop),
        "remove_preset" => newsroom.remove_preset(caller, 1).await,
        "remove_source" => newsroom.remove_source(caller, 1).await,
        "replay_letter" => newsroom.replay_letter(caller, 1).await.map(drop),
        "import_picture" => {
            newsroom.import_picture(caller, ("", "", ""), AddAsset::default()).await.map(drop)
        }
        "import_story" => newsroom.import_story(caller, ImportStory::default()).await.map(drop),
        "handle_item" => newsroom.handle_item(caller, ItemId::from_number(1), Handling::Read).await,
        "merge_item" => {
            let merge = MergeItem { item: ItemId::from_number(1), story };
            newsroom.merge_item(caller, merge).await.map(drop)
        }
        "file_item" => newsroom.file_item(caller, FileItem::default()).await.map(drop),
        "add_event" => newsroom.add_event(caller, Event::default()).await.map(drop),
        "edit_event" => newsroom.edit_event(caller, event, 1, &EventEdit::Seen).await.map(drop),
        "plan_item" => newsroom.plan_item(caller, ItemId::from_number(1), "", "").await.map(drop),
        "start_coverage" => newsroom.start_coverage(caller, event, 1).await.map(drop),
        "kill_story" => newsroom.kill_story(caller, story, "x".into()).await.map(drop),
        "publish_front" => newsroom.publish_front(caller, Front::default()).await.map(drop),
        "edit_front" => newsroom.edit_front(caller, "xx", 0, &FrontEdit::Clear).await.map(drop),
        "publish_front_draft" => newsroom.publish_front_draft(caller, "xx", 1, 0).await.map(drop),
        "schedule_front" => newsroom.schedule_front(caller, "xx", 1, desk.in_minutes(1)).await,
        "unschedule_front" => newsroom.unschedule_front(caller, "xx", desk.in_minutes(1)).await,
        "publish_programme" => newsroom.publish_programme(caller, Programme::default()).await.map(drop),
        "translate_story" => newsroom.translate_story(caller, story, "en").await.map(drop),
        "publish_story" => newsroom.publish_story(caller, story, 1).await.map(drop),
        "restore_revision" => newsroom.restore_revision(caller, story, 1).await.map(drop),
        "edit_manuscript" => newsroom.edit_manuscript(caller, story, Clone::clone).await.map(drop),
        "open_manuscript" => newsroom.open_manuscript(caller, story).await.map(drop),
        "save_manuscript" => newsroom.save_manuscript(caller, story, "").await.map(drop),
        "save_revision" => {
            let save = SaveRevision { story, base: 1, version: 0, note: String::new(), content: english() };
            newsroom.save_revision(caller, save).await.map(drop)
        }
        "schedule_story" => newsroom.schedule_story(caller, story, 1, desk.in_minutes(1)).await,
        "send_back_story" => newsroom.send_back_story(caller, story).await,
        "set_embargo" => newsroom.set_embargo(caller, story, None).await,
        "spike_story" => newsroom.spike_story(caller, story).await,
        "submit_story" => newsroom.submit_story(caller, story).await,
        "take_item" => {
            newsroom.take_item(caller, ItemId::from_number(1), TakeItem::default()).await.map(drop)
        }
        "unschedule_story" => newsroom.unschedule_story(caller, story).await,
        "unspike_story" => newsroom.unspike_story(caller, story).await,
        "update_story" => newsroom.update_story(caller, story, 1).await.map(drop),
        "publish_over_checks" | "set_check_levels" | "set_check_policy" | "set_house_rules" => {
            ask_of_checks(newsroom, action, caller).await
        }
        other => ask_of_people(desk, other, caller).await,
    }
}

async fn ask_of_checks(newsroom: &Newsroom, action: &str, caller: &Caller) -> Result<(), Error> {
    match action {
        "publish_over_checks" => {
            let story = StoryId::from_number(1);
            newsroom.publish_over_checks(caller, story, 1, "reason".into()).await.map(drop)
        }
        "set_check_levels" => newsroom.set_check_levels(caller, 7, Levels::default()).await.map(drop),
        "set_check_policy" => newsroom.set_check_policy(caller, 7, CheckPolicy::default()).await.map(drop),
        _ => newsroom.set_house_rules(caller, 7, String::new()).await.map(drop),
    }
}

/// The same of accounts. What everybody may do to their own is refused otherwise: nobody here knows a password, and
/// nothing is there to be changed.
async fn ask_of_people(desk: &TestNewsroom, action: &str, caller: &Caller) -> Result<(), Error> {
    let (newsroom, here, wrong) = (&desk.newsroom, client("192.0.2.7"), String::new());
    let one = AccountId::from_number(1);
    match action {
        "add_account" => newsroom.add_account(caller, account()).await.map(drop),
        "disable_account" => newsroom.disable_account(caller, one).await,
        "set_password" => newsroom.set_password(caller, one, "x".into()).await,
        "end_session" => newsroom.end_session(caller, one, 1).await,
        "invite" => newsroom.invite(caller, invite()).await.map(drop),
        "reset_second_step" => newsroom.reset_second_step(caller, one).await,
        "update_account" => newsroom.update_account(caller, one, UpdateAccount::default()).await,
        "withdraw_invitation" => newsroom.withdraw_invitation(caller, 1).await,
        "add_passkey" => newsroom.add_passkey(caller, &NewPasskey::default()).await,
        "change_password" => newsroom.change_password(caller, wrong.clone(), wrong, &here).await.map(drop),
        "end_other_sessions" => {
            newsroom.end_other_sessions(caller, 1).await?;
            Err(Refusal::new(Code::UnknownSession).into())
        }
        "make_token" => newsroom.make_token(caller, MakeToken::default(), wrong, &here).await.map(drop),
        "revoke_token" => newsroom.revoke_token(caller, 1).await,
        "remove_second_step" => newsroom.remove_second_step(caller, wrong, &here).await,
        "rename_passkey" => newsroom.rename_passkey(caller, 1, "x").await,
        "renew_recovery_codes" => newsroom.renew_recovery_codes(caller, wrong, &here).await.map(drop),
        "set_up_second_step" => newsroom.confirm_second_step(caller, "", "").await.map(drop),
        other => panic!("{other} is not asked for here"),
    }
}

fn invite() -> Invite {
    Invite { login: "ada".into(), name: String::new(), role: Role::Chief, language: Language::default() }
}

fn account() -> AddAccount {
    AddAccount {
        login: "ada".into(),
        name: "Ada".into(),
        role: Role::Chief,
        password: "short".into(),
        language: Language::default(),
    }
}

async fn every_action_is_refused_to_every_role_that_may_not(desk: TestNewsroom) {
    for (action, least) in ACTIONS {
        for role in Role::ALL {
            let code = refused(ask(&desk, action, desk.caller(role)).await);
            assert_eq!(code == Code::NotAllowed, role < least, "{action} by a {role}: {code:?}");
        }
    }
    assert!(changes(&desk).await.is_empty());
}

async fn every_action_is_refused_to_every_token_that_is_not_for_it(desk: TestNewsroom) {
    let lacking = [Code::ScopeMissing, Code::NotInPerson];
    for (action, least) in ACTIONS {
        let mut for_it = 0;
        for scope in Scope::ALL {
            let caller = Caller { scopes: Scopes::only([*scope]), ..desk.chief().clone() };
            let code = refused(ask(&desk, action, &caller).await);
            for_it += usize::from(!lacking.contains(&code));
            if *scope == Scope::Read && action != "revoke_token" {
                assert!(lacking.contains(&code), "{action} with a token for reading: {code:?}");
            }
        }
        let one = for_it <= 1 || action == "revoke_token";
        assert!(one, "{action}, which takes at least a {least}, is in one scope");
    }
    for own in ["add_passkey", "change_password", "end_other_sessions", "make_token", "rename_passkey"] {
        let caller = Caller { scopes: Scopes::only(Scope::ALL.to_vec()), ..desk.chief().clone() };
        assert_eq!(refused(ask(&desk, own, &caller).await), Code::NotInPerson, "{own} by a token for all");
    }
    assert!(changes(&desk).await.is_empty());
}

async fn every_question_is_refused_to_every_role_that_may_not(desk: TestNewsroom) {
    for role in Role::ALL {
        let caller = desk.caller(role);
        let audit = desk.newsroom.audit(caller, &Default::default(), None, 10).await;
        assert_eq!(audit.is_ok(), role >= Role::Editor, "audit by a {role}");
        assert_eq!(desk.newsroom.accounts(caller).await.is_ok(), role >= Role::Chief, "accounts by a {role}");
        let manages = role >= Role::Chief;
        assert_eq!(desk.newsroom.invitations(caller).await.is_ok(), manages, "invitations by a {role}");
        for account in [desk.reporter(), desk.editor(), desk.chief()].map(|one| one.account) {
            let own = manages || account == caller.account;
            assert_eq!(desk.newsroom.sessions(caller, account).await.is_ok(), own, "sessions by a {role}");
            assert_eq!(desk.newsroom.ways_in(caller, account).await.is_ok(), own, "ways in by a {role}");
            assert_eq!(desk.newsroom.tokens(caller, account).await.is_ok(), own, "tokens by a {role}");
            let link = desk.newsroom.link_to_password(caller, account).await;
            assert_eq!(link.is_ok(), manages, "a link by a {role}");
            let opened = desk.newsroom.enable_account(caller, account).await;
            assert_eq!(opened.is_ok(), manages, "opened by a {role}");
        }
        assert_eq!(desk.newsroom.all_tokens(caller).await.is_ok(), manages, "all tokens by a {role}");
        assert_eq!(desk.newsroom.partners(caller).await.is_ok(), manages, "partners by a {role}");
        assert_eq!(desk.newsroom.check_levels(caller).await.is_ok(), manages, "levels by a {role}");
        let measures = desk.newsroom.check_measures(caller, &Default::default()).await;
        assert_eq!(measures.is_ok(), manages, "measures by a {role}");
        assert_eq!(desk.newsroom.house_rules(caller).await.is_ok(), manages, "house rules by a {role}");
        assert_eq!(desk.newsroom.try_house_rules(caller, "").await.is_ok(), manages, "dry run by a {role}");
        assert!(desk.newsroom.stories(caller, &Default::default(), None, 10).await.is_ok());
        assert!(desk.newsroom.items(caller, &Default::default(), None, 10).await.is_ok());
    }
}

async fn a_reporter_writes_in_own_drafts_only(desk: TestNewsroom) {
    let (newsroom, other) = (&desk.newsroom, desk.other_reporter());
    let story = desk.draft("en", english()).await;
    let save = SaveRevision { story, base: 1, version: 0, note: String::new(), content: english() };
    assert_eq!(refused(newsroom.save_revision(other, save).await), Code::NotYours);
    assert_eq!(refused(newsroom.restore_revision(other, story, 1).await), Code::NotYours);
    assert_eq!(refused(newsroom.submit_story(other, story).await), Code::NotYours);
    assert_eq!(refused(newsroom.spike_story(other, story).await), Code::NotYours);
    assert_eq!(refused(newsroom.unspike_story(other, story).await), Code::NotYours);
    assert_eq!(refused(newsroom.set_embargo(other, story, None).await), Code::NotYours);
    assert_eq!(refused(newsroom.withdraw_acknowledgement(other, story, "x").await), Code::NotYours);
    newsroom.submit_story(desk.reporter(), story).await.unwrap();
    assert_eq!(refused(newsroom.spike_story(desk.reporter(), story).await), Code::DeskHasIt);
    assert_eq!(newsroom.revisions(other, story).await.unwrap().len(), 1, "nothing was written");
}

#[test]
fn no_action_is_missing_from_the_table() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/actions");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found: BTreeSet<String> = files
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|name| name != "mod")
        .collect();
    let table: BTreeSet<String> =
        ACTIONS.iter().map(|(action, _)| *action).chain(OTHERS).map(str::to_owned).collect();
    assert_eq!(found, table);
}

#[test]
fn a_higher_role_may_do_all_that_a_lower_one_may() {
    for permission in Permission::ALL {
        for (lower, higher) in Role::ALL.iter().zip(&Role::ALL[1..]) {
            assert!(!lower.may(*permission) || higher.may(*permission), "{permission:?}");
        }
        assert!(Caller::system().role.may(*permission));
    }
}
