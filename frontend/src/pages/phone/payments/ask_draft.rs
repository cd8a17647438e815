//! A request that is being written: its answers, its photos, and sending it so that it arrives once.

use onward_domain::api::endpoints::{EVIDENCE_PUT, PAYMENT_REQUEST_CREATE};
use onward_domain::api::payments::requests::{Evidence, NewPaymentRequest};
use onward_domain::ids::{EntitlementId, PaymentRequestId};
use onward_domain::money::Pence;
use onward_domain::payments::{PROMISE_TEXT, Particulars, PayBy, Promise};
use serde::{Deserialize, Serialize};

use crate::api::{self, Failure};
use crate::components::Photo;
use crate::response_cache::{self, UNSENT};
use crate::vault;

/// The window's event upon which what waits to be sent is looked at anew.
pub const DRAFTS_CHANGED: &str = "onward-drafts-changed";

/// The answers so far, as they were typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Made with the draft, so that sending it again is known as the same request.
    pub key: String,
    /// How much, in pounds, as typed.
    pub amount: String,
    /// How many visits or lessons, as typed.
    pub units: String,
    /// What it is for.
    pub reason: String,
    /// How they would like to get it.
    pub pay_by: Option<PayBy>,
    /// What else was tried, where that is asked.
    pub tried: String,
    /// The other council's office where cash is collected.
    pub collect_at: String,
    /// The name typed under the promise to repay, where one is asked for.
    pub signed: String,
    /// Whether it was sent off without a network, and goes by itself once there is one.
    pub waits_for_network: bool,
    /// The request, once the server has it and only photos are still to go.
    pub made: Option<PaymentRequestId>,
    /// How many of the photos have gone.
    pub photos_sent: usize,
}

/// A draft with everything that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    pub draft: Draft,
    /// The photos and PDFs. Kept beside the answers, because they are large and change lazy_route.
    pub photos: Vec<Photo>,
}

impl Draft {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self {
            key: api::new_key(),
            amount: String::new(),
            units: "1".to_owned(),
            reason: String::new(),
            pay_by: None,
            tried: String::new(),
            collect_at: String::new(),
            signed: String::new(),
            waits_for_network: false,
            made: None,
            photos_sent: 0,
        }
    }

    /// Whether nothing has been written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.amount.is_empty() && self.reason.is_empty() && self.pay_by.is_none()
    }

    /// The amount, when what was typed is one.
    #[must_use]
    pub fn pence(&self) -> Option<Pence> {
        Pence::parse_pounds(&self.amount).ok().filter(|amount| !amount.is_zero())
    }

    /// What is sent, once every answer is there.
    #[must_use]
    pub fn request(&self, entitlement: &EntitlementId) -> Option<NewPaymentRequest> {
        Some(NewPaymentRequest {
            entitlement: entitlement.clone(),
            amount: self.pence()?.into(),
            units: self.units.trim().parse().ok()?,
            reason: Some(self.reason.trim()).filter(|reason| !reason.is_empty())?.to_owned(),
            pay_by: self.pay_by?,
            particulars: self.particulars(),
        })
    }

    /// What only some requests say, as far as it was typed.
    #[must_use]
    pub fn particulars(&self) -> Particulars {
        let typed = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let promise = |signed| Promise { signed, text: PROMISE_TEXT.to_owned() };
        Particulars {
            tried: typed(&self.tried),
            collect_at: typed(&self.collect_at).filter(|_| self.pay_by == Some(PayBy::Cash)),
            promise: typed(&self.signed).map(promise),
        }
    }
}

impl Whole {
    /// What was kept for this entitlement, or an empty draft.
    pub async fn open(entitlement: &EntitlementId) -> Self {
        match vault::unseal::<Draft>(&answers_name(entitlement)).await {
            Some(draft) => {
                let photos = vault::unseal(&photos_name(entitlement)).await.unwrap_or_default();
                Self { draft, photos }
            }
            None => Self { draft: Draft::new(), photos: Vec::new() },
        }
    }
}

/// Keeps the answers, sealed.
pub async fn keep_answers(entitlement: &EntitlementId, draft: &Draft) {
    vault::seal(&answers_name(entitlement), draft).await;
}

/// Keeps the photos, sealed.
pub async fn keep_photos(entitlement: &EntitlementId, photos: &Vec<Photo>) {
    vault::seal(&photos_name(entitlement), photos).await;
}

/// Takes the answers and the photos off the phone.
pub async fn forget(entitlement: &EntitlementId) {
    vault::remove(&answers_name(entitlement)).await;
    vault::remove(&photos_name(entitlement)).await;
    say_changed();
}

/// Everything that is being written on this phone or waits to go, without its photos.
pub async fn all() -> Vec<(EntitlementId, Draft)> {
    let mut all = Vec::new();
    for name in vault::names().await {
        // What is left are the names of photos.
        let Some(Ok(id)) = name
            .strip_prefix(UNSENT)
            .and_then(|rest| rest.strip_prefix('/'))
            .map(str::parse::<EntitlementId>)
        else {
            continue;
        };
        if let Some(draft) = vault::unseal::<Draft>(&name).await.filter(|draft| !draft.is_empty()) {
            all.push((id, draft));
        }
    }
    all
}

/// Tells whoever shows what waits that a draft went, or stays.
fn say_changed() {
    if let Ok(event) = web_sys::Event::new(DRAFTS_CHANGED) {
        // It answers whether a listener cancelled it; none does.
        let _went_through = gloo_utils::window().dispatch_event(&event);
    }
}

/// Why a draft did not go, or not all of it.
#[derive(Clone, Debug, PartialEq)]
pub enum NotSent {
    /// The request itself.
    Request(Failure),
    /// One of its photos, counted from 1; the request has gone.
    Photo(usize, Failure),
}

impl NotSent {
    #[must_use]
    pub const fn failure(&self) -> &Failure {
        match self {
            Self::Request(failure) | Self::Photo(_, failure) => failure,
        }
    }
}

/// Sends the request and then its photos, and tells after each what has gone. What has gone is not sent again.
///
/// # Errors
/// When the request or a photo did not go; the draft that was told of last says how far it came.
pub async fn send(
    entitlement: &EntitlementId,
    whole: &Whole,
    told: impl Fn(&Draft),
) -> Result<PaymentRequestId, NotSent> {
    let epoch = response_cache::epoch();
    let mut draft = whole.draft.clone();
    draft.waits_for_network = false;
    let sent = send_rest(entitlement, &mut draft, &whole.photos, &told).await;
    match &sent {
        Ok(_) => forget(entitlement).await,
        Err(why) => {
            draft.waits_for_network = *why.failure() == Failure::Offline;
            told(&draft);
            // What the one before wrote is not left behind for the next.
            if epoch == response_cache::epoch() {
                keep_answers(entitlement, &draft).await;
            }
            say_changed();
        }
    }
    sent
}

async fn send_rest(
    entitlement: &EntitlementId,
    draft: &mut Draft,
    photos: &[Photo],
    told: &impl Fn(&Draft),
) -> Result<PaymentRequestId, NotSent> {
    let made = match draft.made {
        Some(made) => made,
        None => {
            let body = draft.request(entitlement).ok_or(NotSent::Request(Failure::Broken))?;
            let call = PAYMENT_REQUEST_CREATE.at([]);
            let made = api::send_once(&call, &draft.key, &body).await.map_err(NotSent::Request)?;
            draft.made = Some(made.summary.id);
            told(draft);
            keep_answers(entitlement, draft).await;
            made.summary.id
        }
    };
    for (number, photo) in (1..).zip(photos).skip(draft.photos_sent) {
        send_photo(made, number, photo).await.map_err(|failure| NotSent::Photo(number, failure))?;
        draft.photos_sent = number;
        told(draft);
        keep_answers(entitlement, draft).await;
    }
    Ok(made)
}

/// Sends one photo or PDF of a request. The same number again takes the place of the first.
///
/// # Errors
/// When it did not go.
pub async fn send_photo(
    request: PaymentRequestId,
    number: usize,
    photo: &Photo,
) -> Result<Evidence, Failure> {
    let blob = photo.blob().ok_or(Failure::Broken)?;
    api::send_file(&EVIDENCE_PUT.at([&request, &format_args!("photo-{number}")]), &blob).await
}

fn answers_name(entitlement: &EntitlementId) -> String {
    format!("{UNSENT}/{entitlement}")
}

fn photos_name(entitlement: &EntitlementId) -> String {
    format!("{UNSENT}/{entitlement}/photos")
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    fn food() -> EntitlementId {
        "first_food_stock".parse().unwrap()
    }

    fn complete() -> Draft {
        Draft {
            amount: " £39.50 ".to_owned(),
            reason: "  Food for the first week ".to_owned(),
            pay_by: Some(PayBy::Voucher),
            ..Draft::new()
        }
    }

    #[wasm_bindgen_test]
    fn a_complete_draft_is_sent_as_it_is_meant() {
        let sent = complete().request(&food()).unwrap();
        assert_eq!(sent.amount.pence.get(), 3950);
        assert_eq!(sent.reason, "Food for the first week");
        assert_eq!((sent.units, sent.pay_by), (1, PayBy::Voucher));
    }

    #[wasm_bindgen_test]
    fn a_draft_that_lacks_an_answer_is_not_sent() {
        for lacking in [
            Draft { amount: "0".to_owned(), ..complete() },
            Draft { amount: "ten".to_owned(), ..complete() },
            Draft { units: String::new(), ..complete() },
            Draft { reason: "  ".to_owned(), ..complete() },
            Draft { pay_by: None, ..complete() },
        ] {
            assert_eq!(lacking.request(&food()), None, "{lacking:?}");
        }
    }

    #[wasm_bindgen_test]
    async fn who_leaves_half_way_finds_it_again_and_who_signs_out_leaves_nothing() {
        let photos = vec![Photo { address: "data:image/jpeg;base64,AAAA".to_owned() }];
        let written = complete();
        keep_answers(&food(), &written).await;
        keep_photos(&food(), &photos).await;
        assert_eq!(Whole::open(&food()).await, Whole { draft: written.clone(), photos });

        vault::forget().await.unwrap();
        let fresh = Whole::open(&food()).await;
        assert!(fresh.draft.is_empty() && fresh.photos.is_empty());
        assert_ne!(fresh.draft.key, written.key, "another draft is another request");
    }

    #[wasm_bindgen_test]
    async fn what_waits_is_found_again_by_what_it_is_for() {
        vault::forget().await.unwrap();
        let waits = Draft { waits_for_network: true, ..complete() };
        keep_answers(&food(), &waits).await;
        keep_photos(&food(), &vec![Photo { address: "data:image/jpeg;base64,AAAA".to_owned() }]).await;
        keep_answers(&"something_else".parse().unwrap(), &Draft::new()).await;
        vault::seal("not-now", &vec!["clothing"]).await;
        assert_eq!(all().await, vec![(food(), waits)]);
    }

    #[wasm_bindgen_test]
    async fn what_was_sent_is_taken_off_the_phone() {
        keep_answers(&food(), &complete()).await;
        forget(&food()).await;
        assert!(Whole::open(&food()).await.draft.is_empty());
    }
}
