//! What is written is read back, and what is written once stays.

use store::{
    Account, Asked, Authenticator, Clearance, Decision, Insertion, Invitation, ManuscriptChange,
    ManuscriptHead, Outcome, Passkey, SeenFinding, Session, Showing, StoreError, StoryRow, Taken, Token,
    UndecidedAlert, WireAlert,
};
use story::{
    AccountId, Acknowledgement, Asset, AssetId, AssetKind, Correction, FocalPoint, ItemId, Language, Rights,
    Severity, State, StoryId,
};

use crate::bed::{at, audit_row, item_row, on_both, revision, story_row};

fn asset(number: u64) -> Asset {
    Asset {
        id: AssetId::from_number(number),
        kind: AssetKind::Picture,
        hash: store::hash(&number.to_le_bytes()),
        media_type: "image/webp".to_owned(),
        width: 1600,
        height: 900,
        duration_s: 0,
        caption: "Le quai".to_owned(),
        credit: "Meridian Wire".to_owned(),
        alt: String::new(),
        language: Language::new("fr"),
        captions: [(Language::new("en"), "The quay".to_owned())].into(),
        rights: Rights::default(),
        focal_point: FocalPoint::default(),
        colour: "#50606a".to_owned(),
        place: "Ostrande".to_owned(),
        taken: "2026-06-09".to_owned(),
    }
}

fn account(number: u64, login: &str) -> Account {
    Account {
        id: AccountId::from_number(number),
        login: login.to_owned(),
        name: "Ada".to_owned(),
        role: "chief".to_owned(),
        reach: "fr".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        language: Language::new("fr"),
        created: at(1),
        disabled: false,
        email: String::new(),
    }
}

on_both! {
    async fn every_version_of_a_ruling_stays_and_is_written_once(bed) {
        let ruling = |version, text: &str| store::Ruling {
            name: "house-rules".into(), version, by: AccountId::from_number(3), at: at(9), text: text.into(),
        };
        let mut tx = bed.store.begin().await.unwrap();
        for (version, text, new) in [(1, "one", true), (2, "two", true), (2, "other", false)] {
            assert_eq!(tx.insert_ruling(&ruling(version, text)).await.unwrap(), new);
        }
        tx.commit().await.unwrap();
        assert_eq!(bed.store.last_ruling("house-rules").await.unwrap(), 2);
        assert_eq!(bed.store.last_ruling("other").await.unwrap(), 0);
        let kept = [ruling(2, "two"), ruling(1, "one")];
        assert_eq!(bed.store.rulings("house-rules", 9).await.unwrap(), kept);
        assert_eq!(bed.store.ruling("house-rules", 1).await.unwrap().as_ref(), Some(&kept[1]));
        for change in ["UPDATE rulings SET text = ''", "DELETE FROM rulings"] {
            assert!(bed.sql(change).await.is_err(), "{change}");
        }
    }

    async fn every_field_of_a_story_is_read_as_it_was_written(bed) {
        let states = [
            State::Draft, State::InDesk, State::Scheduled { at: at(9) }, State::Live,
            State::Withdrawn { reason: "faux".to_owned() }, State::Spiked,
        ];
        for (number, state) in (1..).zip(states) {
            let row = StoryRow {
                state, embargo: Some(at(3)), assignee: None, deadline: Some(at(8)), live: Some(2), first_published: Some(at(4)), updated: Some(at(5)),
                corrections: vec![Correction { at: at(6), notice: "Le \"nom\" était faux".to_owned() }],
                ..story_row(number)
            };
            let mut tx = bed.store.begin().await.unwrap();
            tx.insert_story(&story_row(number)).await.unwrap();
            assert_eq!(tx.story_for_update(row.id).await.unwrap(), Some(story_row(number)));
            tx.update_story(&row).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(bed.store.story(row.id).await.unwrap(), Some(row));
        }
        let mut tx = bed.store.begin().await.unwrap();
        let missing = tx.update_story(&story_row(99)).await.unwrap_err();
        assert!(matches!(missing, StoreError::Missing { .. }), "{missing}");
    }

    async fn a_dropped_transaction_leaves_no_trace(bed) {
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_story(&story_row(1)).await.unwrap();
        drop(tx);
        let tx = bed.store.begin().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bed.store.story(StoryId::from_number(1)).await.unwrap(), None);
    }

    async fn a_transaction_with_an_error_is_never_committed(bed) {
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_story(&story_row(1)).await.unwrap();
        let twice = tx.insert_story(&story_row(1)).await.unwrap_err();
        assert!(matches!(&twice, StoreError::Conflict { .. }), "{twice}");
        assert!(tx.commit().await.is_err());
        assert_eq!(bed.store.story(StoryId::from_number(1)).await.unwrap(), None);
    }

    async fn revisions_are_kept_as_saved_and_cannot_be_changed(bed) {
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_story(&story_row(1)).await.unwrap();
        for number in 1..=3 {
            tx.insert_revision(&revision(1, number)).await.unwrap();
            assert_eq!(tx.last_revision_number(StoryId::from_number(1)).await.unwrap(), number);
        }
        tx.commit().await.unwrap();
        let story = StoryId::from_number(1);
        assert_eq!(bed.store.revision(story, 2).await.unwrap(), Some(revision(1, 2)));
        let numbers: Vec<u64> = bed.store.revisions(story).await.unwrap().iter().map(|head| head.number).collect();
        assert_eq!(numbers, [3, 2, 1]);
        let mut tx = bed.store.begin().await.unwrap();
        assert!(tx.insert_revision(&revision(1, 2)).await.is_err());
    }

    async fn the_database_itself_refuses_to_change_history(bed) {
        bed.publish(1).await;
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_item(&item_row(1, "a")).await.unwrap();
        tx.commit().await.unwrap();
        for attempt in [
            "UPDATE revisions SET note = 'x'", "DELETE FROM revisions", "UPDATE journal SET entry = '{}'",
            "DELETE FROM journal", "UPDATE audit SET action = 'x'", "DELETE FROM audit",
            "UPDATE items SET item = '{}'", "DELETE FROM items",
        ] {
            let refused = bed.sql(attempt).await.unwrap_err();
            assert!(refused.contains("never"), "{attempt}: {refused}");
        }
    }

    async fn an_item_filed_again_is_the_one_that_is_there(bed) {
        let mut tx = bed.store.begin().await.unwrap();
        assert!(matches!(tx.insert_item(&item_row(1, "a")).await.unwrap(), Insertion::Inserted(_)));
        let again = store::ItemRow { id: ItemId::from_number(2), ..item_row(1, "a") };
        assert_eq!(tx.insert_item(&again).await.unwrap(), Insertion::AlreadyThere(ItemId::from_number(1)));
        let elsewhere = store::ItemRow { source: "meridian".to_owned(), ..again };
        assert!(matches!(tx.insert_item(&elsewhere).await.unwrap(), Insertion::Inserted(_)));
        assert!(matches!(tx.insert_item(&item_row(3, "a")).await.unwrap(), Insertion::Inserted(_)));
        tx.commit().await.unwrap();
        let versions = bed.store.items_of_guid("a").await.unwrap();
        assert_eq!(versions.iter().map(|row| (row.id.number(), row.seq)).collect::<Vec<_>>(), [(1, 1), (2, 2), (3, 3)]);
        assert_eq!(versions[2], store::ItemRow { seq: 3, ..item_row(3, "a") });
    }

    async fn the_same_item_filed_by_eight_at_once_is_there_once(bed) {
        let tasks: Vec<_> = (1..=8).map(|number| {
            let store = bed.store.clone();
            tokio::spawn(async move {
                let row = store::ItemRow { id: ItemId::from_number(number), ..item_row(1, "a") };
                let mut tx = store.begin().await.unwrap();
                let insertion = tx.insert_item(&row).await.unwrap();
                tx.commit().await.unwrap();
                insertion
            })
        }).collect();
        let mut inserted = 0;
        for task in tasks {
            inserted += usize::from(matches!(task.await.unwrap(), Insertion::Inserted(_)));
        }
        assert_eq!(inserted, 1);
        assert_eq!(bed.store.items_of_guid("a").await.unwrap().len(), 1);
    }

    async fn a_taken_item_says_by_whom_and_leads_to_its_stories(bed) {
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_item(&item_row(1, "a")).await.unwrap();
        let row = StoryRow { from_item: Some(ItemId::from_number(1)), ..story_row(5) };
        tx.insert_story(&row).await.unwrap();
        let taken = Taken { story: row.id, by: AccountId::from_number(7), at: at(2) };
        tx.mark_item_taken(ItemId::from_number(1), taken.story, taken.by, taken.at).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bed.store.item(ItemId::from_number(1)).await.unwrap().unwrap().taken, Some(taken));
        assert_eq!(bed.store.stories_of_item(ItemId::from_number(1)).await.unwrap(), [row]);
    }

    async fn a_showing_stays_as_first_seen_and_is_counted_by_desk_and_end(bed) {
        let story = StoryId::from_number(1);
        let first = Showing {
            story, fingerprint: "f".to_owned(), rule: "doubled-word".to_owned(), severity: Severity::Error,
            edition: "fr".to_owned(), section: "sport".to_owned(), at: at(1), outcome: Outcome::Open,
        };
        let again = Showing { severity: Severity::Info, at: at(2), ..first.clone() };
        let other = Showing { fingerprint: "g".to_owned(), at: at(3), ..first.clone() };
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_story(&story_row(1)).await.unwrap();
        for showing in [&first, &again, &other] {
            tx.insert_showing(showing).await.unwrap();
        }
        tx.settle_showing(story, "g", Outcome::Fixed).await.unwrap();
        tx.commit().await.unwrap();
        let settled = Showing { outcome: Outcome::Fixed, ..other };
        assert_eq!(bed.store.showings(story).await.unwrap(), [first, settled]);
        let ends = async |since| -> Vec<_> {
            let counts = bed.store.showing_counts(since).await.unwrap();
            counts.into_iter().map(|it| (it.section, it.outcome, it.count)).collect()
        };
        let sport = "sport".to_owned();
        assert_eq!(ends(at(1)).await, [(sport.clone(), Outcome::Fixed, 1), (sport.clone(), Outcome::Open, 1)]);
        assert_eq!(ends(at(3)).await, [(sport, Outcome::Fixed, 1)]);
        assert_eq!(bed.store.showing_counts_of("doubled-word", at(0)).await.unwrap().len(), 2);
        assert_eq!(bed.store.showing_counts_of("left-over", at(0)).await.unwrap(), []);
    }

    async fn a_manuscript_is_its_origin_and_the_changes_since(bed) {
        let (story, account) = (StoryId::from_number(1), AccountId::from_number(7));
        let change = |version: u64, change: &[u8]| ManuscriptChange { version, account, at: at(version), change: change.to_vec() };
        let head = ManuscriptHead { story, base: 1, version: 0, at: at(0) };
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_story(&story_row(1)).await.unwrap();
        assert_eq!(tx.manuscript(story).await.unwrap(), None);
        tx.put_manuscript(&head, b"\0origin\xff").await.unwrap();
        for n in 1..=4 {
            tx.append_change(story, &change(n, &[n as u8, 0, 255])).await.unwrap();
        }
        tx.drop_changes(story, 2, Some(&change(2, b"1+2"))).await.unwrap();
        tx.commit().await.unwrap();
        let kept = bed.store.manuscript(story).await.unwrap().unwrap();
        assert_eq!(kept.head, ManuscriptHead { version: 4, at: at(4), ..head });
        assert_eq!((kept.origin.as_slice(), kept.changes.len()), (b"\0origin\xff".as_slice(), 3));
        assert_eq!(kept.changes[..2], [change(2, b"1+2"), change(3, &[3, 0, 255])]);
        let mut tx = bed.store.begin().await.unwrap();
        let saved = ManuscriptHead { base: 2, ..kept.head };
        tx.put_manuscript(&saved, b"saved").await.unwrap();
        tx.drop_changes(story, 4, None).await.unwrap();
        tx.commit().await.unwrap();
        let row = bed.store.manuscript(story).await.unwrap().unwrap();
        assert_eq!((row.head, row.changes.len()), (saved, 0));
        let mut tx = bed.store.begin().await.unwrap();
        tx.append_change(story, &change(5, b"a")).await.unwrap();
        assert!(tx.append_change(story, &change(5, b"b")).await.is_err(), "a version is given once");
    }

    async fn an_acknowledgement_is_replaced_and_withdrawn(bed) {
        let story = StoryId::from_number(1);
        let first = Acknowledgement {
            fingerprint: "f".to_owned(), rule: "doubled-word".to_owned(), by: AccountId::from_number(7), at: at(1),
            reason: "voulu".to_owned(),
        };
        let second = Acknowledgement { reason: "citation".to_owned(), at: at(2), ..first.clone() };
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_story(&story_row(1)).await.unwrap();
        tx.insert_acknowledgement(story, &first).await.unwrap();
        tx.insert_acknowledgement(story, &second).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bed.store.acknowledgements(story).await.unwrap(), [second]);
        let mut tx = bed.store.begin().await.unwrap();
        assert!(tx.delete_acknowledgement(story, "f").await.unwrap());
        assert!(!tx.delete_acknowledgement(story, "f").await.unwrap());
        tx.commit().await.unwrap();
        assert!(bed.store.acknowledgements(story).await.unwrap().is_empty());
    }

    async fn what_decides_in_the_last_moment_is_of_that_story_and_of_that_moment(bed) {
        let (story, account) = (StoryId::from_number(1), AccountId::from_number(7));
        let answered = Acknowledgement {
            fingerprint: "f".to_owned(), rule: "doubled-word".to_owned(), by: account, at: at(1), reason: "voulu".to_owned(),
        };
        let seen = Showing {
            story, fingerprint: "g".to_owned(), rule: "left-over".to_owned(), severity: Severity::Error,
            edition: "fr".to_owned(), section: "sport".to_owned(), at: at(1), outcome: Outcome::Open,
        };
        let alert = |item, change: &str, at| WireAlert { story, item: ItemId::from_number(item), change: change.to_owned(), at, decided: None };
        let mut tx = bed.store.begin().await.unwrap();
        for number in [1, 2] {
            tx.insert_story(&story_row(number)).await.unwrap();
        }
        for number in 1..=3 {
            tx.insert_item(&item_row(number, &number.to_string())).await.unwrap();
        }
        assert_eq!(tx.clearance(story).await.unwrap(), Clearance::default());
        tx.insert_acknowledgement(story, &answered).await.unwrap();
        tx.insert_showing(&seen).await.unwrap();
        tx.settle_showing(story, "g", Outcome::Ignored).await.unwrap();
        for alert in [alert(1, "update", at(1)), alert(2, "kill", at(2)), alert(3, "correction", at(3))] {
            tx.raise_alert(&alert).await.unwrap();
        }
        let decision = Decision { decision: "kept".to_owned(), reason: "su".to_owned(), by: account, at: at(4) };
        tx.decide_alert(story, ItemId::from_number(3), &decision).await.unwrap();
        for path in ["/fr/b", "/fr/a"] {
            tx.put_former_address(path, story).await.unwrap();
        }
        let undecided = |item, change: &str| UndecidedAlert { item: ItemId::from_number(item), change: change.to_owned() };
        let expected = Clearance {
            answered: vec!["f".to_owned()],
            alerts: vec![undecided(2, "kill"), undecided(1, "update")],
            seen: vec![SeenFinding { fingerprint: "g".to_owned(), rule: "left-over".to_owned(), outcome: Outcome::Ignored }],
            former: vec!["/fr/a".to_owned(), "/fr/b".to_owned()],
        };
        assert_eq!(tx.clearance(story).await.unwrap(), expected);
        assert_eq!(tx.clearance(StoryId::from_number(2)).await.unwrap(), Clearance::default());
    }

    async fn assets_come_in_the_order_asked_for(bed) {
        let mut tx = bed.store.begin().await.unwrap();
        for number in 1..=30 {
            tx.insert_asset(&asset(number), at(number.min(20))).await.unwrap();
        }
        tx.commit().await.unwrap();
        let ids: Vec<AssetId> = (1..=40).rev().map(AssetId::from_number).collect();
        let found: Vec<u64> = bed.store.assets(&ids).await.unwrap().iter().map(|asset| asset.id.number()).collect();
        assert_eq!(found, (1..=30).rev().collect::<Vec<_>>());
        assert!(bed.store.assets(&[]).await.unwrap().is_empty());
        assert_eq!(bed.store.asset(AssetId::from_number(3)).await.unwrap(), Some(asset(3)));
        assert_eq!(bed.store.asset_by_hash(&asset(9).hash).await.unwrap(), Some(asset(9)));
        let (mut listed, mut from) = (Vec::new(), None);
        loop {
            let page = bed.store.library(from, 7).await.unwrap();
            listed.extend(page.rows.iter().map(|held| held.asset.id.number()));
            from = page.next;
            if from.is_none() {
                break;
            }
        }
        assert_eq!(listed, (1..=30).rev().collect::<Vec<_>>(), "the library, what came last first");
    }

    async fn accounts_and_sessions_come_and_go(bed) {
        let session = |account, token: &[u8], expires| Session {
            id: u64::from(token[0]), token_hash: store::hash(token), account: AccountId::from_number(account),
            csrf: "c".to_owned(), created: at(1), expires: at(expires), browser: "Browser".to_owned(),
            address: "192.0.2.1".to_owned(), used: at(1),
        };
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_account(&account(1, "zoe")).await.unwrap();
        tx.insert_account(&account(2, "ada")).await.unwrap();
        tx.set_disabled(AccountId::from_number(1), true).await.unwrap();
        tx.set_password_hash(AccountId::from_number(1), "new").await.unwrap();
        let described = Account { name: "Zoé".into(), language: Language::new("ar"), reach: "ar".into(), ..account(1, "ada") };
        tx.describe_account(&described).await.unwrap();
        for (owner, token, expires) in [(1, b"a", 10), (1, b"b", 20), (2, b"c", 30)] {
            tx.insert_session(&session(owner, token, expires)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let logins: Vec<String> = bed.store.accounts().await.unwrap().into_iter().map(|one| one.login).collect();
        assert_eq!(logins, ["ada", "zoe"]);
        let changed = Account { reach: "ar".to_owned(),
            name: "Zoé".into(), role: "chief".into(), password_hash: "new".into(), language: Language::new("ar"),
            disabled: true, ..account(1, "zoe")
        };
        assert_eq!(bed.store.account_by_login("zoe").await.unwrap(), Some(changed.clone()));
        assert_eq!(bed.store.account(AccountId::from_number(2)).await.unwrap(), Some(account(2, "ada")));
        let mut tx = bed.store.begin().await.unwrap();
        assert!(matches!(tx.insert_account(&account(3, "ada")).await, Err(StoreError::Conflict { .. })));
        drop(tx);
        let mut tx = bed.store.begin().await.unwrap();
        tx.delete_expired_sessions(at(10)).await.unwrap();
        tx.delete_session(&store::hash(b"c")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bed.store.session(&store::hash(b"a")).await.unwrap(), None);
        assert_eq!(bed.store.session(&store::hash(b"b")).await.unwrap(), Some((session(1, b"b", 20), changed)));
        let (owner, other) = (AccountId::from_number(1), AccountId::from_number(2));
        let mut tx = bed.store.begin().await.unwrap();
        assert!(matches!(tx.set_disabled(AccountId::from_number(9), true).await, Err(StoreError::Missing { .. })));
        drop(tx);
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_session(&session(1, b"d", 40)).await.unwrap();
        tx.insert_session(&session(1, b"e", 40)).await.unwrap();
        tx.use_session(u64::from(b'd'), "Other", "192.0.2.2", at(5)).await.unwrap();
        assert!(!tx.delete_session_of(other, u64::from(b'e')).await.unwrap(), "somebody else's");
        tx.commit().await.unwrap();
        let open = bed.store.sessions_of(owner, at(20)).await.unwrap();
        let seen: Vec<_> = open.iter().map(|one| (one.id, one.browser.as_str(), one.address.as_str(), one.used)).collect();
        assert_eq!(seen[0], (u64::from(b'd'), "Other", "192.0.2.2", at(5)), "the last used first");
        assert_eq!(seen.len(), 2, "what expired is not listed");
        assert_eq!(bed.store.last_seen().await.unwrap(), [(owner, at(5))]);
        let mut tx = bed.store.begin().await.unwrap();
        assert!(tx.delete_session_of(owner, u64::from(b'e')).await.unwrap());
        assert_eq!(tx.delete_other_sessions(owner, u64::from(b'b')).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let mut tx = bed.store.begin().await.unwrap();
        tx.delete_sessions_of(owner).await.unwrap();
        tx.insert_audit(&audit_row(1)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bed.store.session(&store::hash(b"b")).await.unwrap(), None);
    }

    async fn a_code_a_challenge_and_a_link_count_once(bed) {
        let (ada, bo) = (AccountId::from_number(1), AccountId::from_number(2));
        let (one, two) = (store::hash(b"one"), store::hash(b"two"));
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_account(&account(1, "ada")).await.unwrap();
        tx.insert_account(&account(2, "bo")).await.unwrap();
        let application = Authenticator { account: ada, sealed_secret: "sealed".into(), created: at(1), step: 7 };
        tx.put_authenticator(&application).await.unwrap();
        tx.put_recovery_codes(ada, &[store::hash(b"old")]).await.unwrap();
        tx.put_recovery_codes(ada, &[one.clone(), two.clone()]).await.unwrap();
        let steps = [(ada, 7, false), (ada, 8, true), (ada, 8, false), (ada, 6, false), (ada, 10, true), (bo, 11, false)];
        for (who, step, counts) in steps {
            assert_eq!(tx.take_step(who, step).await.unwrap(), counts, "{step}");
        }
        assert!(!tx.take_recovery_code(bo, &one).await.unwrap(), "somebody else's");
        assert!(tx.take_recovery_code(ada, &one).await.unwrap() && !tx.take_recovery_code(ada, &one).await.unwrap());
        assert!(tx.answer_challenge(&one, at(9), at(2)).await.unwrap());
        assert!(!tx.answer_challenge(&one, at(9), at(3)).await.unwrap());
        assert!(tx.answer_challenge(&one, at(20), at(9)).await.unwrap(), "forgotten when it is over");
        tx.commit().await.unwrap();
        assert_eq!(bed.store.authenticator(ada).await.unwrap(), Some(Authenticator { step: 10, ..application }));
        assert_eq!(bed.store.recovery_codes_left(ada).await.unwrap(), 1);
        assert_eq!(bed.store.accounts_with_authenticator().await.unwrap(), [ada]);
        let mut tx = bed.store.begin().await.unwrap();
        assert!(tx.remove_authenticator(ada).await.unwrap() && !tx.remove_authenticator(ada).await.unwrap());
        let invitation = |id: u64, login: &str, expires| Invitation {
            id, token_hash: store::hash(&id.to_le_bytes()), account: (id == 3).then_some(ada), login: login.into(),
            name: "Cy".into(), role: "editor".into(), reach: "fr/region".into(), language: Language::new("fr"), invited_by: bo, created: at(id),
            expires: at(expires),
        };
        for one in [invitation(1, "cy", 30), invitation(2, "cy", 30), invitation(3, "ada", 20), invitation(4, "di", 5)] {
            tx.put_invitation(&one).await.unwrap();
        }
        tx.remove_expired_invitations(at(5)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bed.store.recovery_codes_left(ada).await.unwrap(), 0);
        assert_eq!(bed.store.invitations(at(20)).await.unwrap(), [invitation(2, "cy", 30)], "one at a time to a login");
        let hash = invitation(3, "ada", 20).token_hash;
        assert_eq!(bed.store.invitation_of_token(&hash).await.unwrap(), Some(invitation(3, "ada", 20)));
        let mut tx = bed.store.begin().await.unwrap();
        assert!(tx.remove_invitation(3).await.unwrap() && !tx.remove_invitation(3).await.unwrap());
        tx.remove_invitations_to("cy").await.unwrap();
        tx.commit().await.unwrap();
        assert!(bed.store.invitations(at(0)).await.unwrap().is_empty());
    }

    async fn a_passkey_is_its_owners_and_its_count_only_goes_up(bed) {
        let (ada, bo) = (AccountId::from_number(1), AccountId::from_number(2));
        let key = |id, owner, counter| Passkey {
            id, account: owner, name: "Phone".into(), credential: format!("c{id}"), algorithm: -257,
            public_key: vec![0, 255, id as u8], counter, created: at(1), used: None,
        };
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_account(&account(1, "ada")).await.unwrap();
        tx.insert_account(&account(2, "bo")).await.unwrap();
        for one in [key(1, ada, 0), key(2, ada, 5), key(3, bo, 0)] {
            tx.insert_passkey(&one).await.unwrap();
        }
        for (id, counter, counts) in [(1, 0, true), (1, 0, true), (1, 1, true), (1, 0, false), (2, 5, false), (2, 6, true)] {
            assert_eq!(tx.use_passkey(id, counter, at(9)).await.unwrap(), counts, "{id} {counter}");
        }
        assert!(!tx.rename_passkey(bo, 1, "x").await.unwrap() && !tx.remove_passkey(bo, 1).await.unwrap());
        assert!(tx.rename_passkey(ada, 1, "Laptop").await.unwrap());
        tx.commit().await.unwrap();
        let first = Passkey { name: "Laptop".into(), counter: 1, used: Some(at(9)), ..key(1, ada, 0) };
        let second = Passkey { counter: 6, used: Some(at(9)), ..key(2, ada, 5) };
        assert_eq!(bed.store.passkeys_of(ada).await.unwrap(), [first, second]);
        assert_eq!(bed.store.passkey_of_credential("c3").await.unwrap(), Some(key(3, bo, 0)));
        let mut counts = bed.store.passkey_counts().await.unwrap();
        counts.sort();
        assert_eq!(counts, [(ada, 2), (bo, 1)]);
        let mut tx = bed.store.begin().await.unwrap();
        assert!(tx.remove_passkey(ada, 2).await.unwrap());
        assert_eq!(tx.remove_passkeys_of(ada).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(bed.store.passkeys_of(ada).await.unwrap().is_empty());
        let mut tx = bed.store.begin().await.unwrap();
        let twice = Passkey { credential: "c3".into(), ..key(4, ada, 0) };
        assert!(matches!(tx.insert_passkey(&twice).await, Err(StoreError::Conflict { .. })));
    }

    async fn a_token_is_found_by_its_hash_and_goes_with_its_account_or_its_end(bed) {
        let (ada, bo) = (AccountId::from_number(1), AccountId::from_number(2));
        let token = |id: u64, owner, expires| Token {
            id, token_hash: store::hash(&[id as u8]), account: owner, name: "Import".into(), scopes: "read write".into(),
            created: at(id), expires, used: None, address: String::new(),
        };
        let all = [token(1, ada, None), token(2, ada, Some(at(5))), token(3, bo, Some(at(9)))];
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_account(&account(1, "ada")).await.unwrap();
        tx.insert_account(&account(2, "bo")).await.unwrap();
        for one in &all {
            tx.insert_token(one).await.unwrap();
        }
        tx.use_token(3, "192.0.2.1", at(4)).await.unwrap();
        tx.commit().await.unwrap();
        let third = Token { used: Some(at(4)), address: "192.0.2.1".into(), ..all[2].clone() };
        assert_eq!(bed.store.tokens().await.unwrap(), [all[0].clone(), all[1].clone(), third.clone()]);
        let known = bed.store.token_of_hash(&store::hash(&[3])).await.unwrap();
        assert_eq!(known, Some((third.clone(), account(2, "bo"))));
        assert_eq!(bed.store.token(3).await.unwrap(), Some(third));
        let mut tx = bed.store.begin().await.unwrap();
        tx.remove_expired_tokens(at(5)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bed.store.tokens_of(ada).await.unwrap(), [all[0].clone()]);
        let mut tx = bed.store.begin().await.unwrap();
        assert!(tx.remove_token(3).await.unwrap() && !tx.remove_token(3).await.unwrap());
        assert_eq!(tx.remove_tokens_of(ada).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(bed.store.tokens().await.unwrap().is_empty());
    }

    async fn a_request_is_claimed_once_and_whoever_was_taken_over_commits_nothing(bed) {
        let asked = Asked { token: 7, key: "k".into() };
        let (hash, now) = (store::hash(b"request"), at(1));
        let mut tx = bed.store.begin().await.unwrap();
        assert!(tx.claim(&asked, &hash, 1, now).await.unwrap() && !tx.claim(&asked, &hash, 2, now).await.unwrap());
        tx.commit().await.unwrap();
        let mut tx = bed.store.begin().await.unwrap();
        assert!(tx.take_over(&asked, (1, 2), at(2)).await.unwrap());
        assert!(!tx.take_over(&asked, (1, 3), at(2)).await.unwrap());
        tx.commit().await.unwrap();
        for (runner, id, commits) in [(1, 1, false), (2, 2, true)] {
            let mut tx = bed.store.for_request(asked.clone(), runner).begin().await.unwrap();
            tx.insert_account(&account(id, &id.to_string())).await.unwrap();
            assert_eq!(tx.commit().await.is_ok(), commits, "{runner}");
            let there = bed.store.account(AccountId::from_number(id)).await.unwrap().is_some();
            assert_eq!(there, commits, "{runner}");
        }
        let row = bed.store.answer(&asked).await.unwrap().unwrap();
        assert_eq!((row.runner, row.begun, row.done, row.answer), (2, at(2), true, None));
        let mut tx = bed.store.begin().await.unwrap();
        assert!(!tx.take_over(&asked, (2, 3), at(3)).await.unwrap(), "something was done");
        tx.forget_answer(&asked, 2).await.unwrap();
        tx.keep_answer(&asked, 1, 200, "{}").await.unwrap();
        tx.keep_answer(&asked, 2, 201, "[]").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bed.store.answer(&asked).await.unwrap().unwrap().answer, Some((201, "[]".to_owned())));
        assert_eq!(bed.store.answers_of(7).await.unwrap(), 1);
        let mut tx = bed.store.begin().await.unwrap();
        tx.forget_answers_before(at(3)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bed.store.answers_of(7).await.unwrap(), 0);
    }

    async fn a_null_character_is_the_same_on_both(bed) {
        let mut tx = bed.store.begin().await.unwrap();
        let row = StoryRow { headline: "a\0b".to_owned(), ..story_row(1) };
        tx.insert_story(&row).await.unwrap();
        let mut odd = revision(1, 1);
        odd.content.headline = "a\0b".to_owned();
        tx.insert_revision(&odd).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bed.store.story(row.id).await.unwrap().unwrap().headline, "a\u{fffd}b");
        assert_eq!(bed.store.revision(row.id, 1).await.unwrap(), Some(odd));
    }
}
