//! Failures that strike once, at a named point.

use std::sync::{Arc, Mutex, PoisonError};

/// In what way a point fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    Error,
    Panic,
}

/// Clones plan for the same newsroom.
#[derive(Debug, Clone, Default)]
pub struct Failures(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    planned: Option<(&'static str, Failure)>,
    reached: Vec<&'static str>,
}

impl Failures {
    /// The next time that `point` is reached, it fails.
    pub fn plan(&self, point: &'static str, failure: Failure) {
        self.lock().planned = Some((point, failure));
    }

    /// The points reached since this was last asked.
    pub fn reached(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.lock().reached)
    }

    pub(crate) fn reach(&self, point: &'static str) -> Result<(), String> {
        let mut inner = self.lock();
        inner.reached.push(point);
        let Some((_, failure)) = inner.planned.take_if(|(planned, _)| *planned == point) else {
            return Ok(());
        };
        drop(inner);
        match failure {
            Failure::Error => Err(format!("planned at {point}")),
            Failure::Panic => panic!("planned at {point}"),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
