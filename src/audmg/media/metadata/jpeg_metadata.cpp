// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/metadata_blocks.hpp"
#include "audmg/media/metadata/tiff_fields.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

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

class Segments {
 public:
  explicit Segments(MetadataBlocks& blocks)
      : blocks_(blocks), exif_(blocks.max_bytes()), photoshop_(blocks.max_bytes()) {}

  void add(std::uint8_t marker, std::string_view body) {
    if (marker == kApp1 && body.starts_with(kExifHead)) {
      add_exif(body.substr(std::min(kExifHead.size() + 1, body.size())));
    } else if (marker == kApp1 && body.starts_with(kXmpHead)) {
      blocks_.add_xmp(body.substr(kXmpHead.size()));
    } else if (marker == kApp13 && body.starts_with(kPhotoshopHead)) {
      photoshop_.append(body.substr(kPhotoshopHead.size()));
    }
  }
  void finish() {
    blocks_.add_exif(exif_.take());
    blocks_.add_iptc(photoshop_.take());
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
