//! The desk as a router and as a running server.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::State;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Method, Uri};
use newsroom::Newsroom;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::access::{Access, Route};
use crate::api;
use crate::app::Desk;
use crate::config::DeskConfig;
use crate::encoding::compress;
use crate::guard::{Post, guard};
use crate::hear_out::hear_out;
use crate::page::harden;
use crate::problem::Problem;
use crate::routes::all;
use crate::traced::trace;

/// Every screen and form of the desk.
pub fn router(newsroom: Newsroom, config: DeskConfig) -> Router {
    let desk = Desk::new(newsroom, config);
    let mut router: Router<Desk> = Router::new();
    for route in all() {
        let Route { path, access, bytes_max, handler, .. } = route;
        let post = Post { desk: desk.clone(), access, bytes_max };
        router = router.route(path, handler.route_layer(from_fn_with_state(post, guard)));
    }
    let nowhere = Post { desk: desk.clone(), access: Access::SignedIn, bytes_max: 0 };
    let unknown =
        Router::new().fallback(|| async { Problem::unknown() }).layer(from_fn_with_state(nowhere, guard));
    router
        .merge(api::nowhere())
        .method_not_allowed_fallback(wrong_method)
        .fallback_service(unknown.with_state(desk.clone()))
        .layer(from_fn(compress))
        .layer(from_fn(harden))
        .layer(from_fn(trace))
        .layer(from_fn(hear_out))
        .with_state(desk)
}

async fn wrong_method(State(desk): State<Desk>, uri: Uri, headers: HeaderMap) -> Response {
    match uri.path().starts_with("/api/") {
        true => api::wrong_method(&desk, &headers),
        false => Problem::wrong_method().into_response(),
    }
}

/// Method, path and access of every route, for the test that tries them all.
pub fn routes() -> Vec<(Method, &'static str, Access)> {
    all().into_iter().map(|route| (route.method, route.path, route.access)).collect()
}

/// Serves the desk on `listener` until `stopping` says true; requests under way are finished.
pub async fn serve(
    newsroom: Newsroom,
    config: DeskConfig,
    listener: TcpListener,
    mut stopping: watch::Receiver<bool>,
) -> std::io::Result<()> {
    let service = router(newsroom, config).into_make_service_with_connect_info::<SocketAddr>();
    let stop = async move {
        // The sender gone means that nobody can stop us any more: then it is time, too.
        let _ = stopping.wait_for(|stop| *stop).await;
    };
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
