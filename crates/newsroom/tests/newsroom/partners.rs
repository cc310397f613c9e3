//! Partners get their part of what goes live, in order, once, and are told what becomes of it; nothing else leaves.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;

use jiff::SignedDuration;
use newsroom::{
    Answered, Code, Deliver, FileItem, Parcel, PartnerConfig, PutPartner, PutSource, SourceConfig, TakeItem,
    VisitError,
};
use story::{Content, StoryId, Urgency, Writer};
use testkit::{Failure, TestNewsroom, delivery, sample};

use crate::support::refused;

testkit::on_both_databases! {
    a_partner_gets_what_goes_live_in_order_and_once
    a_partner_gets_its_sections_languages_topics_and_urgencies_and_nothing_else
    what_lies_far_behind_other_entries_is_found_and_a_short_list_goes_on_where_it_ended
    a_story_under_embargo_is_nobodys_yet
    who_may_have_embargoed_copy_is_told_of_it_ahead_and_of_every_move
    an_advance_that_the_wire_kills_is_taken_back_and_stands_again_when_somebody_decided
    what_has_no_place_for_an_embargo_carries_nothing_under_one
    whoever_had_a_story_is_told_what_became_of_it
    what_a_source_does_not_let_us_pass_on_stays_here
    a_server_that_is_away_gets_everything_later_and_nothing_overtakes
    what_a_server_refuses_holds_up_no_kill
    a_crash_after_the_answer_sends_the_same_entry_again_under_its_number
    a_token_opens_one_partners_part_and_is_shown_once
    everything_is_sent_again_when_asked
    a_partner_that_cannot_be_served_is_refused
}

/// A server that keeps what it gets and answers as told; the last answer for ever.
struct Server(Mutex<Vec<Result<u16, ()>>>, Mutex<Vec<Parcel>>);

impl Server {
    fn answering(answers: &[Result<u16, ()>]) -> Self {
        Self(Mutex::new(answers.to_vec()), Mutex::default())
    }

    fn fine() -> Self {
        Self::answering(&[Ok(200)])
    }

    fn got(&self) -> Vec<String> {
        self.1.lock().unwrap().iter().map(|parcel| parcel.body.trim().to_owned()).collect()
    }
}

impl Deliver for Server {
    fn deliver<'a>(
        &'a self,
        parcel: &'a Parcel,
    ) -> Pin<Box<dyn Future<Output = Result<Answered, VisitError>> + Send + 'a>> {
        self.1.lock().unwrap().push(parcel.clone());
        let mut answers = self.0.lock().unwrap();
        let answer = if answers.len() > 1 { answers.remove(0) } else { answers[0] };
        Box::pin(async move {
            let told = "so it says".to_owned();
            answer
                .map(|status| Answered { status, told, wait_s: None })
                .map_err(|()| VisitError::Away("no answer".into()))
        })
    }
}

fn pushed() -> PartnerConfig {
    PartnerConfig { address: "https://far.example/in".into(), secret: "s".into(), ..PartnerConfig::default() }
}

async fn add(desk: &TestNewsroom, config: PartnerConfig) -> (u64, String) {
    let put = PutPartner { name: "far".into(), enabled: true, config, ..PutPartner::default() };
    let made = desk.newsroom.put_partner(desk.chief(), put).await.unwrap();
    (made.id, made.token.unwrap())
}

async fn serve(desk: &TestNewsroom, server: &Server, id: u64) {
    let row = desk.store.partner(id).await.unwrap().unwrap();
    desk.newsroom.serve_partner(server, row).await.unwrap();
}

fn writer(desk: &TestNewsroom) -> &'static Writer {
    desk.newsroom.writer("lines").unwrap()
}

/// What the partner is given when it asks for everything.
async fn asked(desk: &TestNewsroom, token: &str) -> Vec<String> {
    let partner = desk.newsroom.partner_of_token(token).await.unwrap().unwrap();
    let list = desk.newsroom.dispatches_after(&partner, writer(desk), 0, None).await.unwrap();
    let lines = list.dispatches.iter().map(|one| (desk.newsroom.writers()[0].one)(one));
    lines.map(|line| line.trim().to_owned()).collect()
}

async fn publish(
    desk: &TestNewsroom,
    edition: &str,
    headline: &str,
    change: impl Fn(&mut Content),
) -> StoryId {
    let mut content = Content { headline: headline.into(), ..sample(edition) };
    change(&mut content);
    let story = desk.draft(edition, content).await;
    desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    story
}

async fn a_partner_gets_what_goes_live_in_order_and_once(desk: TestNewsroom) {
    publish(&desk, "fr", "Avant", |_| {}).await;
    let (id, _) = add(&desk, pushed()).await;
    let story = publish(&desk, "fr", "Un", |_| {}).await;
    let number = desk.rewrite(story, "Un bis").await;
    desk.newsroom.correct_story(desk.editor(), story, number, "C’était bis.".into()).await.unwrap();
    desk.newsroom.kill_story(desk.editor(), story, "Faux.".into()).await.unwrap();
    let server = Server::fine();
    for _ in 0..3 {
        serve(&desk, &server, id).await;
    }
    let expected = ["2 published Un", "3 corrected Un bis", "4 killed Annulation : ne pas utiliser: Faux."];
    assert_eq!(server.got(), expected, "from when it is a partner, once however often it is served");
    let receipts = desk.newsroom.receipts(desk.chief(), id, 9).await.unwrap();
    assert_eq!(receipts.iter().map(|one| one.seq).collect::<Vec<_>>(), [4, 3, 2]);
    assert!(receipts.iter().all(|one| one.done.is_some() && one.answer == "200 so it says"));
    let parcel = server.1.lock().unwrap()[0].clone();
    assert_eq!((parcel.seq, parcel.secret.as_str()), (2, "s"));
    assert_eq!(desk.newsroom.partners(desk.chief()).await.unwrap()[0].behind, 0);
}

async fn a_partner_gets_its_sections_languages_topics_and_urgencies_and_nothing_else(desk: TestNewsroom) {
    let config = PartnerConfig {
        editions: vec!["fr".into()],
        languages: vec!["fr".into()],
        sections: vec!["sport".into()],
        topics: vec!["Pêche".into()],
        urgency_max: 3,
        ..PartnerConfig::default()
    };
    let (_, token) = add(&desk, config).await;
    let fits = |content: &mut Content| {
        content.section = "sport".into();
        content.topics = vec!["peche".into()];
        content.urgency = Urgency::try_from(3).unwrap();
    };
    publish(&desk, "fr", "Tout y est", fits).await;
    for (headline, change) in [
        ("section", (|content| content.section = "region".into()) as fn(&mut Content)),
        ("sujet", |content| content.topics = vec!["mer".into()]),
        ("urgence", |content| content.urgency = Urgency::NORMAL),
    ] {
        publish(&desk, "fr", headline, |content| {
            fits(content);
            change(content);
        })
        .await;
    }
    publish(&desk, "en", "edition", fits).await;
    assert_eq!(asked(&desk, &token).await, ["1 published Tout y est"]);
}

async fn what_lies_far_behind_other_entries_is_found_and_a_short_list_goes_on_where_it_ended(
    desk: TestNewsroom,
) {
    let sport = |content: &mut Content| content.section = "sport".into();
    let config = PartnerConfig { sections: vec!["sport".into()], ..PartnerConfig::default() };
    let (_, token) = add(&desk, config).await;
    let first = publish(&desk, "fr", "Premier", sport).await;
    let other = publish(&desk, "fr", "Un port", |content| content.section = "region".into()).await;
    for n in 0..60 {
        let number = desk.rewrite(other, &format!("Un port {n}")).await;
        desk.newsroom.update_story(desk.editor(), other, number).await.unwrap();
    }
    publish(&desk, "fr", "Dernier", sport).await;
    assert_eq!(asked(&desk, &token).await, ["1 published Premier", "63 published Dernier"]);
    let partner = desk.newsroom.partner_of_token(&token).await.unwrap().unwrap();
    let newest = desk.newsroom.newest_dispatches(&partner, writer(&desk), None).await.unwrap().dispatches;
    assert_eq!(newest.iter().map(|one| one.entry.seq).collect::<Vec<_>>(), [63, 1]);
    let one = desk.newsroom.dispatches_after(&partner, writer(&desk), 0, Some(1)).await.unwrap();
    assert_eq!((one.dispatches.len(), one.dispatches[0].story, one.channel.next), (1, first, 1));
    let rest =
        desk.newsroom.dispatches_after(&partner, writer(&desk), one.channel.next, Some(1)).await.unwrap();
    assert_eq!((rest.dispatches.len(), rest.channel.next), (1, 63));
}

async fn a_story_under_embargo_is_nobodys_yet(desk: TestNewsroom) {
    let (id, token) = add(&desk, pushed()).await;
    let story = desk.draft("fr", sample("fr")).await;
    let embargo = desk.in_minutes(60);
    desk.newsroom.set_embargo(desk.editor(), story, Some(embargo)).await.unwrap();
    assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), story, 1).await), Code::EmbargoHolds);
    let server = Server::fine();
    serve(&desk, &server, id).await;
    assert!(server.got().is_empty() && asked(&desk, &token).await.is_empty());
    let partner = desk.newsroom.partner_of_token(&token).await.unwrap().unwrap();
    assert_eq!(desk.newsroom.dispatch_of(&partner, writer(&desk), story).await.unwrap(), None);
    desk.advance_minutes(61);
    desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    serve(&desk, &server, id).await;
    assert_eq!(server.got().len(), 1);
}

/// A story on the schedule, held for an hour, due in two.
async fn held(desk: &TestNewsroom, headline: &str) -> StoryId {
    let story = desk.draft("fr", Content { headline: headline.into(), ..sample("fr") }).await;
    desk.newsroom.set_embargo(desk.editor(), story, Some(desk.in_minutes(60))).await.unwrap();
    desk.newsroom.schedule_story(desk.editor(), story, 1, desk.in_minutes(120)).await.unwrap();
    story
}

async fn who_may_have_embargoed_copy_is_told_of_it_ahead_and_of_every_move(desk: TestNewsroom) {
    let (_, open) = add(&desk, PartnerConfig::default()).await;
    let config = PartnerConfig { embargoed: true, ..pushed() };
    let put = PutPartner { name: "trusted".into(), enabled: true, config, ..PutPartner::default() };
    let trusted = desk.newsroom.put_partner(desk.chief(), put).await.unwrap();
    let ahead = trusted.token.unwrap();
    let (two, three) = (desk.in_minutes(120), desk.in_minutes(180));
    let story = held(&desk, "Le prix").await;
    let server = Server::fine();
    serve(&desk, &server, trusted.id).await;
    let note = "Sous embargo : ne pas utiliser avant l’heure indiquée";
    assert_eq!(server.got(), [format!("1 published Le prix [{note} {two}]")]);
    assert!(asked(&desk, &open).await.is_empty(), "not who may not");

    desk.newsroom.set_embargo(desk.editor(), story, Some(three)).await.unwrap();
    let moved = "L’embargo ou l’article a changé : cette version remplace la précédente";
    assert_eq!(
        asked(&desk, &ahead).await,
        [format!("2 published Le prix [{moved} {three}]")],
        "only the newest"
    );
    desk.newsroom.unschedule_story(desk.editor(), story).await.unwrap();
    let back =
        "3 killed Annulation : ne pas utiliser: Cet article ne paraîtra pas comme prévu. Ne l’utilisez pas.";
    assert_eq!(asked(&desk, &ahead).await, [back]);
    // A revision that nobody scheduled is nobody's.
    let number = desk.rewrite(story, "Le prix bis").await;
    assert_eq!(asked(&desk, &ahead).await, [back]);
    desk.newsroom.schedule_story(desk.editor(), story, number, three).await.unwrap();
    assert_eq!(asked(&desk, &ahead).await[1], format!("4 published Le prix bis [{note} {three}]"));
    // Lifted: it holds until it is out here, and no longer.
    desk.newsroom.set_embargo(desk.chief(), story, None).await.unwrap();
    assert_eq!(desk.journal().await.len(), 4, "it goes out when it was to");
    desk.advance_minutes(181);
    assert_eq!(desk.newsroom.run_due().await.unwrap(), [story]);
    serve(&desk, &server, trusted.id).await;
    assert_eq!(server.got().last().unwrap(), "5 published Le prix bis [Libre d’emploi dès maintenant]");
    assert_eq!(asked(&desk, &open).await, ["5 published Le prix bis"]);
    // For readers an advance is nothing, and names no word.
    let journal = desk.journal().await;
    assert!(journal[..4].iter().all(|entry| entry.change.story_id().is_none()));
    assert!(!format!("{:?}", &journal[..4]).contains("prix"));
}

async fn an_advance_that_the_wire_kills_is_taken_back_and_stands_again_when_somebody_decided(
    desk: TestNewsroom,
) {
    let config = PartnerConfig { embargoed: true, ..PartnerConfig::default() };
    let (_, ahead) = add(&desk, config).await;
    let file = |line: &str| FileItem {
        bytes: delivery(&[line]),
        name: "feed".into(),
        media_type: String::new(),
        source: "boreale".into(),
    };
    let filed = desk.newsroom.file_item(desk.reporter(), file("a|1|usable||Une|x")).await.unwrap();
    let story = held(&desk, "Une").await;
    let item = filed.items[0].id;
    let mut tx = desk.store.begin().await.unwrap();
    let built = newsroom::StoryItem { story, item, by: desk.editor().account, at: desk.now() };
    tx.build_story(&built).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(asked(&desk, &ahead).await.len(), 1);
    let killed = desk.newsroom.file_item(desk.reporter(), file("a|2|canceled||Une|x")).await.unwrap();
    let lines = asked(&desk, &ahead).await;
    assert!(lines.len() == 1 && lines[0].starts_with("2 killed"), "{lines:?}");
    let decision = newsroom::WireDecision::Stands;
    let (editor, item) = (desk.editor(), killed.items[0].id);
    desk.newsroom.decide_wire_alert(editor, story, item, decision, "Vérifié.".into()).await.unwrap();
    assert!(asked(&desk, &ahead).await[1].starts_with("3 published Une [Sous embargo"));
}

async fn what_has_no_place_for_an_embargo_carries_nothing_under_one(desk: TestNewsroom) {
    let config = PartnerConfig { embargoed: true, form: "open-lines".into(), ..pushed() };
    let (id, token) = add(&desk, config).await;
    let story = held(&desk, "Le prix").await;
    let server = Server::fine();
    serve(&desk, &server, id).await;
    assert!(server.got().is_empty());
    let partner = desk.newsroom.partner_of_token(&token).await.unwrap().unwrap();
    let open = desk.newsroom.writer("open-lines").unwrap();
    assert_eq!(desk.newsroom.dispatch_of(&partner, open, story).await.unwrap(), None);
    assert!(desk.newsroom.newest_dispatches(&partner, open, None).await.unwrap().dispatches.is_empty());
    assert_eq!(asked(&desk, &token).await.len(), 1, "where the form can say it, it is there");
}

async fn whoever_had_a_story_is_told_what_became_of_it(desk: TestNewsroom) {
    let sport = PartnerConfig { sections: vec!["sport".into()], ..PartnerConfig::default() };
    let (_, token) = add(&desk, sport).await;
    let had = publish(&desk, "fr", "Un match", |content| content.section = "sport".into()).await;
    let never = publish(&desk, "fr", "Un port", |content| content.section = "region".into()).await;
    let view = desk.newsroom.story(desk.editor(), had).await.unwrap();
    let content =
        Content { section: "region".into(), headline: "Un procès".into(), ..view.revision.content };
    let save = newsroom::SaveRevision { story: had, base: 1, version: 0, note: String::new(), content };
    desk.newsroom.save_revision(desk.editor(), save).await.unwrap();
    desk.newsroom.update_story(desk.editor(), had, 2).await.unwrap();
    for story in [had, never] {
        desk.newsroom.kill_story(desk.editor(), story, "Faux.".into()).await.unwrap();
    }
    let lines = asked(&desk, &token).await;
    let expected =
        ["1 published Un match", "3 updated Un procès", "4 killed Annulation : ne pas utiliser: Faux."];
    assert_eq!(lines, expected, "and nothing of the story that it never had");
}

async fn what_a_source_does_not_let_us_pass_on_stays_here(desk: TestNewsroom) {
    let config = SourceConfig { kind: "push".into(), own_use_only: true, ..SourceConfig::default() };
    let put = PutSource { name: "boreale".into(), enabled: true, config, ..PutSource::default() };
    desk.newsroom.put_source(desk.chief(), put).await.unwrap();
    let (_, token) = add(&desk, PartnerConfig::default()).await;
    let file = FileItem {
        bytes: delivery(&["a|1|usable||Une|x"]),
        name: "feed".into(),
        media_type: String::new(),
        source: "boreale".into(),
    };
    let item = desk.newsroom.file_item(desk.reporter(), file).await.unwrap().items[0].id;
    let ours = publish(&desk, "fr", "De nous", |_| {}).await;
    let take = TakeItem { edition: "fr".into(), section: "region".into(), translate: false };
    let taken = desk.newsroom.take_item(desk.reporter(), item, take).await.unwrap();
    let head = desk.newsroom.story(desk.editor(), taken).await.unwrap().row.head;
    let save = newsroom::SaveRevision {
        story: taken,
        base: head,
        version: 0,
        note: String::new(),
        content: Content { headline: "D’eux".into(), ..sample("fr") },
    };
    let number = desk.newsroom.save_revision(desk.editor(), save).await.unwrap().number;
    desk.newsroom.publish_story(desk.editor(), taken, number).await.unwrap();
    assert_eq!(asked(&desk, &token).await, ["1 published De nous"]);

    // Their words get into a story that partners have: they are told to drop it, without those words.
    desk.clock.advance(SignedDuration::from_secs(5));
    let mut tx = desk.store.begin().await.unwrap();
    let built = newsroom::StoryItem { story: ours, item, by: desk.editor().account, at: desk.now() };
    tx.build_story(&built).await.unwrap();
    tx.commit().await.unwrap();
    let number = desk.rewrite(ours, "Leurs mots").await;
    desk.newsroom.update_story(desk.editor(), ours, number).await.unwrap();
    let lines = asked(&desk, &token).await;
    assert_eq!(lines.len(), 2);
    assert!(lines[1].starts_with("3 killed") && !lines[1].contains("Leurs mots"), "{lines:?}");

    // Somebody who has the source as well gets all of it.
    let cleared = PartnerConfig { cleared: vec!["boreale".into()], ..PartnerConfig::default() };
    let put = PutPartner { name: "near".into(), enabled: true, config: cleared, ..PutPartner::default() };
    let near = desk.newsroom.put_partner(desk.chief(), put).await.unwrap().token.unwrap();
    assert_eq!(
        asked(&desk, &near).await,
        ["1 published De nous", "2 published D’eux", "3 updated Leurs mots"]
    );
}

async fn a_server_that_is_away_gets_everything_later_and_nothing_overtakes(desk: TestNewsroom) {
    let (id, _) = add(&desk, pushed()).await;
    let story = publish(&desk, "fr", "Un", |_| {}).await;
    desk.newsroom.kill_story(desk.editor(), story, "Faux.".into()).await.unwrap();
    let server = Server::answering(&[Err(()), Ok(401), Ok(200)]);
    serve(&desk, &server, id).await;
    serve(&desk, &server, id).await;
    assert_eq!(server.got(), ["1 published Un"], "not before its time, and not the kill before the story");
    let view = desk.newsroom.partners(desk.chief()).await.unwrap().remove(0);
    assert_eq!((view.behind, view.trouble.unwrap().answer.as_str()), (2, "no answer"));
    for seconds in [2, 3, 4] {
        desk.clock.advance(SignedDuration::from_secs(seconds));
        serve(&desk, &server, id).await;
    }
    let killed = "2 killed Annulation : ne pas utiliser: Faux.";
    assert_eq!(server.got(), ["1 published Un", "1 published Un", "1 published Un", killed]);
    let receipts = desk.newsroom.receipts(desk.chief(), id, 9).await.unwrap();
    assert_eq!(receipts.iter().map(|one| one.attempts).collect::<Vec<_>>(), [1, 3]);
}

async fn what_a_server_refuses_holds_up_no_kill(desk: TestNewsroom) {
    let (id, _) = add(&desk, pushed()).await;
    let story = publish(&desk, "fr", "Un", |_| {}).await;
    desk.newsroom.kill_story(desk.editor(), story, "Faux.".into()).await.unwrap();
    let server = Server::answering(&[Ok(422), Ok(200)]);
    serve(&desk, &server, id).await;
    assert_eq!(server.got().len(), 2);
    let receipts = desk.newsroom.receipts(desk.chief(), id, 9).await.unwrap();
    assert_eq!(receipts[1].answer, "422 so it says");
    assert!(receipts[1].done.is_none() && receipts[1].next_attempt.is_none() && receipts[0].done.is_some());
}

async fn a_crash_after_the_answer_sends_the_same_entry_again_under_its_number(desk: TestNewsroom) {
    let (id, _) = add(&desk, pushed()).await;
    publish(&desk, "fr", "Un", |_| {}).await;
    let server = Server::fine();
    desk.failures.plan("partner-answered", Failure::Error);
    let row = desk.store.partner(id).await.unwrap().unwrap();
    assert!(desk.newsroom.serve_partner(&server, row).await.is_err());
    serve(&desk, &server, id).await;
    assert_eq!(server.got().len(), 1, "another node may be carrying it still");
    desk.advance_minutes(3);
    serve(&desk, &server, id).await;
    serve(&desk, &server, id).await;
    let numbers: Vec<u64> = server.1.lock().unwrap().iter().map(|parcel| parcel.seq).collect();
    assert_eq!(numbers, [1, 1]);
}

async fn a_token_opens_one_partners_part_and_is_shown_once(desk: TestNewsroom) {
    let (id, token) = add(&desk, pushed()).await;
    assert_eq!(desk.newsroom.partner_of_token("").await.unwrap(), None);
    assert_eq!(desk.newsroom.partner_of_token(&token[1..]).await.unwrap(), None);
    let kept = desk.store.partner(id).await.unwrap().unwrap();
    assert!(!format!("{kept:?}").contains(&token), "only its hash is kept");
    let view = desk.newsroom.partners(desk.chief()).await.unwrap().remove(0);
    assert_eq!(view.config.secret, "");
    let put =
        PutPartner { id: Some(id), name: "far".into(), config: pushed(), new_token: true, enabled: false };
    let config = PartnerConfig { secret: String::new(), ..put.config.clone() };
    let fresh = desk.newsroom.put_partner(desk.chief(), PutPartner { config, ..put.clone() }).await.unwrap();
    assert_eq!(desk.newsroom.partner_of_token(&token).await.unwrap(), None, "the old one is worth nothing");
    assert_eq!(desk.newsroom.partner_of_token(&fresh.token.unwrap()).await.unwrap(), None, "not in use");
    let config = desk.store.partner(id).await.unwrap().unwrap().config;
    assert_eq!(config["secret"], "s", "what was not written again stays");
    let mine = desk.newsroom.put_partner(desk.editor(), PutPartner::default()).await;
    assert_eq!(refused(mine), Code::NotAllowed);
}

async fn everything_is_sent_again_when_asked(desk: TestNewsroom) {
    publish(&desk, "fr", "Avant", |_| {}).await;
    let (id, _) = add(&desk, pushed()).await;
    publish(&desk, "fr", "Après", |_| {}).await;
    let server = Server::fine();
    serve(&desk, &server, id).await;
    desk.newsroom.resend_to_partner(desk.chief(), id, 0).await.unwrap();
    serve(&desk, &server, id).await;
    assert_eq!(server.got(), ["2 published Après", "1 published Avant", "2 published Après"]);
    desk.newsroom.remove_partner(desk.chief(), id).await.unwrap();
    assert_eq!(refused(desk.newsroom.receipts(desk.chief(), id, 9).await), Code::UnknownPartner);
}

async fn a_partner_that_cannot_be_served_is_refused(desk: TestNewsroom) {
    let named = |name: &str, config| PutPartner { name: name.into(), config, ..PutPartner::default() };
    add(&desk, PartnerConfig::default()).await;
    for (put, code) in [
        (named(" ", PartnerConfig::default()), Code::PartnerInvalid),
        (named("far", PartnerConfig::default()), Code::PartnerInvalid),
        (
            named("a", PartnerConfig { editions: vec!["xx".into()], ..Default::default() }),
            Code::UnknownEdition,
        ),
        (named("a", PartnerConfig { address: "file:/x".into(), ..Default::default() }), Code::PartnerInvalid),
        (named("a", PartnerConfig { form: "morse".into(), ..Default::default() }), Code::PartnerInvalid),
        (named("a", PartnerConfig { urgency_max: 9, ..Default::default() }), Code::PartnerInvalid),
    ] {
        assert_eq!(refused(desk.newsroom.put_partner(desk.chief(), put).await), code);
    }
}
