//! Uploads that are slow or never complete do not block other people.

use std::io::Read;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use onward_domain::api::payments::requests::PaymentRequest;
use onward_domain::payments::{Particulars, PayBy};

use crate::support::*;

const LARGEST: usize = 8 * 1024 * 1024;

/// Makes a request, and returns the path for a photo of it.
fn place_for_a_photo(who: &Client) -> String {
    let mut asks = new_request("discretionary", 500);
    asks.pay_by = PayBy::Voucher;
    asks.particulars = Particulars { tried: Some("The food bank.".to_owned()), ..Particulars::default() };
    let request: PaymentRequest = who.post_once("/payment_requests", &asks).created();
    format!("/payment_requests/{}/evidence/photo", request.summary.id)
}

fn sends_a_photo(who: &Client, path: &str) -> Answer {
    who.ask("PUT", path).bytes("image/jpeg", PHOTO.to_vec()).send()
}

#[test]
fn two_people_whose_files_hardly_move_keep_nobody_else_waiting() {
    let demo = Demo::on(Database::Sqlite).unwrap();
    let server = demo.serve();
    let ava = server.sign_in_as("ava");
    let path = place_for_a_photo(&ava);
    let slow = ["ben", "cai"].map(|handle| {
        let who = server.sign_in_as(handle);
        who.begins_to_send(&place_for_a_photo(&who), LARGEST, b"%PDF-1.7")
    });
    // Long enough for the server to have read what they sent.
    thread::sleep(Duration::from_millis(300));
    let start = Instant::now();
    sends_a_photo(&ava, &path).is(200);
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
    drop(slow);
}

#[test]
fn one_person_sends_one_file_at_a_time() {
    let demo = Demo::on(Database::Sqlite).unwrap();
    let server = demo.serve();
    let (ava, ben) = (server.sign_in_as("ava"), server.sign_in_as("ben"));
    let (path, of_ben) = (place_for_a_photo(&ava), place_for_a_photo(&ben));
    let slow = ava.begins_to_send(&path, LARGEST, b"%PDF-1.7");
    thread::sleep(Duration::from_millis(300));
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| tell.send(sends_a_photo(&ava.copied(), &path).status).unwrap());
        sends_a_photo(&ben, &of_ben).is(200);
        assert!(told.recv_timeout(Duration::from_millis(300)).is_err(), "it did not wait for its turn");
        drop(slow);
        assert_eq!(told.recv_timeout(Duration::from_secs(8)), Ok(200));
    });
}

#[test]
fn whoever_is_slow_with_the_last_room_is_sent_away_and_the_next_comes_in() {
    let demo = Demo::on(Database::Sqlite).unwrap();
    let server = demo.serve();
    let [ava, ben, cai] = ["ava", "ben", "cai"].map(|handle| server.sign_in_as(handle));
    let path = place_for_a_photo(&ava);
    let file = [&b"%PDF-1.7"[..], &vec![b' '; 4 * 1024 * 1024]].concat();
    // Four megabytes are all that there is room for.
    let full = ben.begins_to_send(&place_for_a_photo(&ben), LARGEST, &file[..4 * 1024 * 1024]);
    thread::sleep(Duration::from_secs(1));
    let mut last = cai.begins_to_send(&place_for_a_photo(&cai), LARGEST, &file[..100_000]);
    thread::sleep(Duration::from_millis(300));
    sends_a_photo(&ava, &path).is(200);
    last.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut answer = [0; 2_000];
    let length = last.read(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer[..length]).to_lowercase();
    assert!(answer.starts_with("http/1.1 503") && answer.contains("retry-after: "), "{answer}");
    drop(full);
}
