//! One test, two databases.

use std::future::Future;

use crate::TestNewsroom;
use crate::postgres::Server;

/// Runs a test on SQLite in a temporary folder.
pub fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(TestNewsroom) -> F) {
    run(async { test(TestNewsroom::new().await).await });
}

/// Runs a test on a PostgreSQL database of its own. Skipped, with a printed line, only where PostgreSQL is not
/// installed and `MARBRE_TEST_POSTGRES` does not require it.
pub fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(TestNewsroom) -> F) {
    let Some(server) = Server::shared() else { return };
    let database = server.database();
    run(async { test(TestNewsroom::build().database(&database.url()).open().await).await });
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

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(test);
}
