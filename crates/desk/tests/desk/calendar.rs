//! The planning for programs: all that its screen does, and as a calendar.

use axum::body::Body;
use http::{Method, header};
use newsroom::{Role, Scope};
use serde_json::{Value, json};

use crate::program::{Program, Told};
use crate::world::World;

#[track_caller]
fn fine(told: Told) -> Value {
    assert!(told.status.is_success(), "{} {}", told.status, told.json);
    told.json
}

fn event() -> Value {
    json!({
        "title": "Vote du budget; suite, fin\net suite", "place": "Assemblée", "private_note": "Accréditation 99",
        "description": "Un très long débat, ".repeat(20), "starts": "2026-06-12T15:00:00Z",
        "ends": "2026-06-12T16:30:00Z", "edition": "fr", "section": "region", "urgency": 2,
    })
}

async fn calendar(world: &World, path: &str, authorization: String) -> (u16, String) {
    let program = Program::new(world, String::new()).await;
    let request = program.request(Method::GET, path).header(header::AUTHORIZATION, authorization);
    let told = program.ask(request.body(Body::empty()).expect("what the test itself made")).await;
    (told.status.as_u16(), String::from_utf8(told.bytes).expect("a calendar is text"))
}

fn basic(token: &str) -> String {
    use base64::Engine as _;
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("agenda:{token}")))
}

#[tokio::test]
async fn an_event_is_planned_covered_and_written_by_programs() {
    let world = World::new().await;
    let program = Program::new(&world, world.token(Role::Editor, &[Scope::Read, Scope::Write]).await).await;
    let made = fine(program.post("/api/events", event()).await);
    let path = format!("/api/events/{}", made["id"].as_str().unwrap());
    let coverage = json!({ "kind": "photo", "deadline": "2026-06-12T17:00:00Z" });
    fine(program.post(&format!("{path}/coverages"), json!({ "version": 1, "coverage": coverage })).await);
    let read = fine(program.get(&path).await);
    assert_eq!((read["version"].as_u64(), read["event"]["urgency"].as_u64()), (Some(2), Some(2)));
    let number = read["coverages"].as_object().unwrap().keys().next().unwrap().clone();
    let who = world.kit.reporter().account.to_string();
    let assign = format!("{path}/coverages/{number}/assign");
    fine(program.post(&assign, json!({ "version": 2, "to": who })).await);
    let read = fine(program.get(&path).await);
    assert_eq!(read["coverages"][&number]["assignee"], json!(who));
    assert_eq!(read["coverages"][&number]["state"], "assigned");
    let listed = fine(program.get("/api/events?edition=fr&from=2026-06-12T00:00:00Z&text=budget").await);
    assert_eq!(listed["events"].as_array().unwrap().len(), 1);
    let other = fine(program.get("/api/events?until=2026-06-12T00:00:00Z").await);
    assert_eq!(other["events"], json!([]));
    fine(program.post(&format!("{path}/coverages/{number}/start"), json!({})).await);
    let story = fine(program.get(&path).await)["coverages"][&number]["story"].clone();
    assert!(story.is_string(), "{story}");
    fine(program.post(&format!("{path}/stand"), json!({ "version": 3, "standing": "cancelled" })).await);
    let read = fine(program.get(&path).await);
    assert_eq!(read["event"]["standing"], "cancelled");
    let version = read["version"].as_u64().unwrap();
    fine(program.post(&format!("{path}/undo"), json!({ "version": version })).await);
    assert_eq!(fine(program.get(&path).await)["event"]["standing"], "planned");
}

#[tokio::test]
async fn the_planning_is_a_calendar_that_is_followed_with_a_token_until_that_is_revoked() {
    let world = World::new().await;
    let program = Program::new(&world, world.token(Role::Editor, &[Scope::Read, Scope::Write]).await).await;
    fine(program.post("/api/events", event()).await);
    let day = json!({
        "title": "Salon", "all_day": true, "zone": "Europe/Paris", "standing": "postponed",
        "starts": "2026-06-12T22:00:00Z", "ends": "2026-06-14T21:59:00Z",
    });
    fine(program.post("/api/events", day).await);
    let token = world.token(Role::Reporter, &[Scope::Read]).await;
    for authorization in [format!("Bearer {token}"), basic(&token)] {
        let (status, text) = calendar(&world, "/api/editions/fr/events.ics", authorization).await;
        assert_eq!(status, 200, "{text}");
        assert!(
            text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n")
        );
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        let unfolded = text.replace("\r\n ", "");
        for wanted in [
            "SUMMARY:Vote du budget\\; suite\\, fin\\net suite\r\n",
            "DTSTART:20260612T150000Z\r\n",
            "DTEND:20260612T163000Z\r\n",
            "DTSTART;VALUE=DATE:20260613\r\n",
            "DTEND;VALUE=DATE:20260615\r\n",
            "STATUS:TENTATIVE\r\n",
            "LOCATION:Assemblée\r\n",
        ] {
            assert!(unfolded.contains(wanted), "{wanted} in {unfolded}");
        }
        assert!(!text.contains("Accréditation"), "what is for the desk alone stays there");
    }
    assert_eq!(calendar(&world, "/api/editions/zz/events.ics", basic(&token)).await.0, 404);
    for wrong in [basic("mrb_wrong"), "Basic ???".to_owned(), basic("")] {
        assert_eq!(calendar(&world, "/api/events.ics", wrong).await.0, 401);
    }
    let chief = world.program(Role::Chief).await;
    let tokens = fine(chief.get("/api/tokens").await)["tokens"].clone();
    let reporter = json!(world.kit.reporter().account);
    let mut tokens = tokens.as_array().unwrap().iter();
    let id = tokens.find(|token| token["account"] == reporter).unwrap()["id"].as_str().unwrap();
    fine(chief.post(&format!("/api/tokens/{id}/revoke"), json!({})).await);
    assert_eq!(calendar(&world, "/api/events.ics", basic(&token)).await.0, 401, "it is revoked");
    // Calendars send a password where they are asked for one.
    let stranger = Program::new(&world, String::new()).await;
    let asked = stranger.get("/api/events.ics").await.headers;
    let asked: Vec<_> = asked.get_all(header::WWW_AUTHENTICATE).iter().collect();
    assert_eq!(asked, ["Bearer realm=\"marbre\"", "Basic realm=\"marbre\", charset=\"UTF-8\""]);
    // Browsers send such a password by themselves: nothing is changed by it.
    let editors = world.token(Role::Editor, &[Scope::Write]).await;
    let request =
        stranger.request(Method::POST, "/api/events").header(header::AUTHORIZATION, basic(&editors));
    let told = stranger.ask(request.body(Body::from("{}")).unwrap()).await;
    assert_eq!(told.status, 401);
}
