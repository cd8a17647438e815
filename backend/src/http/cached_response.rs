//! How precompressed content answers a request: whole, compressed, or with 304.

use actix_web::http::header::{
    self, AcceptEncoding, CacheControl, CacheDirective, ContentEncoding, ETag, EntityTag, Header,
    HeaderValue, IfNoneMatch, Preference, Quality,
};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};

use crate::precompressed::{Keep, Precompressed};

impl Precompressed {
    /// The answer to a GET or HEAD: 304 when the asker has it, compressed when they can read that.
    #[must_use]
    pub fn answer(&self, request: &HttpRequest) -> HttpResponse {
        if IfNoneMatch::parse(request).is_ok_and(|known| self.is_among(&known)) {
            let mut answer = HttpResponse::NotModified();
            self.describe(&mut answer, self.encoding_for(request));
            return answer.finish();
        }
        self.answer_as(request, HttpResponse::Ok())
    }

    /// The same as the body of another status, such as a page that says that there is none of that name. It is always
    /// sent whole: a 304 would turn it into a good answer of before.
    #[must_use]
    pub fn answer_as(&self, request: &HttpRequest, mut answer: HttpResponseBuilder) -> HttpResponse {
        let encoding = self.encoding_for(request);
        let body = match encoding {
            Some(ContentEncoding::Brotli) => self.brotli(),
            Some(ContentEncoding::Gzip) => self.gzip.as_ref(),
            Some(_) | None => None,
        };
        let body = body.unwrap_or_else(|| self.plain());
        self.describe(&mut answer, encoding);
        answer.insert_header((header::CONTENT_TYPE, HeaderValue::from_static(self.media_type)));
        if let Some(encoding) = encoding {
            answer.insert_header(encoding);
        }
        answer.body(body.clone())
    }

    /// What a 304 has to repeat (RFC 9110 §15.4.5).
    fn describe(&self, answer: &mut HttpResponseBuilder, encoding: Option<ContentEncoding>) {
        let keep = match self.keep {
            Keep::Ask => vec![CacheDirective::NoCache],
            Keep::Forever => {
                let immutable = CacheDirective::Extension("immutable".to_owned(), None);
                vec![CacheDirective::Public, CacheDirective::MaxAge(31_536_000), immutable]
            }
        };
        answer.insert_header(ETag(self.tag_of(encoding)));
        answer.insert_header(CacheControl(keep));
        answer.insert_header((header::VARY, HeaderValue::from_static("accept-encoding")));
    }

    /// A strong tag names the very bytes, so each encoding has one of its own.
    fn tag_of(&self, encoding: Option<ContentEncoding>) -> EntityTag {
        EntityTag::new_strong(match encoding {
            Some(encoding) => format!("{}-{}", self.tag, encoding.as_str()),
            None => self.tag.clone(),
        })
    }

    /// Whether the asker's copy, in whichever encoding, is this content.
    fn is_among(&self, known: &IfNoneMatch) -> bool {
        match known {
            IfNoneMatch::Any => true,
            IfNoneMatch::Items(tags) => tags.iter().any(|known| {
                let rest = known.tag().strip_prefix(&self.tag);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            }),
        }
    }

    /// The smallest form that there is and that the asker can read; `None` for the plain one.
    fn encoding_for(&self, request: &HttpRequest) -> Option<ContentEncoding> {
        let accepted = AcceptEncoding::parse(request).ok()?;
        // Not by the asker's order (RFC 9110 §12.5.3): all of them read fast, so the fewest bytes are best.
        let accepts = |encoding: ContentEncoding| {
            let wanted = Preference::Specific(header::Encoding::Known(encoding));
            accepted.iter().any(|offered| offered.item == wanted && offered.quality > Quality::ZERO)
        };
        if accepts(ContentEncoding::Brotli) && self.brotli().is_some() {
            Some(ContentEncoding::Brotli)
        } else if accepts(ContentEncoding::Gzip) && self.gzip.is_some() {
            Some(ContentEncoding::Gzip)
        } else {
            None
        }
    }
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
