//! Screens that follow what others do: a question that waits until there is something new.

use std::time::Duration;

use newsroom::Error;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::problem::Problem;

/// However long nothing happens, proxies see an answer before they give up.
const WAIT: Duration = Duration::from_secs(25);
/// What other processes did is seen by asking.
const ASK: Duration = Duration::from_millis(1500);

/// Asks now, whenever the signal moves, and now and then; none where nothing was new for long.
pub(crate) async fn news<T, F>(
    mut signal: watch::Receiver<u64>,
    mut ask: impl FnMut() -> F,
) -> Result<Option<T>, Problem>
where
    F: Future<Output = Result<Option<T>, Error>>,
{
    let new = async {
        loop {
            signal.borrow_and_update();
            if let Some(new) = ask().await? {
                return Ok::<_, Error>(new);
            }
            let _ = timeout(ASK, signal.changed()).await;
        }
    };
    match timeout(WAIT, new).await {
        Ok(new) => Ok(Some(new?)),
        Err(_) => Ok(None),
    }
}
