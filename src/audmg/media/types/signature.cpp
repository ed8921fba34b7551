// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/signature.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/media/types/iso_box.hpp"
#include "audmg/media/types/mpeg_frame.hpp"

#include <algorithm>
#include <array>

namespace audmg::media {
namespace {

using namespace std::string_view_literals;

// Matches the brands of the ftyp box, the major one first. The walk finds out which codec is
// inside.
std::optional<Format> match_brands(const Head& head) {
  constexpr std::array kHeifBrands{
      four_characters("heic"), four_characters("heix"), four_characters("heim"),
      four_characters("heis"), four_characters("hevc"), four_characters("hevx"),
      four_characters("hevm"), four_characters("hevs"), four_characters("mif1"),
      four_characters("mif2"), four_characters("msf1")};
  constexpr std::array kOtherThings{
      four_characters("qt  "), four_characters("jxl "), four_characters("jp2 "),
      four_characters("jpx "), four_characters("jpm "), four_characters("mjp2"),
      four_characters("M4V "), four_characters("F4V "), four_characters("f4v ")};
  const std::uint32_t major = head.be32(8);
  if (major == four_characters("crx ")) return Format::cr3;
  const std::size_t size = std::min<std::size_t>(head.be32(0), head.size());
  if (size < 16 || std::ranges::find(kOtherThings, major) != kOtherThings.end()) {
    return std::nullopt;
  }
  bool is_heif = false;
  for (std::size_t offset = 8; offset + 4 <= size; offset += 4) {
    if (offset == 12) continue;  // the minor version
    const std::uint32_t brand = head.be32(offset);
    if (brand == four_characters("avif") || brand == four_characters("avis")) return Format::avif;
    is_heif = is_heif || std::ranges::find(kHeifBrands, brand) != kHeifBrands.end();
  }
  return is_heif ? Format::heic : Format::m4a;
}

// Returns TIFF for raw photos that only a walk over the directories tells apart.
Format match_tiff(const Head& head) { return head.is_at(8, "CR\x02") ? Format::cr2 : Format::tiff; }

// "BM" alone begins many texts; the size of the header behind it is one of few.
bool is_bmp(const Head& head) {
  constexpr std::array<std::uint8_t, 8> kHeaderSizes{12, 16, 40, 52, 56, 64, 108, 124};
  return head.is_at(0, "BM") && head.u8(15) == 0 && head.u8(16) == 0 && head.u8(17) == 0 &&
         std::ranges::find(kHeaderSizes, head.u8(14)) != kHeaderSizes.end();
}

std::optional<Format> match_riff(const Head& head) {
  if (head.is_at(8, "WAVE")) return Format::wav;
  if (head.is_at(0, "RIFF") && head.is_at(8, "WEBP")) return Format::webp;
  return std::nullopt;
}

Format match_ogg(const Head& head) {
  const std::size_t packet = 27 + std::size_t{head.u8(26)};
  if (head.is_at(packet, "OpusHead")) return Format::ogg_opus;
  if (head.is_at(packet,
                 "\x7F"
                 "FLAC"))
    return Format::ogg_flac;
  return Format::ogg_vorbis;
}

// Matches an audio frame and, as far as visible, another one after it.
std::optional<Format> match_frames(const Head& head, std::size_t offset) {
  const std::uint32_t first = head.be32(offset);
  const std::uint32_t rest = head.be32(offset + 3) & 0x00FF'FFFF;
  if (const auto frame = parse_mpeg_frame(first)) {
    const std::size_t next = offset + frame->length;
    const auto second = parse_mpeg_frame(head.be32(next));
    const bool is_tag = head.is_at(next, "TAG") || head.is_at(next, "APETAGEX") ||
                        head.is_at(next, "LYRICSBEGIN") || head.is_at(next, "ID3");
    if (next + 4 > head.size() || second || is_tag) return Format::mp3;
  }
  if (const auto frame = parse_adts_frame(first, rest)) {
    if (offset + 7 <= head.size() && frame->length >= 7) return Format::aac;
  }
  return std::nullopt;
}

// Returns how many frames follow each other from `offset` as far as they are visible, whole or not;
// 0 when something else follows them.
template <class Parse>
int count_frames(const Head& head, std::size_t offset, const Parse& parse) {
  constexpr std::size_t kHeaderBytes = 7;
  int count = 0;
  std::optional<MpegFrame> first;
  while (offset + kHeaderBytes <= head.size()) {
    const std::optional<MpegFrame> frame = parse(head.be32(offset), head.be32(offset + 3));
    if (!frame || frame->length < kHeaderBytes || (first && !first->is_same_stream(*frame))) {
      return 0;
    }
    if (!first) first = frame;
    ++count;
    offset += frame->length;
  }
  return count;
}

// Matches sound that begins with zeros or within a frame, as recordings of a stream do.
std::optional<Format> match_later_frames(const Head& head) {
  constexpr int kMp3Frames = 2;  // more than two of the largest do not fit behind a cut one
  constexpr int kAdtsFrames = 4;
  for (std::size_t offset = 1; offset < head.size(); ++offset) {
    if (head.u8(offset) != 0xFF) continue;
    const auto mp3 = [](std::uint32_t header, std::uint32_t) { return parse_mpeg_frame(header); };
    if (count_frames(head, offset, mp3) >= kMp3Frames) return Format::mp3;
    const auto adts = [](std::uint32_t header, std::uint32_t rest) {
      return parse_adts_frame(header, rest & 0x00FF'FFFF);
    };
    if (count_frames(head, offset, adts) >= kAdtsFrames) return Format::aac;
  }
  bool is_zero = head.size() == kHeadBytes;
  for (std::size_t i = 0; is_zero && i < head.size(); ++i) is_zero = head.u8(i) == 0;
  return is_zero ? std::optional(Format::mp3) : std::nullopt;
}

// Returns the format after an ID3v2 tag; MP3 when it is not visible yet.
Format match_tagged(const Head& head) {
  std::size_t size = 10;
  for (std::size_t i = 0; i < 4; ++i) {
    size += std::size_t{head.u8(6 + i)} << (7 * (3 - i));
  }
  if (head.is_at(size, "fLaC")) return Format::flac;
  if (head.is_at(size, "ADIF")) return Format::aac;
  return match_frames(head, size).value_or(Format::mp3);
}

}  // namespace

std::uint32_t Head::be32(std::size_t offset) const {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = (value << 8) | u8(offset + i);
  return value;
}

bool Head::is_at(std::size_t offset, std::string_view text) const {
  if (offset > bytes_.size() || text.size() > bytes_.size() - offset) return false;
  return std::ranges::equal(bytes_.subspan(offset, text.size()), text, [](std::byte byte, char c) {
    return byte == static_cast<std::byte>(c);
  });
}

bool Head::is_word_at(std::size_t offset, std::string_view text) const {
  if (offset > bytes_.size() || text.size() > bytes_.size() - offset) return false;
  return std::ranges::equal(bytes_.subspan(offset, text.size()), text, [](std::byte byte, char c) {
    return to_lower(std::to_integer<char>(byte)) == c;
  });
}

std::optional<Format> match_signature(const Head& head) {
  if (head.is_at(0, "\xFF\xD8\xFF")) return Format::jpeg;
  if (head.is_at(0, "\x89PNG\r\n\x1A\n")) return Format::png;
  if (head.is_at(0, "GIF87a") || head.is_at(0, "GIF89a")) return Format::gif;
  if (head.is_at(0, "RIFF") || head.is_at(0, "RF64") || head.is_at(0, "BW64")) {
    return match_riff(head);
  }
  if (head.is_at(0, "II*\0"sv) || head.is_at(0, "MM\0*"sv) || head.is_at(0, "II+\0"sv) ||
      head.is_at(0, "MM\0+"sv)) {
    return match_tiff(head);
  }
  if (head.is_at(0, "IIRO") || head.is_at(0, "IIRS") || head.is_at(0, "MMOR")) return Format::orf;
  if (head.is_at(0, "IIU\0"sv)) return Format::rw2;
  if (head.is_at(0, "FUJIFILMCCD-RAW ")) return Format::raf;
  if (head.is_at(0, "\0\0\0\x0CJXL \r\n\x87\n"sv) || head.is_at(0, "\xFF\x0A")) {
    return Format::jpeg_xl;
  }
  if (head.is_at(0, "\0\0\0\x0CjP  \r\n\x87\n"sv)) return Format::jpeg_2000;
  if (head.is_at(0, "\xFF\x4F\xFF\x51")) return Format::jpeg_2000_codestream;
  if (is_bmp(head)) return Format::bmp;
  if (head.is_at(4, "ftyp")) return match_brands(head);
  if (head.is_at(0, "ID3")) return match_tagged(head);
  if (head.is_at(0, "fLaC")) return Format::flac;
  // Logs of radio amateurs, which are texts, begin with the same word.
  if (head.is_at(0, "ADIF") && name_foreign_type(head) == kUnknownKind) return Format::aac;
  if (head.is_at(0, "OggS")) return match_ogg(head);
  if (head.is_at(0, "FORM") && (head.is_at(8, "AIFF") || head.is_at(8, "AIFC"))) {
    return Format::aiff;
  }
  if (const auto format = match_frames(head, 0)) return format;
  return name_foreign_type(head) == kUnknownKind ? match_later_frames(head) : std::nullopt;
}

}  // namespace audmg::media
