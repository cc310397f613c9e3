//! Every action, asked for by every role.

use std::collections::BTreeSet;

use newsroom::{
    AddAccount, AddAsset, Caller, CardMarks, CheckPolicy, Code, CommentStory, CreateStory, DescribePicture,
    Error, Event, EventEdit, FileItem, FrontEdit, Handling, ImportStory, Invite, MakeToken, MergeItem,
    NewPasskey, Newsroom, Permission, PresetList, PutPartner, PutPreset, PutSource, Reach, Refusal, Role,
    SaveRevision, Scope, Scopes, SignInPolicy, StartEntry, StoryStep, TakeItem, UpdateAccount, WireDecision,
};
use story::{AccountId, AssetId, EventId, FocalPoint, Front, ItemId, Language, Levels, Programme, StoryId};
use testkit::{TestNewsroom, english};

use crate::support::{changes, client, refused};

testkit::on_both_databases! {
    every_action_is_refused_to_every_role_that_may_not
    every_action_is_refused_to_every_token_that_is_not_for_it
    every_question_is_refused_to_every_role_that_may_not
    a_reporter_writes_in_own_drafts_only
    no_action_on_a_story_is_done_where_ones_role_does_not_count
    what_is_of_an_edition_or_of_all_asks_for_a_role_that_counts_there
}

/// Actions that a caller asks for, with the lowest role that may.
const ACTIONS: [(&str, Role); 83] = [
    ("acknowledge_finding", Role::Reporter),
    ("add_account", Role::Chief),
    ("add_asset", Role::Reporter),
    ("add_event", Role::Editor),
    ("apply_suggestion", Role::Reporter),
    ("assign_story", Role::Reporter),
    ("close_coverage", Role::Editor),
    ("comment_story", Role::Reporter),
    ("correct_story", Role::Editor),
    ("create_story", Role::Reporter),
    ("decide_wire_alert", Role::Reporter),
    ("disable_account", Role::Chief),
    ("edit_event", Role::Reporter),
    ("edit_front", Role::Editor),
    ("edit_manuscript", Role::Reporter),
    ("write_card", Role::Reporter),
    ("end_session", Role::Chief),
    ("file_item", Role::Reporter),
    ("handle_item", Role::Reporter),
    ("import_calendar", Role::Editor),
    ("import_picture", Role::Chief),
    ("import_story", Role::Chief),
    ("invite", Role::Chief),
    ("kill_story", Role::Editor),
    ("merge_item", Role::Reporter),
    ("move_stories", Role::Reporter),
    ("open_coverage", Role::Reporter),
    ("open_manuscript", Role::Reporter),
    ("pin_entry", Role::Editor),
    ("place_picture", Role::Reporter),
    ("describe_picture", Role::Reporter),
    ("set_focal_point", Role::Reporter),
    ("plan_item", Role::Editor),
    ("set_event_apart", Role::Reporter),
    ("publish_front", Role::Editor),
    ("publish_front_draft", Role::Editor),
    ("publish_over_checks", Role::Editor),
    ("publish_programme", Role::Editor),
    ("publish_story", Role::Editor),
    ("put_partner", Role::Chief),
    ("put_preset", Role::Editor),
    ("put_source", Role::Chief),
    ("remove_partner", Role::Chief),
    ("remove_preset", Role::Reporter),
    ("remove_source", Role::Chief),
    ("replay_letter", Role::Reporter),
    ("resend_to_partner", Role::Chief),
    ("reset_second_step", Role::Chief),
    ("resolve_comment", Role::Reporter),
    ("restore_revision", Role::Reporter),
    ("save_manuscript", Role::Reporter),
    ("save_revision", Role::Reporter),
    ("schedule_front", Role::Editor),
    ("schedule_story", Role::Editor),
    ("send_back_story", Role::Editor),
    ("set_check_levels", Role::Chief),
    ("set_check_policy", Role::Chief),
    ("set_deadline", Role::Reporter),
    ("set_embargo", Role::Reporter),
    ("set_house_rules", Role::Chief),
    ("set_password", Role::Chief),
    ("set_sign_in_policy", Role::Chief),
    ("spike_story", Role::Reporter),
    ("start_coverage", Role::Reporter),
    ("start_entry", Role::Reporter),
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
const OTHERS: [&str; 25] = [
    "accept_invitation",
    "demote_checks",
    "keep_archive",
    "keep_levels",
    "keep_partners",
    "keep_schedule",
    "keep_sources",
    "keep_seals",
    "keep_tallies",
    "keep_words",
    "note_shown",
    "push_delivery",
    "run_due",
    "run_due_fronts",
    "see_mentions",
    "sign_in",
    "sign_in_with_code",
    "sign_in_with_passkey",
    "sign_in_with_sso",
    "sign_out",
    "tally_stories",
    "use_session",
    "use_token",
    "withdraw_acknowledgement",
    // Asked for from a seat, which only those have who may.
    "write_manuscript",
];

/// Asks for an action on things that are not there: whoever may not must be told so before anything is looked for.
async fn ask(desk: &TestNewsroom, action: &str, caller: &Caller) -> Result<(), Error> {
    ask_about(desk, action, caller, StoryId::from_number(1)).await
}

async fn write_card(newsroom: &Newsroom, caller: &Caller, story: StoryId) -> newsroom::Result<()> {
    newsroom.write_card(caller, story, &CardMarks::new(), |was, _| was.clone()).await.map(drop)
}

/// The same about a story that may be there.
async fn ask_about(desk: &TestNewsroom, action: &str, caller: &Caller, story: StoryId) -> Result<(), Error> {
    let (newsroom, event) = (&desk.newsroom, EventId::from_number(1));
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
        "import_calendar" => newsroom.import_calendar(caller, FileItem::default(), "", "").await.map(drop),
        "set_event_apart" => newsroom.set_event_apart(caller, event, desk.in_minutes(1)).await.map(drop),
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
        "write_card" => write_card(newsroom, caller, story).await,
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
        other => ask_of_board(desk, other, caller, story).await,
    }
}

/// The same of what the board and the margin do.
async fn ask_of_board(
    desk: &TestNewsroom,
    action: &str,
    caller: &Caller,
    story: StoryId,
) -> Result<(), Error> {
    let newsroom = &desk.newsroom;
    match action {
        "put_preset" => {
            let list = PresetList::Stories;
            let query = serde_json::Value::Null;
            newsroom.put_preset(caller, PutPreset { list, name: " ".into(), shared: true, query }).await
        }
        "assign_story" => newsroom.assign_story(caller, story, None).await.map(drop),
        "set_deadline" => newsroom.set_deadline(caller, story, None).await,
        "move_stories" => {
            let moved = newsroom.move_stories(caller, &[story], &StoryStep::Forward).await?;
            moved.into_iter().try_for_each(|one| one.done.map(drop).map_err(Error::from))
        }
        "comment_story" => {
            let say = CommentStory { text: "x".into(), ..CommentStory::default() };
            newsroom.comment_story(caller, story, say).await.map(drop)
        }
        "resolve_comment" => newsroom.resolve_comment(caller, story, 1).await,
        "open_coverage" => newsroom.open_coverage(caller, CreateStory::default()).await.map(drop),
        "start_entry" => newsroom.start_entry(caller, story, StartEntry::default()).await.map(drop),
        "pin_entry" => newsroom.pin_entry(caller, story, None).await,
        "place_picture" => newsroom.place_picture(caller, story, AssetId::from_number(1)).await.map(drop),
        "describe_picture" => {
            let said = DescribePicture::default();
            newsroom.describe_picture(caller, AssetId::from_number(1), said).await.map(drop)
        }
        "set_focal_point" => {
            newsroom.set_focal_point(caller, story, AssetId::from_number(1), FocalPoint::default()).await
        }
        "close_coverage" => {
            newsroom.close_coverage(caller, story).await?;
            newsroom.reopen_coverage(caller, story).await
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
        "set_sign_in_policy" => {
            newsroom.set_sign_in_policy(caller, 7, SignInPolicy::default()).await.map(drop)
        }
        "end_session" => newsroom.end_session(caller, one, 1).await,
        "invite" => newsroom.invite(caller, invite()).await.map(drop),
        "reset_second_step" => newsroom.reset_second_step(caller, one).await,
        "update_account" => newsroom.update_account(caller, one, UpdateAccount::default()).await,
        "withdraw_invitation" => newsroom.withdraw_invitation(caller, 1).await,
        "add_passkey" => newsroom.add_passkey(caller, &NewPasskey::default(), &here).await.map(drop),
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
        "set_up_second_step" => newsroom.confirm_second_step(caller, "", "", &here).await.map(drop),
        other => panic!("{other} is not asked for here"),
    }
}

fn invite() -> Invite {
    Invite {
        login: "ada".into(),
        name: String::new(),
        role: Role::Chief,
        reach: Reach::EVERYWHERE,
        language: Language::default(),
    }
}

fn account() -> AddAccount {
    AddAccount {
        login: "ada".into(),
        name: "Ada".into(),
        role: Role::Chief,
        reach: Reach::EVERYWHERE,
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

/// What is refused for the place alone, whatever else is wrong. The others of the table are not about a story, look for
/// something else first, or, as comments, are everybody's.
const IN_PLACE: [&str; 27] = [
    "assign_story",
    "close_coverage",
    "correct_story",
    "edit_manuscript",
    "write_card",
    "kill_story",
    "move_stories",
    "open_manuscript",
    "pin_entry",
    "publish_story",
    "restore_revision",
    "save_manuscript",
    "place_picture",
    "save_revision",
    "schedule_story",
    "set_focal_point",
    "send_back_story",
    "set_deadline",
    "set_embargo",
    "spike_story",
    "start_entry",
    "submit_story",
    "unschedule_story",
    "unspike_story",
    "update_story",
    "merge_item",
    "decide_wire_alert",
];

fn within(caller: &Caller, reach: &str) -> Caller {
    Caller { reach: Reach::stored(reach), ..caller.clone() }
}

async fn no_action_on_a_story_is_done_where_ones_role_does_not_count(desk: TestNewsroom) {
    let story = desk.draft("fr", testkit::french()).await;
    let row = desk.newsroom.story_row(desk.chief(), story).await.unwrap();
    assert_eq!((row.edition.as_str(), row.section.as_str()), ("fr", "region"));
    for (action, _) in ACTIONS.iter().filter(|(action, _)| *action != "comment_story") {
        for reach in ["ar", "fr/sport", "ar fr/sport", "gone"] {
            let caller = within(desk.chief(), reach);
            let code = refused(ask_about(&desk, action, &caller, story).await);
            let placed = IN_PLACE[..22].contains(action);
            assert!(!placed || code == Code::OutOfReach, "{action} within {reach}: {code:?}");
        }
        for reach in ["fr", "fr/region", "ar fr/region"].iter().filter(|_| IN_PLACE.contains(action)) {
            let done =
                ask_about(&desk, action, &within(desk.reporter(), reach), StoryId::from_number(1)).await;
            assert_ne!(refused(done), Code::OutOfReach, "{action} within {reach}");
        }
    }
    let after = desk.newsroom.story_row(desk.chief(), story).await.unwrap();
    assert_eq!(after, row, "nothing was done");
    assert_eq!(desk.newsroom.revisions(desk.chief(), story).await.unwrap().len(), 1);
    let far = within(desk.editor(), "ar");
    assert!(desk.newsroom.story(&far, story).await.is_ok(), "everybody reads everything");
    let say = CommentStory { text: "Vu".into(), ..CommentStory::default() };
    desk.newsroom.comment_story(&far, story, say).await.unwrap();
    let near = within(desk.editor(), "fr/region");
    desk.newsroom.publish_story(&near, story, 1).await.unwrap();
    assert_eq!(refused(desk.newsroom.kill_story(&far, story, "x".into()).await), Code::OutOfReach);
    desk.newsroom.kill_story(&near, story, "x".into()).await.unwrap();
}

async fn what_is_of_an_edition_or_of_all_asks_for_a_role_that_counts_there(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let create = |edition: &str, section: &str| CreateStory {
        edition: edition.into(),
        content: story::Content { section: section.into(), ..testkit::french() },
    };
    let near = within(desk.editor(), "fr/region");
    for (edition, section, may) in
        [("fr", "region", true), ("fr", "", true), ("fr", "sport", false), ("ar", "region", false)]
    {
        let made = newsroom.create_story(&near, create(edition, section)).await;
        assert_eq!(made.is_ok(), may, "{edition}/{section}");
    }
    let story = desk.draft("fr", testkit::french()).await;
    assert_eq!(refused(newsroom.translate_story(&near, story, "en").await), Code::OutOfReach);
    for (reach, may) in [("fr", true), ("fr/region", false), ("ar", false)] {
        let caller = within(desk.editor(), reach);
        let front = Front { edition: "fr".into(), slots: Vec::new() };
        let programme = Programme { edition: "fr".into(), broadcasts: Vec::new() };
        let asked = [
            newsroom.edit_front(&caller, "fr", 0, &FrontEdit::Clear).await.map(drop),
            newsroom.publish_front(&caller, front).await.map(drop),
            newsroom.publish_programme(&caller, programme).await.map(drop),
            newsroom.schedule_front(&caller, "fr", 9, desk.in_minutes(9)).await,
            newsroom.unschedule_front(&caller, "fr", desk.in_minutes(9)).await,
            newsroom.publish_front_draft(&caller, "fr", 9, 0).await.map(drop),
        ];
        for (n, done) in asked.into_iter().enumerate() {
            let far = done.is_err_and(|error| error.refusal().is_some_and(|it| it.code == Code::OutOfReach));
            assert_eq!(far, !may, "front action {n} within {reach}");
        }
    }
    let chief = within(desk.chief(), "fr");
    for of_all in ["put_partner", "put_source", "set_house_rules", "set_check_levels", "invite", "put_preset"]
    {
        assert_eq!(refused(ask(&desk, of_all, &chief).await), Code::ReachLimited, "{of_all}");
    }
    let given = newsroom.assign_story(desk.chief(), story, Some(desk.editor().account)).await;
    given.unwrap();
    let arabic = Some(Reach::stored("ar"));
    let update = UpdateAccount { reach: arabic, ..UpdateAccount::default() };
    newsroom.update_account(desk.chief(), desk.other_reporter().account, update.clone()).await.unwrap();
    let given = newsroom.assign_story(desk.chief(), story, Some(desk.other_reporter().account)).await;
    assert_eq!(refused(given), Code::AssigneeOutOfReach);
    let own = newsroom.update_account(desk.chief(), desk.chief().account, update.clone()).await;
    assert_eq!(refused(own), Code::OwnAccount, "nobody changes their own reach");
    assert_eq!(
        refused(newsroom.update_account(desk.editor(), desk.editor().account, update).await),
        Code::NotAllowed
    );
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
