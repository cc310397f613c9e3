//! Whose an address of the network is, for limits per address. Only the names of addresses: no socket is in `core`.

use core::net::{IpAddr, Ipv6Addr};

/// The address that stands for all that one customer has: a network of 2⁶⁴ is the least that anybody is given of IPv6
/// (RFC 6177), and an IPv4 address in IPv6's clothes is the IPv4 address.
pub fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_ipv6_is_one_household_and_a_mapped_address_is_the_one_it_maps() {
        for (address, household_of) in [
            ("192.0.2.1", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:2::", "2001:db8:1:2::"),
            ("2001:db8:1:3::6", "2001:db8:1:3::"),
        ] {
            assert_eq!(household(address.parse().unwrap()).to_string(), household_of, "{address}");
        }
    }
}
