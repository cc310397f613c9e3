//! What partners ask for at the desk's door: their own part, by their own token, in the form they want.

use http::Request;
use newsroom::{PartnerConfig, PutPartner, Role};

use crate::browser::Browser;
use crate::page::Page;
use crate::world::{World, content};

async fn partner(world: &World, name: &str, config: PartnerConfig) -> String {
    let put = PutPartner { name: name.into(), enabled: true, config, ..PutPartner::default() };
    let made = world.newsroom.put_partner(world.kit.chief(), put).await.expect("what the test itself made");
    made.token.expect("a new partner has a token")
}

async fn asking(world: &World, path: &str, token: &str, known: &str) -> Page {
    let request = Request::get(path)
        .header("authorization", format!("Bearer {token}"))
        .header("if-none-match", known)
        .body(axum::body::Body::empty())
        .expect("what the test itself made");
    Browser::new(world).ask(request).await
}

#[tokio::test]
async fn a_partner_reads_its_part_of_the_journal_from_where_it_stopped() {
    let world = World::new().await;
    let sport = PartnerConfig { sections: vec!["sport".into()], ..PartnerConfig::default() };
    let (all, none) =
        (partner(&world, "all", PartnerConfig::default()).await, partner(&world, "sport", sport).await);
    let story = world.story(content()).await;
    let mut editor = world.browser(Role::Editor).await;
    assert_eq!(editor.act(story, "publish", &[]).await.status, 303);
    let page = asking(&world, "/partner/lines?after=0", &all, "").await;
    assert_eq!(page.text, "1 published Le port rouvre\n");
    assert_eq!(page.header("link"), "</partner/lines?after=1>; rel=\"next\"");
    let tag = page.header("etag").to_owned();
    assert_eq!(asking(&world, "/partner/lines?after=1", &all, "").await.text, "");
    assert_eq!(asking(&world, "/partner/lines", &all, &tag).await.status, 304, "nothing happened");
    assert_eq!(asking(&world, "/partner/lines?after=0", &none, "").await.text, "");
    assert_eq!(asking(&world, &format!("/partner/lines/{story}"), &none, "").await.status, 404);
    assert_eq!(editor.act(story, "kill", &[("reason", "Faux.")]).await.status, 303);
    let page = asking(&world, "/partner/lines", &all, &tag).await;
    assert_eq!(page.text, "2 killed Annulation : ne pas utiliser: Faux.\n");
    assert_eq!(asking(&world, &format!("/partner/lines/{story}"), &all, "").await.text, page.text);
    let by_address = Browser::new(&world).get(&format!("/partner/lines?token={all}")).await;
    assert_eq!(by_address.text, page.text, "feed readers can be given an address only");
}

#[tokio::test]
async fn nobody_else_is_told_anything() {
    let world = World::new().await;
    let token = partner(&world, "all", PartnerConfig::default()).await;
    let story = world.story(content()).await;
    let mut editor = world.browser(Role::Editor).await;
    for path in
        ["/partner/lines".to_owned(), "/partner/lines?after=0".into(), format!("/partner/lines/{story}")]
    {
        for wrong in ["", "x", &token[1..]] {
            let page = asking(&world, &path, wrong, "").await;
            assert_eq!((page.status.as_u16(), page.header("www-authenticate")), (401, "Bearer"), "{path}");
        }
        assert_eq!(editor.get(&path).await.status, 401, "a session of the desk is no token");
    }
    assert_eq!(asking(&world, "/partner/morse", &token, "").await.status, 404);
    let draft = asking(&world, &format!("/partner/lines/{story}"), &token, "").await;
    assert_eq!(draft.status, 404, "a draft is nobody's");
    draft.hides("Le port rouvre");
}

#[tokio::test]
async fn a_chief_adds_a_partner_sees_what_its_server_took_and_sends_it_again() {
    let world = World::new().await;
    let mut chief = world.browser(Role::Chief).await;
    chief.get("/partners").await.shows("Nobody is sent what goes live yet").shows("/partner/ninjs?after=0");
    let bad = [("name", "Radio Rive"), ("address", "file:/x"), ("sections", "sport"), ("enabled", "on")];
    let page = chief.post("/partners", &bad).await;
    assert_eq!(page.status, 422);
    page.shows("cannot be served as it is written").shows("value=\"sport\"");
    for urgency in ["high", "3.5", "-1", "9", "300"] {
        let page = chief.post("/partners", &[("name", "Radio Rive"), ("urgency", urgency)]).await;
        assert_eq!(page.status, 422, "{urgency}: everything would have been sent");
        page.shows("urgencies are 1 to 8");
    }
    assert_eq!(chief.post("/partners", &[("id", "12x"), ("name", "Radio Rive")]).await.status, 404);
    assert_eq!(world.newsroom.partners(world.kit.chief()).await.unwrap(), []);
    let fine = [
        ("name", "Radio Rive"),
        ("sections", "sport, region"),
        ("address", "https://radio.example/in"),
        ("form", "lines"),
        ("secret", "gannet"),
        ("enabled", "on"),
    ];
    let page = chief.post("/partners", &fine).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let token = page.text.split("<code dir=\"ltr\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(world.newsroom.partner_of_token(&token).await.unwrap().is_some());
    let partner = world.newsroom.partners(world.kit.chief()).await.unwrap().remove(0);
    assert_eq!(partner.config.sections, ["sport", "region"]);
    let path = format!("/partners/{}", partner.row.id);
    chief.get(&path).await.shows("https://radio.example/in").hides("gannet").hides(&token);
    let story = world.story(content()).await;
    world.newsroom.publish_story(world.kit.editor(), story, 1).await.unwrap();
    let mut tx = world.kit.store.begin().await.unwrap();
    tx.lease_receipt(partner.row.id, 1, world.kit.now(), world.kit.now()).await.unwrap();
    let receipt = newsroom::Receipt {
        partner: partner.row.id,
        seq: 1,
        attempts: 1,
        next_attempt: None,
        done: None,
        answer: "422 no thanks".into(),
    };
    tx.put_receipt(&receipt).await.unwrap();
    tx.commit().await.unwrap();
    chief.get(&path).await.shows("set aside").shows("422 no thanks");
    chief.get("/partners").await.shows("not taken").shows("422 no thanks");
    assert_eq!(chief.post(&format!("{path}/resend"), &[("after", "0")]).await.status, 303);
    chief.get(&path).await.hides("422 no thanks");
    assert_eq!(chief.post(&format!("{path}/remove"), &[]).await.status, 303);
    chief.get("/partners").await.shows("Nobody is sent what goes live yet").hides("Radio Rive");
}
