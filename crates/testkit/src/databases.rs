//! One test, two databases.

use std::future::Future;
use std::sync::Arc;

use store::{Store, Verdict};

use crate::TestNewsroom;
use crate::postgres::Server;

/// Runs a test on SQLite in a temporary folder.
pub fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(TestNewsroom) -> F) {
    run(async { sealed_after(TestNewsroom::new().await, test).await });
}

/// Runs a test on a PostgreSQL database of its own. Skipped, with a printed line, only where PostgreSQL is not
/// installed and `MARBRE_TEST_POSTGRES` does not require it.
pub fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(TestNewsroom) -> F) {
    let Some(server) = Server::shared() else { return };
    let database = server.database();
    run(async { sealed_after(TestNewsroom::build().database(&database.url()).open().await, test).await });
}

/// Makes two tests, `on_sqlite` and `on_postgres`, of each `async fn(TestNewsroom)` that is named.
#[macro_export]
macro_rules! on_both_databases {
    ($($promise:ident)+) => {
        $(mod $promise {
            #[test]
            fn on_sqlite() {
                $crate::on_sqlite(super::$promise);
            }

            #[test]
            fn on_postgres() {
                $crate::on_postgres(super::$promise);
            }
        })+
    };
}

/// Whatever a test did and by which way: all that was written of every story is sealed.
async fn sealed_after<F: Future<Output = ()>>(desk: TestNewsroom, test: impl FnOnce(TestNewsroom) -> F) {
    let (store, folder) = (desk.store.clone(), Arc::clone(&desk.folder));
    test(desk).await;
    assert_sealed(&store).await;
    drop(folder);
}

async fn assert_sealed(store: &Store) {
    let mut after = None;
    loop {
        let stories = store.stories_after(after).await.expect("the stories");
        let Some(last) = stories.last() else { return };
        after = Some(*last);
        for story in stories {
            let record = store.record(story).await.expect("a record").expect("a story");
            assert_eq!(record.verdict, Verdict::Sealed, "story {story}");
        }
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(test);
}
