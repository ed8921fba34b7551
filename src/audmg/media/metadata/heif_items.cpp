// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/heif_items.hpp"

#include "audmg/core/text.hpp"
#include "audmg/media/metadata/file_box.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::media {
namespace {

constexpr std::size_t kMaxItems = 32;  // of metadata; a file has two
constexpr std::uint64_t kFullBoxHeader = 4;

enum class Content { exif, xmp };

struct Item {
  std::uint64_t id = 0;
  Content content = Content::exif;
};

std::optional<Content> content_of(BoundedBytes infe, std::uint64_t type_place) {
  if (infe.is_at(type_place, "Exif")) return Content::exif;
  if (!infe.is_at(type_place, "mime")) return std::nullopt;
  std::string_view texts = infe.from(type_place + 4).text();
  take_until(texts, '\0');  // the item's name
  const std::string_view type = take_until(texts, '\0');
  if (type == "application/rdf+xml") return Content::xmp;
  return std::nullopt;
}

std::vector<Item> items_of(BoundedBytes iinf) {
  std::vector<Item> items;
  const std::uint64_t count_bytes = iinf.u8(0) == 0 ? 2 : 4;
  for_each_box(iinf.from(kFullBoxHeader + count_bytes), [&](const FileBox& box) {
    const std::uint8_t version = box.body.u8(0);
    if (box.type != "infe" || version < 2 || items.size() >= kMaxItems) return;
    const std::size_t id_bytes = version == 2 ? 2 : 4;
    constexpr std::uint64_t kProtectionBytes = 2;
    const std::uint64_t type_place = kFullBoxHeader + id_bytes + kProtectionBytes;
    if (const auto content = content_of(box.body, type_place)) {
      items.push_back({box.body.big_endian(kFullBoxHeader, id_bytes), *content});
    }
  });
  return items;
}

/// Reads where items lie (section 8.11.3) and gives their bytes.
class Locations {
 public:
  Locations(BoundedBytes iloc, BoundedBytes idat, BoundedBytes file)
      : iloc_(iloc), idat_(idat), file_(file) {}

  /// Calls `visit` with the id and the bytes of each item that `is_wanted` returns true for.
  template <class Wanted, class Visitor>
  void for_each(std::size_t max_bytes, Wanted is_wanted, Visitor visit) {
    const unsigned version = iloc_.u8(0);
    offset_bytes_ = iloc_.u8(4) >> 4U;
    length_bytes_ = iloc_.u8(4) & 15U;
    const unsigned base_bytes = iloc_.u8(5) >> 4U;
    index_bytes_ = version > 0 ? iloc_.u8(5) & 15U : 0;
    for (const unsigned size : {offset_bytes_, length_bytes_, base_bytes, index_bytes_}) {
      if (size != 0 && size != 4 && size != 8) return;
    }
    const unsigned id_bytes = version < 2 ? 2 : 4;
    at_ = 6;
    std::uint64_t items = take(id_bytes);
    std::size_t visits_left = kMaxItems;
    for (; items > 0 && visits_left > 0 && at_ < iloc_.size(); --items) {
      const std::uint64_t id = take(id_bytes);
      const std::uint64_t method = version > 0 ? take(2) & 15U : 0;
      const std::uint64_t reference = take(2);  // 0: this file
      const std::uint64_t base = take(base_bytes);
      const std::uint64_t extents = take(2);
      constexpr std::uint64_t kInItem = 2;  // derived from another item: never of metadata
      if (is_wanted(id) && reference == 0 && method < kInItem) {
        --visits_left;
        visit(id, bytes_of(extents, base, method == 0 ? file_ : idat_, max_bytes));
      } else {
        at_ += extents * (index_bytes_ + offset_bytes_ + length_bytes_);
      }
    }
  }

 private:
  std::uint64_t take(unsigned count) {
    const std::uint64_t value = iloc_.big_endian(at_, count);
    at_ += count;
    return value;
  }

  std::string bytes_of(std::uint64_t extents, std::uint64_t base, BoundedBytes source,
                       std::size_t max_bytes) {
    std::string bytes;
    for (; extents > 0 && at_ < iloc_.size(); --extents) {
      take(index_bytes_);
      const std::uint64_t offset = take(offset_bytes_);
      const std::uint64_t length = take(length_bytes_);
      if (offset > UINT64_MAX - base) continue;
      // Without a length, an extent is the whole source.
      const BoundedBytes piece =
          length == 0 ? source.from(base + offset) : source.part(base + offset, length);
      if (piece.size() <= max_bytes - bytes.size()) bytes += piece.text();
    }
    return bytes;
  }

  BoundedBytes iloc_;
  BoundedBytes idat_;
  BoundedBytes file_;
  unsigned offset_bytes_ = 0;
  unsigned length_bytes_ = 0;
  unsigned index_bytes_ = 0;
  std::uint64_t at_ = 0;
};

/// The item begins with the offset of the TIFF header behind that number. Xiaomi has the head of a
/// JPEG segment in between, and others write the offset wrongly, so that TiffStructure looks for
/// the header when it is not there.
std::string_view exif_of(std::string_view item) {
  constexpr std::size_t kOffsetBytes = 4;
  const std::uint64_t offset = kOffsetBytes + std::uint64_t{BoundedBytes(item).be32(0)};
  const BoundedBytes there = BoundedBytes(item).from(offset);
  if (there.starts_with("II*") || there.starts_with(std::string_view("MM\0*", 4))) {
    return there.text();
  }
  return BoundedBytes(item).from(kOffsetBytes).text();
}

}  // namespace

void add_heif_items(BoundedBytes meta, BoundedBytes file, MetadataBlocks& blocks) {
  BoundedBytes iinf;
  BoundedBytes iloc;
  BoundedBytes idat;
  for_each_box(meta.from(kFullBoxHeader), [&](const FileBox& box) {
    if (box.type == "iinf") iinf = box.body;
    if (box.type == "iloc") iloc = box.body;
    if (box.type == "idat") idat = box.body;
  });
  const std::vector<Item> items = items_of(iinf);
  Locations(iloc, idat, file)
      .for_each(
          blocks.max_bytes(),
          [&](std::uint64_t id) { return std::ranges::find(items, id, &Item::id) != items.end(); },
          [&](std::uint64_t id, const std::string& bytes) {
            const auto item = std::ranges::find(items, id, &Item::id);
            if (item->content == Content::xmp) return blocks.add_xmp(bytes);
            blocks.add_exif(exif_of(bytes));
          });
}

}  // namespace audmg::media
