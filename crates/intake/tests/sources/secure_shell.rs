//! An SFTP server that cannot be reached, or does not let us in, is told as such; `ssh` asks nobody.

use newsroom::VisitError;
use serde_json::Value as Json;

use crate::counterpart::Counterpart;
use crate::{source, visit};

#[tokio::test]
async fn a_server_that_speaks_no_ssh_is_away() {
    let server = Counterpart::open(|mut wire| async move {
        wire.say("SMTP, sorry\r\n").await;
        wire.line().await;
    })
    .await;
    let config = source("sftp", format!("sftp://127.0.0.1:{}/out", server.port));
    let told = visit(&config, &Json::Null).await.unwrap_err();
    assert!(matches!(told, VisitError::Away(_) | VisitError::Settings(_)), "{told}");
}
