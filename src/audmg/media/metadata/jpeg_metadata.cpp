// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/metadata_blocks.hpp"
#include "audmg/media/metadata/tiff_fields.hpp"
#include "audmg/media/metadata/xmp_properties.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace audmg::media {
namespace {

constexpr std::uint8_t kMarkerByte = 0xff;
constexpr std::uint8_t kTem = 0x01;
constexpr std::uint8_t kRst0 = 0xd0;
constexpr std::uint8_t kEoi = 0xd9;
constexpr std::uint8_t kSos = 0xda;
constexpr std::uint8_t kApp1 = 0xe1;
constexpr std::uint8_t kApp13 = 0xed;

constexpr std::string_view kExifHead("Exif\0",
                                     5);  // and one byte more, which not all writers clear
constexpr std::string_view kXmpHead("http://ns.adobe.com/xap/1.0/\0", 29);
constexpr std::string_view kExtendedXmpHead("http://ns.adobe.com/xmp/extension/\0", 35);
constexpr std::string_view kPhotoshopHead("Photoshop 3.0\0", 14);

/// A block that may go on in the next segment.
class LongBlock {
 public:
  explicit LongBlock(std::size_t max_bytes) : max_bytes_(max_bytes) {}
  void append(std::string_view piece) {
    if (piece.size() <= max_bytes_ - bytes_.size()) bytes_ += piece;
  }
  [[nodiscard]] bool is_empty() const { return bytes_.empty(); }
  std::string take() { return std::exchange(bytes_, {}); }

 private:
  std::size_t max_bytes_;
  std::string bytes_;
};

/// What had no room in the XMP packet of a segment (XMP Specification part 3, section 1.1.3.1): its
/// pieces, each of which says which packet it is of, how long that is and where in it the piece
/// belongs. The packet of the segment names it by the same digest.
class ExtendedXmp {
 public:
  /// Packets of more than `max_bytes`, and all but the first, are left out.
  explicit ExtendedXmp(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  /// Takes a piece with its head.
  void add(std::string_view piece) {
    if (piece.size() <= kHeadBytes) return;
    const std::string_view digest = piece.substr(0, kDigestBytes);
    const BoundedBytes numbers(piece.substr(kDigestBytes));
    const std::size_t size = numbers.be32(0);
    const std::size_t place = numbers.be32(4);
    piece.remove_prefix(kHeadBytes);
    if (digest_.empty() && size <= max_bytes_) {
      digest_ = digest;
      packet_.assign(size, '\0');
    }
    if (digest != digest_ || size != packet_.size() || place > size) return;
    if (piece.size() > size - place) return;
    packet_.replace(place, piece.size(), piece);
    filled_ += piece.size();
  }
  /// Returns the whole packet if `packets` have the one that it belongs to; else "".
  [[nodiscard]] std::string_view packet_for(const std::vector<std::string>& packets) const {
    const bool is_named = std::ranges::any_of(
        packets, [&](const std::string& packet) { return packet.contains(digest_); });
    return is_named && filled_ == packet_.size() ? packet_ : std::string_view();
  }

 private:
  static constexpr std::size_t kDigestBytes = 32;  // of MD5, in hexadecimal digits
  static constexpr std::size_t kHeadBytes = kDigestBytes + 8;

  std::size_t max_bytes_;
  std::string digest_;
  std::string packet_;
  std::size_t filled_ = 0;
};

class Segments {
 public:
  explicit Segments(MetadataBlocks& blocks)
      : blocks_(blocks),
        exif_(blocks.max_bytes()),
        photoshop_(blocks.max_bytes()),
        extended_xmp_(std::min(blocks.max_bytes(), kMaxXmpBytes)) {}

  void add(std::uint8_t marker, std::string_view body) {
    if (marker == kApp1 && body.starts_with(kExifHead)) {
      add_exif(body.substr(std::min(kExifHead.size() + 1, body.size())));
    } else if (marker == kApp1 && body.starts_with(kXmpHead)) {
      blocks_.add_xmp(body.substr(kXmpHead.size()));
    } else if (marker == kApp1 && body.starts_with(kExtendedXmpHead)) {
      extended_xmp_.add(body.substr(kExtendedXmpHead.size()));
    } else if (marker == kApp13 && body.starts_with(kPhotoshopHead)) {
      photoshop_.append(body.substr(kPhotoshopHead.size()));
    }
  }
  void finish() {
    blocks_.add_exif(exif_.take());
    blocks_.add_iptc(photoshop_.take());
    blocks_.add_xmp(extended_xmp_.packet_for(blocks_.xmp()));
  }

 private:
  void add_exif(std::string_view block) {
    const bool is_new = !TiffStructure(BoundedBytes(block).span()).is_empty();
    if (is_new) blocks_.add_exif(exif_.take());
    exif_.append(block);
  }

  MetadataBlocks& blocks_;
  LongBlock exif_;
  LongBlock photoshop_;
  ExtendedXmp extended_xmp_;
};

}  // namespace

void find_in_jpeg(BoundedBytes file, MetadataBlocks& blocks) {
  constexpr int kMaxSegments = 2000;
  constexpr int kMaxStrayBytes = 1 << 20;
  Segments segments(blocks);
  std::uint64_t at = 2;  // behind SOI
  int stray_bytes = 0;
  for (int i = 0; i < kMaxSegments && stray_bytes < kMaxStrayBytes && file.has(at, 4);) {
    const std::uint8_t marker = file.u8(at + 1);
    // Decoders skip stray bytes before a marker; those that fill are allowed (T.81 B.1.1.2).
    if (file.u8(at) != kMarkerByte || marker == kMarkerByte || marker == 0) {
      ++at;
      ++stray_bytes;
      continue;
    }
    if (marker == kSos || marker == kEoi) break;
    ++i;
    at += 2;
    if (marker == kTem || (marker >= kRst0 && marker < kEoi)) continue;  // without a body
    const std::uint16_t length = file.be16(at);
    if (length < 2) continue;
    segments.add(marker, file.part(at + 2, length - 2U).text());
    at += length;
  }
  segments.finish();
}

}  // namespace audmg::media
