//! How many connections each address has, so that one cannot take the room of all others.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use story::household;

/// The connections of a node by address, over all its threads.
#[derive(Debug)]
pub(crate) struct Addresses {
    /// No more than this; 0 is as many as there is room for.
    most: usize,
    open: Mutex<HashMap<IpAddr, usize>>,
}

/// The right to one connection, for as long as it is kept.
#[derive(Debug)]
pub(crate) struct Admission {
    addresses: Arc<Addresses>,
    address: IpAddr,
}

impl Addresses {
    pub(crate) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most, open: Mutex::default() })
    }

    /// `None` when this address has as many as it may.
    pub(crate) fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Admission> {
        let address = household(peer);
        let mut open = self.lock();
        let count = open.entry(address).or_default();
        if self.most > 0 && *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Admission { addresses: Arc::clone(self), address })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        if let Entry::Occupied(mut count) = self.addresses.lock().entry(self.address) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn each_address_has_its_own_room_and_gives_it_back() {
        let addresses = Addresses::new(2);
        let first = addresses.admit(ip("192.0.2.1")).unwrap();
        let _mapped = addresses.admit(ip("::ffff:192.0.2.1")).unwrap();
        assert!(addresses.admit(ip("192.0.2.1")).is_none());
        let _other = addresses.admit(ip("192.0.2.2")).unwrap();
        drop(first);
        let again = addresses.admit(ip("192.0.2.1"));
        assert!(again.is_some());
        let _one = addresses.admit(ip("2001:db8::1")).unwrap();
        let _two = addresses.admit(ip("2001:db8::ffff:2")).unwrap();
        assert!(addresses.admit(ip("2001:db8::3")).is_none(), "one network of IPv6 is one household");
        assert!(addresses.admit(ip("2001:db8:0:1::3")).is_some());
        drop(again);
        drop(_other);
        assert_eq!(addresses.lock().len(), 2, "who left is forgotten");
    }

    #[test]
    fn nought_is_no_limit() {
        let addresses = Addresses::new(0);
        let all: Vec<_> = (0..1000).map(|_| addresses.admit(ip("192.0.2.1")).unwrap()).collect();
        assert_eq!(all.len(), 1000);
    }
}
