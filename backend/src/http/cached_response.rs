//! How precompressed content answers a request: whole, compressed, or with 304.

use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};

use crate::precompressed::{Keep, Precompressed};

impl Precompressed {
    /// The answer to a GET or HEAD: 304 when the asker has it, compressed when they can read that.
    #[must_use]
    pub fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let headers = request.headers();
        let known = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
        if known.is_some_and(|tags| self.is_among(tags)) {
            let mut answer = HttpResponse::NotModified();
            self.describe(&mut answer, Encoding::of(self, headers));
            return answer.finish();
        }
        self.answer_as(request, HttpResponse::Ok())
    }

    /// The same as the body of another status, such as a page that says that there is none of that name. It is always
    /// sent whole: a 304 would turn it into a good answer of before.
    #[must_use]
    pub fn answer_as(&self, request: &HttpRequest, mut answer: HttpResponseBuilder) -> HttpResponse {
        let encoding = Encoding::of(self, request.headers());
        let body = match encoding {
            Encoding::Brotli => self.brotli(),
            Encoding::Gzip => self.gzip.as_ref(),
            Encoding::Plain => None,
        };
        let body = body.unwrap_or_else(|| self.plain());
        self.describe(&mut answer, encoding);
        answer.insert_header((header::CONTENT_TYPE, HeaderValue::from_static(self.media_type)));
        if let Some(name) = encoding.name() {
            answer.insert_header((header::CONTENT_ENCODING, HeaderValue::from_static(name)));
        }
        answer.body(body.clone())
    }

    /// What a 304 has to repeat (RFC 9110 §15.4.5).
    fn describe(&self, answer: &mut HttpResponseBuilder, encoding: Encoding) {
        let keep = match self.keep {
            Keep::Ask => "no-cache",
            Keep::Forever => "public, max-age=31536000, immutable",
        };
        answer.insert_header((header::ETAG, self.tag_of(encoding)));
        answer.insert_header((header::CACHE_CONTROL, HeaderValue::from_static(keep)));
        answer.insert_header((header::VARY, HeaderValue::from_static("accept-encoding")));
    }

    /// A strong tag names the very bytes, so each encoding has one of its own.
    fn tag_of(&self, encoding: Encoding) -> String {
        match encoding.name() {
            Some(name) => format!("\"{}-{name}\"", self.tag),
            None => format!("\"{}\"", self.tag),
        }
    }

    /// Whether the asker's copy, in whichever encoding, is this content.
    fn is_among(&self, tags: &str) -> bool {
        tags.split(',').map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"')).any(|tag| {
            tag == "*"
                || tag.strip_prefix(&self.tag).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
    }
}

/// The forms in which an answer can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Plain,
    Brotli,
    Gzip,
}

impl Encoding {
    /// The smallest form that there is and that the asker can read.
    fn of(ready: &Precompressed, headers: &HeaderMap) -> Self {
        let accepted =
            headers.get(header::ACCEPT_ENCODING).and_then(|names| names.to_str().ok()).unwrap_or("");
        if accepts(accepted, "br") && ready.brotli().is_some() {
            Self::Brotli
        } else if accepts(accepted, "gzip") && ready.gzip.is_some() {
            Self::Gzip
        } else {
            Self::Plain
        }
    }

    const fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
        }
    }
}

/// Whether `Accept-Encoding` names this one and does not refuse it by `q=0` (RFC 9110 §12.5.3).
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|part| {
        let mut part = part.split(';').map(str::trim);
        let named = part.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let weight = part.find_map(|parameter| parameter.strip_prefix("q=")?.parse::<f32>().ok());
        named && weight.is_none_or(|weight| weight > 0.0)
    })
}

#[cfg(test)]
mod tests {
    use actix_web::http::StatusCode;
    use actix_web::test::TestRequest;

    use super::*;

    fn offer() -> Precompressed {
        Precompressed::new("text/html; charset=utf-8", "<p>What you get when you leave care.</p>".repeat(40))
    }

    fn tag(answer: &HttpResponse) -> String {
        answer.headers().get(header::ETAG).unwrap().to_str().unwrap().to_owned()
    }

    #[test]
    fn who_has_it_already_is_told_so_in_a_few_bytes() {
        let offer = offer();
        let first = offer.answer(&TestRequest::get().to_http_request());
        assert_eq!(first.status(), StatusCode::OK);
        for known in [tag(&first), format!("\"other\", W/{}", tag(&first)), "*".to_owned()] {
            let request = TestRequest::get().insert_header((header::IF_NONE_MATCH, known)).to_http_request();
            let again = offer.answer(&request);
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
            assert_eq!(tag(&again), tag(&first));
        }
        let request =
            TestRequest::get().insert_header((header::IF_NONE_MATCH, "\"other\"")).to_http_request();
        assert_eq!(offer.answer(&request).status(), StatusCode::OK);
    }

    #[actix_web::test]
    async fn who_reads_brotli_gets_fewer_bytes_under_another_strong_tag() {
        let offer = offer();
        let plain = offer.answer(&TestRequest::get().to_http_request());
        let request =
            TestRequest::get().insert_header((header::ACCEPT_ENCODING, "gzip, br")).to_http_request();
        let small = offer.answer(&request);
        assert_eq!(small.headers().get(header::CONTENT_ENCODING).unwrap(), "br");
        assert_ne!(tag(&small), tag(&plain));
        let small = actix_web::body::to_bytes(small.into_body()).await.unwrap();
        let mut read = Vec::new();
        brotli::BrotliDecompress(&mut &small[..], &mut read).unwrap();
        assert_eq!(read, offer.plain().as_ref());
        assert!(small.len() < offer.plain().len() / 4);
    }

    #[test]
    fn an_encoding_refused_by_weight_is_not_sent() {
        let request =
            TestRequest::get().insert_header((header::ACCEPT_ENCODING, "br;q=0, gzip")).to_http_request();
        assert!(offer().answer(&request).headers().get(header::CONTENT_ENCODING).is_none());
    }

    #[test]
    fn a_page_of_another_status_is_sent_whole_even_to_who_has_its_tag() {
        let request = TestRequest::get().insert_header((header::IF_NONE_MATCH, "*")).to_http_request();
        assert_eq!(offer().answer_as(&request, HttpResponse::NotFound()).status(), StatusCode::NOT_FOUND);
    }
}
