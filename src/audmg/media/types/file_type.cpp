// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/file_type.hpp"

#include "audmg/media/types/byte_window.hpp"
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"
#include "audmg/media/types/signature.hpp"

#include <algorithm>

namespace audmg::media {
namespace {

Verdict walk(Format format, ByteWindow& bytes) {
  switch (format) {
    case Format::jpeg:
      return check_jpeg(bytes);
    case Format::png:
      return check_png(bytes);
    case Format::gif:
      return check_gif(bytes);
    case Format::webp:
      return check_webp(bytes);
    case Format::tiff:
    case Format::dng:
    case Format::cr2:
    case Format::nef:
    case Format::arw:
    case Format::pef:
    case Format::srw:
      return check_tiff(bytes);
    case Format::heic:
    case Format::avif:
      return check_heif(bytes, format);
    case Format::jpeg_xl:
      return check_jpeg_xl(bytes);
    case Format::jpeg_2000:
    case Format::jpeg_2000_codestream:
      return check_jpeg_2000(bytes);
    case Format::bmp:
      return check_bmp(bytes);
    case Format::cr3:
      return check_cr3(bytes);
    case Format::raf:
      return check_raf(bytes);
    case Format::orf:
    case Format::rw2:
      return check_tiff_variant(bytes, format);
    case Format::mp3:
    case Format::flac:
    case Format::aac:
      return check_tagged_audio(bytes);
    case Format::ogg_vorbis:
    case Format::ogg_opus:
    case Format::ogg_flac:
      return check_ogg(bytes);
    case Format::wav:
      return check_wav(bytes);
    case Format::m4a:
      return check_mp4(bytes);
    case Format::aiff:
      return check_aiff(bytes);
  }
  return refused("an unknown kind of data");
}

}  // namespace

Verdict identify_head(std::span<const std::byte> bytes) {
  const Head head(bytes.first(std::min(bytes.size(), kHeadBytes)));
  if (const auto format = match_signature(head)) return accepted(*format);
  return refused(name_foreign_type(head));
}

Result<Verdict> inspect(storage::ObjectReader& object) {
  ByteWindow bytes(object);
  const Head head(bytes.head());
  if (bytes.error()) return std::unexpected(*bytes.error());
  const auto format = match_signature(head);
  if (!format) return refused(name_foreign_type(head));
  Verdict verdict = walk(*format, bytes);
  // A walk's conclusion from zeros in place of unread bytes is meaningless.
  if (bytes.error()) return std::unexpected(*bytes.error());
  if (bytes.spent()) return refused("a file with far too many parts");
  return verdict;
}

}  // namespace audmg::media
