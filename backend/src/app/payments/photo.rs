//! Checks PDFs, and decodes and re-encodes photos within limits, which drops their metadata (where they were taken).

use std::io::Cursor;
use std::thread;

use image::codecs::jpeg::JpegEncoder;
use image::error::{LimitError, LimitErrorKind};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use tokio::sync::{Semaphore, oneshot};

use crate::app::Error;
use crate::db;

/// The most pixels of a photo that is decoded. The app sends 1,600 by 1,600 at most. Decoding takes up to nine bytes a
/// pixel, in a progressive JPEG.
const MAX_PIXELS: u64 = 2_600_000;
/// The most memory for the decoded picture, in bytes: four a pixel.
const MAX_MEMORY: u64 = 4 * MAX_PIXELS;
/// The longer side of a stored photo, in pixels, at most.
const KEPT_PIXELS_A_SIDE: u32 = 1_600;
/// JPEG quality, 1 to 100.
const QUALITY: u8 = 82;
/// One photo is decoded at a time, because decoding takes memory.
static ROOM: Semaphore = Semaphore::const_new(1);

/// Checks that a file begins and ends as a PDF does.
///
/// # Errors
/// [`Error::UnreadableFile`] when it does not.
pub fn check_pdf(body: &[u8]) -> Result<(), Error> {
    let ends_well = body
        .get(body.len().saturating_sub(1_024)..)
        .is_some_and(|tail| tail.windows(5).any(|w| w == b"%%EOF"));
    if body.starts_with(b"%PDF-") && ends_well { Ok(()) } else { Err(Error::UnreadableFile) }
}

/// Decodes a photo and encodes it as JPEG, upright and within `KEPT_PIXELS_A_SIDE`.
///
/// # Errors
/// [`Error::UnreadableFile`] when it is no JPEG, PNG or WebP within the limits; when no thread can be started.
pub async fn reencode(body: impl AsRef<[u8]> + Send + 'static) -> Result<Vec<u8>, Error> {
    let room = ROOM.acquire().await.map_err(Error::internal)?;
    let (tell, told) = oneshot::channel();
    // A thread of its own, which ends: what the allocator keeps for threads is then kept once, not once for each of a pool.
    let reading = thread::Builder::new().name("photo".to_owned()).spawn(move || {
        if tell.send(reencoded(body.as_ref())).is_err() {
            tracing::debug!("the sender of the photo has disconnected");
        }
    });
    reading.map_err(db::Error::unavailable)?;
    let written = told.await;
    drop(room);
    written.map_err(|_| Error::internal("reading a photo panicked"))?.map_err(|_| Error::UnreadableFile)
}

fn reencoded(body: &[u8]) -> image::ImageResult<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(body)).with_guessed_format()?;
    let known = matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP));
    if !known {
        return Err(image::ImageError::Unsupported(image::error::ImageFormatHint::Unknown.into()));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    // The limits bound what the decoder takes for itself, not the picture.
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_MEMORY {
        return Err(image::ImageError::Limits(LimitError::from_kind(LimitErrorKind::DimensionError)));
    }
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    // Small first: turning makes a second one.
    if picture.width().max(picture.height()) > KEPT_PIXELS_A_SIDE {
        picture = picture.thumbnail(KEPT_PIXELS_A_SIDE, KEPT_PIXELS_A_SIDE);
    }
    picture.apply_orientation(orientation);
    let mut written = Vec::new();
    JpegEncoder::new_with_quality(&mut written, QUALITY).encode_image(&picture.into_rgb8())?;
    Ok(written)
}
