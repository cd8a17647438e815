//! Where a request comes from, behind a proxy too.

use std::net::{IpAddr, SocketAddr};

use actix_web::HttpRequest;

/// The address that a request comes from: what a trusted proxy says last in `X-Forwarded-For`, which it adds itself. What
/// stands before it, and what anybody else says there, may be made up.
#[must_use]
pub fn address_of(request: &HttpRequest, trusted_proxy: Option<IpAddr>) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip().to_canonical();
    if trusted_proxy.map(|proxy| proxy.to_canonical()) != Some(peer) {
        return Some(peer);
    }
    let last = request.headers().get_all("x-forwarded-for").last();
    let last = last.and_then(|all| all.to_str().ok()).and_then(|all| all.rsplit(',').next()).map(str::trim);
    let said = last.and_then(|last| {
        let with_port = || last.parse::<SocketAddr>().map(|address| address.ip());
        last.parse::<IpAddr>().or_else(|_| with_port()).ok()
    });
    Some(said.map_or(peer, |address| address.to_canonical()))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;
    use crate::auth::rate_limit::SignInLimiter;

    const PROXY: &str = "10.0.0.1";

    fn address(peer: &str, forwarded_for: &[&str], trusted: Option<&str>) -> String {
        let request = TestRequest::default().peer_addr(SocketAddr::new(peer.parse().unwrap(), 5000));
        let request = forwarded_for
            .iter()
            .fold(request, |request, value| request.append_header(("x-forwarded-for", *value)));
        let trusted = trusted.map(|proxy| proxy.parse().unwrap());
        address_of(&request.to_http_request(), trusted).unwrap().to_string()
    }

    #[test]
    fn a_stranger_who_makes_up_where_they_come_from_changes_nothing() {
        for trusted in [None, Some(PROXY)] {
            assert_eq!(address("203.0.113.7", &["198.51.100.1"], trusted), "203.0.113.7");
            assert_eq!(address("203.0.113.7", &[PROXY], trusted), "203.0.113.7");
        }
    }

    #[test]
    fn behind_the_proxy_what_it_added_itself_counts_and_not_what_was_made_up_before_it() {
        let from = |forwarded_for: &[&str]| address(PROXY, forwarded_for, Some(PROXY));
        assert_eq!(from(&["198.51.100.1"]), "198.51.100.1");
        assert_eq!(from(&["1.2.3.4, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(from(&["1.2.3.4", "5.6.7.8,198.51.100.1"]), "198.51.100.1");
        assert_eq!(from(&["198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(from(&["[2001:db8::1]:4711"]), "2001:db8::1");
        assert_eq!(address("::ffff:10.0.0.1", &["198.51.100.1"], Some(PROXY)), "198.51.100.1");
        for nothing in [&[][..], &[""], &["unknown"], &["198.51.100.1, "]] {
            assert_eq!(from(nothing), PROXY, "{nothing:?}");
        }
    }

    #[test]
    fn two_people_behind_the_proxy_have_a_limit_each() {
        let sign_in_limiter = SignInLimiter::default();
        let tried = |client: &str, name: u32| {
            let address = address(PROXY, &[client], Some(PROXY)).parse().unwrap();
            sign_in_limiter.count(&format!("name-{name}"), Some(address))
        };
        let taken = (0..1_000).take_while(|name| tried("198.51.100.1", *name).is_ok()).count();
        assert!((300..400).contains(&taken), "{taken}");
        assert!(tried("198.51.100.2", 0).is_ok());
    }
}
