//! Hostile photos and PDFs: each is refused or cleaned, quickly and in little memory.

use std::io::{Cursor, Write};
use std::thread;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::support::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Refused,
    /// Re-encoded as a plain JPEG.
    Cleaned,
    /// Either: a part of it may still decode as a picture.
    Either,
    /// A PDF: stored unchanged, and served as an attachment.
    HandedOver,
}
use Fate::{Cleaned, Either, HandedOver, Refused};

struct Hostile {
    name: &'static str,
    media_type: &'static str,
    bytes: Vec<u8>,
    fate: Fate,
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(name);
    sum.update(data);
    let length = u32::try_from(data.len()).unwrap();
    [&length.to_be_bytes()[..], name, data, &sum.sum().to_be_bytes()].concat()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PNG with that header and these chunks after it. `kind` is the colour type: 2 is RGB, 6 is RGBA.
fn png(side: (u32, u32), depth: u8, kind: u8, chunks: &[Vec<u8>]) -> Vec<u8> {
    let header = [&side.0.to_be_bytes()[..], &side.1.to_be_bytes(), &[depth, kind, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunks.concat(), chunk(b"IEND", b"")].concat()
}

/// The pixels of an RGB picture of that size, all black.
fn black(width: usize, height: usize, bytes_a_pixel: usize) -> Vec<u8> {
    chunk(b"IDAT", &zlib(&vec![0; (width * bytes_a_pixel + 1) * height]))
}

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(pixels).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG whose header claims another size.
fn jpeg_that_claims(height: u16, width: u16) -> Vec<u8> {
    let mut bytes = picture(16, 16, ImageFormat::Jpeg);
    let frame = bytes.windows(2).position(|marker| matches!(marker, [0xff, 0xc0..=0xc2])).unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// A JPEG with segments right after its beginning.
fn jpeg_with(marker: u8, segments: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    for segment in segments {
        let length = u16::try_from(segment.len() + 2).unwrap();
        bytes.extend([&[0xff, marker][..], &length.to_be_bytes(), segment].concat());
    }
    bytes.extend(&picture(16, 16, ImageFormat::Jpeg)[2..]);
    bytes
}

fn riff(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (name, data) in chunks {
        body.extend([&name[..], &u32::try_from(data.len()).unwrap().to_le_bytes(), data].concat());
        if data.len() % 2 == 1 {
            body.push(0);
        }
    }
    [b"RIFF", &u32::try_from(body.len()).unwrap().to_le_bytes()[..], &body].concat()
}

/// The extended header of a WebP: flags, then the canvas less one in 24 bits each.
fn webp_canvas(flags: u8, width: u32, height: u32) -> (&'static [u8; 4], Vec<u8>) {
    let data = [&[flags, 0, 0, 0][..], &(width - 1).to_le_bytes()[..3], &(height - 1).to_le_bytes()[..3]];
    (b"VP8X", data.concat())
}

fn pdf(middle: &[u8]) -> Vec<u8> {
    [b"%PDF-1.7\n", middle, b"\ntrailer <<>>\n%%EOF\n"].concat()
}

/// Incompressible bytes.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    (0..length).map(|_| next()).collect()
}

fn hostile() -> Vec<Hostile> {
    let (jpeg, png_type, webp, pdf_type) = ("image/jpeg", "image/png", "image/webp", "application/pdf");
    let small = picture(16, 16, ImageFormat::Png);
    let small_webp = picture(16, 16, ImageFormat::WebP);
    let good = picture(1_000, 800, ImageFormat::Jpeg);
    let script = b"<script>alert(document.cookie)</script>".to_vec();
    let zip = [b"PK\x03\x04", &noise(400)[..]].concat();
    let bomb = zlib(&vec![0; 100_000_000]);
    let exif = [b"Exif\0\0II*\0\x08\0\0\0\0\0", &vec![b'x'; 65_000][..]].concat();
    let after_header = |chunks: Vec<u8>| [&small[..33], &chunks, &small[33..]].concat();
    let made = |(name, media_type, bytes, fate)| Hostile { name, media_type, bytes, fate };
    let files = [
        (
            "a PNG that claims 50,000 by 50,000",
            png_type,
            png((50_000, 50_000), 8, 2, &[black(10, 10, 3)]),
            Refused,
        ),
        (
            "the same with 100 MB of zeros in it",
            png_type,
            png((50_000, 50_000), 8, 2, &[chunk(b"IDAT", &bomb)]),
            Refused,
        ),
        (
            "a PNG of a few pixels with 100 MB of zeros",
            png_type,
            png((10, 10), 8, 2, &[chunk(b"IDAT", &bomb)]),
            Either,
        ),
        (
            "a PNG of 3,000 by 3,000 in a few bytes",
            png_type,
            png((3_000, 3_000), 8, 2, &[black(3_000, 3_000, 3)]),
            Refused,
        ),
        (
            "a PNG of 16 bits a colour",
            png_type,
            png((1_600, 1_600), 16, 6, &[black(1_600, 1_600, 8)]),
            Refused,
        ),
        ("a PNG as large as may be", png_type, png((1_600, 1_600), 8, 6, &[black(1_600, 1_600, 4)]), Cleaned),
        (
            "a PNG one pixel high and 4 million wide",
            png_type,
            png((4_000_000, 1), 8, 2, &[black(4_000_000, 1, 3)]),
            Either,
        ),
        ("a PNG of no size", png_type, png((0, 0), 8, 2, &[black(1, 1, 3)]), Refused),
        (
            "a PNG of the largest size there is",
            png_type,
            png((0x7fff_ffff, 0x7fff_ffff), 16, 6, &[]),
            Refused,
        ),
        ("a PNG of a size below zero", png_type, png((u32::MAX, u32::MAX), 8, 2, &[]), Refused),
        ("a PNG with 7 MB of EXIF", png_type, after_header(chunk(b"eXIf", &noise(7_000_000))), Either),
        (
            "a PNG with a colour profile of 100 MB",
            png_type,
            after_header(chunk(b"iCCP", &[b"p\0\0", &bomb[..]].concat())),
            Either,
        ),
        (
            "a PNG with a text of 100 MB",
            png_type,
            after_header(chunk(b"zTXt", &[b"t\0\0", &bomb[..]].concat())),
            Cleaned,
        ),
        (
            "a PNG with a script as its text",
            png_type,
            after_header(chunk(b"tEXt", &[b"t\0", &script[..]].concat())),
            Cleaned,
        ),
        (
            "a PNG that moves, with 2,000 frames",
            png_type,
            after_header(chunk(b"acTL", &[0, 0, 7, 208, 0, 0, 0, 0])),
            Either,
        ),
        ("a PNG that ends in the middle", png_type, small[..small.len() / 2].to_vec(), Refused),
        ("a PNG with a PDF behind it", png_type, [&small[..], &pdf(b"")].concat(), Cleaned),
        ("a JPEG that claims 50,000 by 50,000", jpeg, jpeg_that_claims(50_000, 50_000), Refused),
        ("a JPEG that claims 65,535 by 65,535", jpeg, jpeg_that_claims(65_535, 65_535), Refused),
        ("a JPEG that claims no size", jpeg, jpeg_that_claims(0, 0), Refused),
        ("a JPEG that claims 2,000 by 2,000", jpeg, jpeg_that_claims(2_000, 2_000), Either),
        ("a JPEG with 7 MB of EXIF", jpeg, jpeg_with(0xe1, &vec![exif; 107]), Either),
        (
            "a JPEG with a script as its comment",
            jpeg,
            jpeg_with(0xfe, std::slice::from_ref(&script)),
            Cleaned,
        ),
        ("a JPEG with a ZIP behind it", jpeg, [PHOTO, &zip].concat(), Cleaned),
        ("a JPEG that ends in the middle", jpeg, good[..good.len() / 2].to_vec(), Either),
        ("the beginning of a JPEG", jpeg, vec![0xff, 0xd8], Refused),
        (
            "8 MB of noise that begins as a JPEG",
            jpeg,
            [&[0xff, 0xd8, 0xff, 0xe0][..], &noise(8_000_000)].concat(),
            Refused,
        ),
        ("nothing", jpeg, Vec::new(), Refused),
        ("a web page as a JPEG", jpeg, [b"<!doctype html>", &script[..]].concat(), Refused),
        ("a GIF that is a script", jpeg, b"GIF89a/*\x01\0\0\0\0\0,\0\0*/=1;alert(1)".to_vec(), Refused),
        (
            "a drawing with a script in it",
            png_type,
            [b"<svg xmlns='http://www.w3.org/2000/svg'>", &script[..], b"</svg>"].concat(),
            Refused,
        ),
        ("a ZIP as a PNG", png_type, zip.clone(), Refused),
        ("a program as a WebP", webp, [b"\x7fELF\x02\x01\x01", &noise(4_000)[..]].concat(), Refused),
        ("a TIFF as a WebP", webp, [b"II*\0\x08\0\0\0", &noise(4_000)[..]].concat(), Refused),
        (
            "a WebP that claims 16 million by 256",
            webp,
            riff(&[webp_canvas(0, 1 << 24, 256), (b"VP8L", vec![0x2f, 0, 0, 0, 0])]),
            Refused,
        ),
        (
            "a WebP that claims 16,383 by 16,383",
            webp,
            riff(&[(b"VP8L", [&[0x2f][..], &0x0fff_bffe_u32.to_le_bytes(), &noise(900)].concat())]),
            Refused,
        ),
        (
            "a WebP that moves, with no frame",
            webp,
            riff(&[webp_canvas(2, 1_000, 1_000), (b"ANIM", vec![0; 6])]),
            Refused,
        ),
        ("a WebP that ends in the middle", webp, small_webp[..small_webp.len() / 2].to_vec(), Refused),
        ("a PDF as a JPEG", jpeg, pdf(b""), Refused),
        ("a PNG as a PDF", pdf_type, small.clone(), Refused),
        ("a web page with a PDF behind it", pdf_type, [&script[..], &pdf(b"")].concat(), Refused),
        ("a PDF without an end", pdf_type, [b"%PDF-1.7\n", &noise(3_000)[..]].concat(), Refused),
        (
            "a PDF with 100 MB of zeros in it",
            pdf_type,
            pdf(&[b"1 0 obj <</Filter/FlateDecode>> stream\n", &bomb[..], b"\nendstream endobj"].concat()),
            HandedOver,
        ),
        (
            "a PDF with a script that is also a ZIP",
            pdf_type,
            pdf(&[&zip[..], b"<</S/JavaScript/JS(app.alert(1))>>", &script].concat()),
            HandedOver,
        ),
        ("8 MB of PDF", pdf_type, pdf(&noise(8_000_000)), HandedOver),
    ];
    files.into_iter().map(made).collect()
}

fn sends(who: &Client, request: &str, number: usize, file: &Hostile) -> Answer {
    // Six fit into a request: each takes the place of the sixth before it.
    let path = format!("/payment_requests/{request}/evidence/file-{}", number % 6);
    who.ask("PUT", &path).bytes(file.media_type, file.bytes.clone()).send()
}

#[track_caller]
fn check_fate(file: &Hostile, answer: &Answer) {
    let (name, status) = (file.name, answer.status);
    match file.fate {
        Refused => assert_eq!(status, 422, "{name}: {}", answer.text()),
        Cleaned | HandedOver => assert_eq!(status, 200, "{name}: {}", answer.text()),
        Either => assert!(matches!(status, 200 | 422), "{name}: {}", answer.text()),
    }
}

#[track_caller]
fn check_kept(file: &Hostile, kept: &Answer) {
    let name = file.name;
    assert_eq!(kept.header("x-content-type-options"), Some("nosniff"), "{name}");
    assert!(kept.header("content-security-policy").unwrap().contains("sandbox"), "{name}");
    if file.fate == HandedOver {
        assert_eq!(kept.header("content-type"), Some("application/pdf"), "{name}");
        assert!(kept.header("content-disposition").unwrap().starts_with("attachment"), "{name}");
        assert_eq!(kept.body, file.bytes, "{name}");
    } else {
        assert_eq!(kept.header("content-type"), Some("image/jpeg"), "{name}");
        let picture = image::load_from_memory_with_format(&kept.body, ImageFormat::Jpeg).unwrap();
        assert!(picture.width() <= 1_600 && picture.height() <= 1_600, "{name}");
        for hidden in [&b"Exif"[..], b"<script", b"PK\x03\x04", b"%PDF", b"alert("] {
            assert!(!kept.body.windows(hidden.len()).any(|part| part == hidden), "{name}");
        }
    }
}

/// The bounds are those of a build without optimisation on a busy machine.
#[cfg(target_os = "linux")]
#[test]
fn hostile_files_are_refused_or_cleaned_soon_and_in_little_memory() {
    let demo = Demo::on(Database::Sqlite).unwrap();
    let server = demo.serve();
    let ava = server.sign_in_as("ava");
    let request = asked(&ava, FOOD, 4000).summary.id.to_string();
    // What any first photo takes is not theirs to answer for.
    let harmless =
        Hostile { name: "a photo", media_type: "image/jpeg", bytes: PHOTO.to_vec(), fate: Cleaned };
    check_fate(&harmless, &sends(&ava, &request, 0, &harmless));

    let files = hostile();
    assert!(files.len() >= 40);
    let before = server.memory("VmRSS");
    let mut slowest = (Duration::ZERO, "");
    for (number, file) in files.iter().enumerate() {
        let start = Instant::now();
        let answer = sends(&ava, &request, number, file);
        slowest = slowest.max((start.elapsed(), file.name));
        check_fate(file, &answer);
        if answer.status == 200 {
            let kept = ava.get(&format!("/payment_requests/{request}/evidence/file-{}", number % 6));
            check_kept(file, &kept);
        }
    }
    let one_by_one = server.memory("VmHWM").saturating_sub(before);
    thread::scope(|scope| {
        let sending: Vec<_> = files
            .iter()
            .enumerate()
            .map(|(number, file)| {
                let (ava, request) = (ava.copied(), request.as_str());
                (file, scope.spawn(move || sends(&ava, request, number, file)))
            })
            .collect();
        for (file, sent) in sending {
            check_fate(file, &sent.join().unwrap());
        }
    });
    let at_once = server.memory("VmHWM").saturating_sub(before);
    println!(
        "{} files; the slowest took {} ms ({}); {} MB more one by one, {} MB more all at once",
        files.len(),
        slowest.0.as_millis(),
        slowest.1,
        one_by_one / 1024,
        at_once / 1024,
    );
    assert!(slowest.0 < Duration::from_secs(4), "{} took {:?}", slowest.1, slowest.0);
    assert!(at_once < 64 * 1024, "{at_once} kB more");
}

on_sqlite! {
    fn a_turned_photo_is_kept_upright(app: &TestApp) {
        // EXIF with one entry: orientation 6, turn it right.
        let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        let mut bytes = vec![0xff, 0xd8];
        bytes.extend([&[0xff, 0xe1][..], &u16::try_from(exif.len() + 2).unwrap().to_be_bytes(), &exif].concat());
        bytes.extend(&picture(40, 20, ImageFormat::Jpeg)[2..]);
        let ava = app.sign_in_as("ava");
        let path = format!("/payment_requests/{}/evidence/turned", asked(&ava, FOOD, 4000).summary.id);
        ava.ask("PUT", &path).bytes("image/jpeg", bytes).send().is(200);
        let kept = image::load_from_memory(&ava.get(&path).body).unwrap();
        assert_eq!((kept.width(), kept.height()), (20, 40));
    }
}
