//! Screens that follow what others do: a question that waits until there is something new.
//!
//! *Invariant:* whoever lost their access while they waited is told that, and nothing else.

use std::time::Duration;

use newsroom::Error;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::app::Desk;
use crate::problem::Problem;
use crate::visitor::Visitor;

/// However long nothing happens, proxies see an answer before they give up.
const WAIT: Duration = Duration::from_secs(25);
/// What other processes did is seen by asking.
const ASK: Duration = Duration::from_millis(1500);

/// Asks now, whenever the signal moves, and now and then; none where nothing was new for long. Each time, and whenever somebody
/// lost their access, whoever asks is looked at anew: the guard let them in before they waited.
pub(crate) async fn news<T, F>(
    desk: &Desk,
    visitor: &Visitor,
    mut signal: watch::Receiver<u64>,
    mut ask: impl FnMut() -> F,
) -> Result<Option<T>, Problem>
where
    F: Future<Output = Result<Option<T>, Error>>,
{
    let mut access = desk.newsroom.access_signal();
    let new = async {
        loop {
            signal.borrow_and_update();
            access.borrow_and_update();
            let new = ask().await?;
            visitor.is_still_let_in(desk).await?;
            if let Some(new) = new {
                return Ok::<_, Problem>(new);
            }
            tokio::select! {
                _ = signal.changed() => {}
                _ = access.changed() => {}
                () = tokio::time::sleep(ASK) => {}
            }
        }
    };
    match timeout(WAIT, new).await {
        Ok(new) => Ok(Some(new?)),
        Err(_) => visitor.is_still_let_in(desk).await.map(|()| None),
    }
}
