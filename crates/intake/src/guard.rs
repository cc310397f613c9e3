//! Where we connect to, and where never: no address of this machine, of the network it stands in, or of the cloud it
//! runs on, whatever name leads there. A name is resolved once, and what it resolved to is what is connected to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use newsroom::VisitError;
use tokio::net::TcpStream;

const CONNECT_MAX: Duration = Duration::from_secs(10);

/// A block of addresses: `10.1.0.0/16`, `2001:db8::/32`, `127.0.0.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Net {
    base: IpAddr,
    bits: u8,
}

impl std::str::FromStr for Net {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let (base, bits) = text.split_once('/').map_or((text, None), |(base, bits)| (base, Some(bits)));
        let base: IpAddr = base.trim().parse().map_err(|_| format!("'{text}' is no block of addresses"))?;
        let most = if base.is_ipv4() { 32 } else { 128 };
        let bits =
            bits.map_or(Ok(most), |bits| bits.trim().parse::<u8>().map_err(|error| error.to_string()))?;
        if bits > most {
            return Err(format!("'{text}' has more than {most} bits"));
        }
        Ok(Self { base, bits })
    }
}

impl Net {
    pub fn holds(&self, address: IpAddr) -> bool {
        let same = |own: u128, other: u128, width: u32| {
            let shift = width - u32::from(self.bits);
            own.checked_shr(shift).unwrap_or(0) == other.checked_shr(shift).unwrap_or(0)
        };
        match (self.base, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => same(own.to_bits().into(), other.to_bits().into(), 32),
            (IpAddr::V6(own), IpAddr::V6(other)) => same(own.to_bits(), other.to_bits(), 128),
            _ => false,
        }
    }
}

/// Decides about addresses. Blocks that an operator named are let through: a wire server may stand in the house.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    allowed: Vec<Net>,
}

impl Guard {
    pub fn new(allowed: Vec<Net>) -> Self {
        Self { allowed }
    }

    pub fn admits(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.allowed.iter().any(|net| net.holds(address)) || is_public(address)
    }

    /// Resolves, looks at every answer, and connects to one that may be connected to.
    pub async fn connect(&self, host: &str, port: u16) -> Result<TcpStream, VisitError> {
        let mut refused = None;
        let mut away = None;
        for address in self.resolve(host, port).await? {
            if !self.admits(address.ip()) {
                refused = Some(VisitError::Refused(format!(
                    "{host} leads to {}, which is not on the public net",
                    address.ip()
                )));
                continue;
            }
            match tokio::time::timeout(CONNECT_MAX, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => {
                    // The other end of a connection is what counts, not what was asked for.
                    let peer = stream.peer_addr().map_err(|error| VisitError::Away(error.to_string()))?;
                    if !self.admits(peer.ip()) {
                        return Err(VisitError::Refused(format!("{host} is {}", peer.ip())));
                    }
                    let _ = stream.set_nodelay(true);
                    return Ok(stream);
                }
                Ok(Err(error)) => away = Some(VisitError::Away(format!("{host}: {error}"))),
                Err(_) => away = Some(VisitError::Away(format!("{host}: no answer"))),
            }
        }
        // A name that leads to a forbidden address as well is refused for that, not for being away.
        Err(refused.or(away).unwrap_or_else(|| VisitError::Away(format!("{host} has no address"))))
    }

    /// An address that may be connected to; for programs that connect by themselves.
    pub(crate) async fn address_of(&self, host: &str, port: u16) -> Result<IpAddr, VisitError> {
        let addresses = self.resolve(host, port).await?;
        let found = addresses.iter().map(SocketAddr::ip).find(|address| self.admits(*address));
        found.ok_or_else(|| VisitError::Refused(format!("{host} is not on the public net")))
    }

    async fn resolve(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, VisitError> {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = bare.parse::<IpAddr>() {
            return Ok(vec![SocketAddr::new(address, port)]);
        }
        let found = tokio::time::timeout(CONNECT_MAX, tokio::net::lookup_host((bare, port))).await;
        let found = found.map_err(|_| VisitError::Away(format!("{host}: its name is not answered")))?;
        Ok(found.map_err(|error| VisitError::Away(format!("{host}: {error}")))?.take(16).collect())
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// IANA's registry of special-purpose addresses (RFC 6890 and after).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_unspecified()
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b)))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    // NAT64 and 6to4 carry an address of version 4 inside.
    let embedded = match parts {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some((high, low)),
        [0x2002, high, low, ..] => Some((high, low)),
        _ => None,
    };
    if let Some((high, low)) = embedded {
        return is_public_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    }
    // Global unicast is 2000::/3; inside it Teredo, benchmarks and documentation are not.
    (parts[0] & 0xe000) == 0x2000
        && !(parts[0] == 0x2001 && parts[1] < 0x200)
        && !(parts[0] == 0x2001 && parts[1] == 0xdb8)
        && !(parts[0] == 0x3fff && parts[1] < 0x1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_public_net_is_reached() {
        let guard = Guard::default();
        for address in [
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
            "::127.0.0.1",
            "3fff::1",
        ] {
            assert!(!guard.admits(address.parse().unwrap()), "{address}");
        }
        for address in
            ["1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::101:101"]
        {
            assert!(guard.admits(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn an_operator_may_name_a_server_in_the_house() {
        let guard = Guard::new(vec!["10.1.0.0/16".parse().unwrap(), "fd12::/16".parse().unwrap()]);
        for (address, admitted) in [
            ("10.1.2.3", true),
            ("10.2.0.1", false),
            ("::ffff:10.1.2.3", true),
            ("fd12::9", true),
            ("127.0.0.1", false),
        ] {
            assert_eq!(guard.admits(address.parse().unwrap()), admitted, "{address}");
        }
        assert!("10.0.0.0/33".parse::<Net>().is_err() && "house".parse::<Net>().is_err());
    }

    #[tokio::test]
    async fn a_name_that_leads_home_is_refused() {
        for host in ["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "017700000001"] {
            let answer = Guard::default().connect(host, 80).await;
            assert!(answer.is_err(), "{host}");
        }
        assert!(matches!(Guard::default().connect("localhost", 80).await, Err(VisitError::Refused(_))));
    }
}
