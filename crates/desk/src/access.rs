//! Who may come through which door, and how much they may carry.

use axum::routing::MethodRouter;
use http::Method;
use newsroom::Permission;

use crate::app::Desk;

/// Who a route is for. There is no default: a route without an answer does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody: sign-in, the theme, the health of the service.
    Open,
    /// Other systems: the handler looks for a token or a signature itself, no session counts.
    Token,
    /// Anybody who is signed in, also who has to set up a second step before anything else.
    Arriving,
    /// Anybody else who is signed in.
    SignedIn,
    /// Those whose role has the permission.
    May(Permission),
    /// Programs: a token of the API whose scopes hold the permission, of somebody whose role has it. No session counts.
    Api(Permission),
}

/// Words of a story, a filled form.
pub(crate) const FORM_BYTES_MAX: usize = 8 * 1024 * 1024;
/// A form that carries a picture or a delivery of a wire.
pub(crate) const UPLOAD_BYTES_MAX: usize = 68 * 1024 * 1024;
/// A form before anybody is known.
pub(crate) const GATE_BYTES_MAX: usize = 16 * 1024;

/// One door of the desk.
pub(crate) struct Route {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    pub bytes_max: usize,
    pub handler: MethodRouter<Desk>,
}

impl Route {
    pub(crate) fn get(path: &'static str, access: Access, handler: MethodRouter<Desk>) -> Self {
        Self { method: Method::GET, path, access, bytes_max: 0, handler }
    }

    pub(crate) fn post(path: &'static str, access: Access, handler: MethodRouter<Desk>) -> Self {
        Self { method: Method::POST, path, access, bytes_max: FORM_BYTES_MAX, handler }
    }

    pub(crate) fn carrying(mut self, bytes_max: usize) -> Self {
        self.bytes_max = bytes_max;
        self
    }
}
