//! A partner's server: gets each entry under its number, may say why not, and is never one of this house by accident.

use intake::{Guard, Intake};
use newsroom::{Answered, Deliver, Parcel, VisitError};

use crate::counterpart::{Counterpart, answer, request};
use crate::intake;

fn parcel(address: String) -> Parcel {
    Parcel {
        address,
        secret: "word".into(),
        media_type: "application/json; charset=utf-8".into(),
        body: "{\"headline\":\"é\"}".into(),
        seq: 42,
    }
}

#[tokio::test]
async fn an_entry_arrives_whole_under_its_number_and_the_answer_comes_back() {
    let server = Counterpart::open(|mut wire| async move {
        let heard = request(&mut wire).await.unwrap();
        let said =
            (heard.header("idempotency-key"), heard.header("authorization"), heard.header("content-type"));
        let fine = said == ("\"42\"", "Bearer word", "application/json; charset=utf-8")
            && heard.body == "{\"headline\":\"é\"}".as_bytes();
        match (heard.path.as_str(), fine) {
            ("/in", true) => answer(&mut wire, "202 Accepted", "thank you").await,
            ("/busy", true) => answer(&mut wire, "429 Slow\nretry-after: 30", "").await,
            // Elsewhere is another server: it gets the entry and not the word.
            ("/elsewhere", true) => {
                answer(&mut wire, "307 Over there\nlocation: http://169.254.1.1/in", "").await;
            }
            _ => answer(&mut wire, "400 Bad", "not as it was sent").await,
        }
    })
    .await;
    let at = |path: &str| parcel(format!("http://127.0.0.1:{}/{path}", server.port));
    let answered = |status, told: &str, wait_s| Ok(Answered { status, told: told.into(), wait_s });
    assert_eq!(intake().deliver(&at("in")).await, answered(202, "thank you", None));
    assert_eq!(intake().deliver(&at("busy")).await, answered(429, "", Some(30)));
    assert!(matches!(intake().deliver(&at("elsewhere")).await, Err(VisitError::Refused(_))));
    let strict = Intake::new(Guard::default(), Vec::new());
    assert!(matches!(strict.deliver(&at("in")).await, Err(VisitError::Refused(_))));
}
