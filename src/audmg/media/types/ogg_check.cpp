// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"

#include <optional>

namespace audmg::media {
namespace {

constexpr std::uint64_t kPageHeader = 27;

struct Page {
  bool begins_stream = false;
  std::uint64_t body = 0;
  std::uint64_t body_size = 0;
  std::uint64_t end = 0;
};

// RFC 3533 section 6. Returns nullopt when there is not a complete page at `offset`.
std::optional<Page> read_page(ByteWindow& bytes, std::uint64_t offset) {
  if (!bytes.has(offset, kPageHeader) || !bytes.is_at(offset, "OggS") ||
      bytes.u8(offset + 4) != 0) {
    return std::nullopt;
  }
  const std::uint64_t segments = bytes.u8(offset + 26);
  if (!bytes.has(offset + kPageHeader, segments)) return std::nullopt;
  Page page;
  for (std::uint64_t i = 0; i < segments; ++i) {
    page.body_size += bytes.u8(offset + kPageHeader + i);
  }
  page.begins_stream = (bytes.u8(offset + 5) & 2) != 0;
  page.body = offset + kPageHeader + segments;
  page.end = page.body + page.body_size;
  if (!bytes.has(offset, page.end - offset)) return std::nullopt;
  return page;
}

// CRC-32 with polynomial 04C11DB7, unreflected, over the page with its own field as zero. Pages
// that begin a stream are small, so a bitwise loop is fast enough.
bool has_right_crc(ByteWindow& bytes, std::uint64_t offset, const Page& page) {
  std::uint32_t crc = 0;
  for (std::uint64_t at = offset; at < page.end; ++at) {
    const bool is_own_field = at >= offset + 22 && at < offset + 26;
    crc ^= std::uint32_t{is_own_field ? std::uint8_t{0} : bytes.u8(at)} << 24;
    for (int bit = 0; bit < 8; ++bit) crc = (crc << 1) ^ ((crc >> 31) != 0 ? 0x04C1'1DB7 : 0);
  }
  return crc == bytes.le32(offset + 22);
}

// Vorbis I section 4.2.2: version 0, channels, rate, both block sizes, framing bit.
bool is_vorbis_head(ByteWindow& bytes, const Page& page) {
  if (page.body_size < 30 || !bytes.is_at(page.body, "\x01vorbis")) return false;
  const std::uint8_t sizes = bytes.u8(page.body + 28);
  const unsigned small = sizes & 15;
  const unsigned large = sizes >> 4;
  return bytes.le32(page.body + 7) == 0 && bytes.u8(page.body + 11) != 0 &&
         bytes.le32(page.body + 12) != 0 && small >= 6 && small <= large && large <= 13 &&
         (bytes.u8(page.body + 29) & 1) != 0;
}

// RFC 7845 section 5.1: major version 0, at least one channel.
bool is_opus_head(ByteWindow& bytes, const Page& page) {
  return page.body_size >= 19 && bytes.is_at(page.body, "OpusHead") &&
         bytes.u8(page.body + 8) < 16 && bytes.u8(page.body + 9) != 0;
}

// RFC 9639 section 10.1: mapping version 1, then the signature and STREAMINFO.
bool is_flac_head(ByteWindow& bytes, const Page& page) {
  return page.body_size >= 51 &&
         bytes.is_at(page.body,
                     "\x7F"
                     "FLAC\x01") &&
         bytes.is_at(page.body + 9, "fLaC");
}

std::optional<Format> sound_format(ByteWindow& bytes, const Page& page) {
  if (is_vorbis_head(bytes, page)) return Format::ogg_vorbis;
  if (is_opus_head(bytes, page)) return Format::ogg_opus;
  if (is_flac_head(bytes, page)) return Format::ogg_flac;
  return std::nullopt;
}

bool is_video(ByteWindow& bytes, const Page& page) {
  return bytes.is_at(page.body, "\x80theora") || bytes.is_at(page.body, "BBCD") ||
         bytes.is_at(page.body, "OVP80");
}

}  // namespace

Verdict check_ogg(ByteWindow& bytes) {
  constexpr int kMaxStreams = 16;
  std::optional<Format> format;
  bool has_speex = false;
  std::uint64_t offset = 0;
  for (int stream = 0; stream < kMaxStreams; ++stream) {
    const auto page = read_page(bytes, offset);
    if (!page) {
      // Neither of the formats can end before its second page.
      const bool is_cut = !bytes.has(offset, 4) || bytes.is_at(offset, "OggS");
      const Format named = format.value_or(Format::ogg_vorbis);
      return is_cut ? truncated(named) : damaged(named);
    }
    if (!page->begins_stream) {
      if (format) return accepted(*format);
      return refused(has_speex ? "an Ogg Speex recording" : "an Ogg file without known sound");
    }
    if (!has_right_crc(bytes, offset, *page)) return damaged(format.value_or(Format::ogg_vorbis));
    if (is_video(bytes, *page)) return refused("an Ogg video");
    has_speex = has_speex || bytes.is_at(page->body, "Speex   ");
    if (!format) format = sound_format(bytes, *page);
    offset = page->end;
  }
  return refused("an Ogg file with many streams");
}

}  // namespace audmg::media
