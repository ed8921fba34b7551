// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/metadata/bounded_bytes.hpp"
#include "audmg/media/metadata/found_facts.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Walks over the formats' structures to their metadata. Each takes a bounded number of steps,
// whatever the bytes are, finds what is there although the rest is damaged or cut, and decodes no
// pixel.
namespace audmg::media {

/// The blocks of metadata of one file, in the order in which they were found.
class MetadataBlocks {
 public:
  /// Blocks of more than `max_bytes` are left out.
  explicit MetadataBlocks(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  [[nodiscard]] std::size_t max_bytes() const { return max_bytes_; }
  void add_exif(std::string_view block) { add(exif_, block); }
  /// Adds a TIFF structure whose first directory is a GPS directory.
  void add_gps(std::string_view block) { add(gps_, block); }
  void add_xmp(std::string_view packet) { add(xmp_, packet); }
  /// Adds an IPTC record or Photoshop's resources.
  void add_iptc(std::string_view block) { add(iptc_, block); }

  [[nodiscard]] const std::vector<std::string>& exif() const { return exif_; }
  [[nodiscard]] const std::vector<std::string>& gps() const { return gps_; }
  [[nodiscard]] const std::vector<std::string>& xmp() const { return xmp_; }
  [[nodiscard]] const std::vector<std::string>& iptc() const { return iptc_; }

  /// Facts from the format's own fields.
  FoundFacts container{};

 private:
  static constexpr std::size_t kMaxBlocks = 4;  // of each kind

  void add(std::vector<std::string>& blocks, std::string_view block) const {
    if (block.empty() || block.size() > max_bytes_ || blocks.size() >= kMaxBlocks) return;
    blocks.emplace_back(block);
  }

  std::size_t max_bytes_;
  std::vector<std::string> exif_;
  std::vector<std::string> gps_;
  std::vector<std::string> xmp_;
  std::vector<std::string> iptc_;
};

/// Finds them in the segments APP1 and APP13, before the picture's data. EXIF, XMP and resources
/// that are longer than a segment and go on in the next ones are put together.
void find_in_jpeg(BoundedBytes file, MetadataBlocks& blocks);
/// Finds eXIf, XMP, ImageMagick's "Raw profile type ..." and the texts that PNG itself has, before
/// and behind the picture's data.
void find_in_png(BoundedBytes file, std::size_t max_text_bytes, MetadataBlocks& blocks);
/// Finds the chunks "EXIF" and "XMP ".
void find_in_webp(BoundedBytes file, MetadataBlocks& blocks);
/// Finds the application extension of XMP.
void find_in_gif(BoundedBytes file, MetadataBlocks& blocks);
/// Finds the items of HEIF and AVIF (ISO/IEC 23008-12), and what JPEG XL, JPEG 2000 and Canon's CR3
/// keep in boxes of their own.
void find_in_boxes(BoundedBytes file, MetadataBlocks& blocks);
/// Finds XMP, IPTC and Photoshop's resources among the fields of a TIFF file or of an EXIF block,
/// which is itself what `block` is.
void find_in_tiff(BoundedBytes block, MetadataBlocks& blocks);

}  // namespace audmg::media
