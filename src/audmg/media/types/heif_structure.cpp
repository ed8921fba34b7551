// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/heif_structure.hpp"

#include <algorithm>

namespace audmg::media {
namespace {

/// Most items whose places are read.
constexpr std::uint32_t kMaxItems = 16'384;
/// Most ids in the references of a file. A grid may have 65,536 tiles; those of cameras have some
/// hundred.
constexpr std::uint32_t kMaxReferences = 16'384;

std::uint32_t read_id(ByteWindow& bytes, std::uint64_t offset, std::uint64_t size) {
  return size == 2 ? bytes.be16(offset) : bytes.be32(offset);
}

/// Reads a number of 0, 4 or 8 bytes, the sizes that "iloc" allows.
std::uint64_t read_sized(ByteWindow& bytes, std::uint64_t offset, std::uint64_t size) {
  return size == 8 ? bytes.be64(offset) : size == 4 ? bytes.be32(offset) : 0;
}

/// One box of "iref": from an item to others (ISO/IEC 14496-12 section 8.11.12).
struct Reference {
  std::uint32_t type = 0;
  std::uint32_t from = 0;
  std::vector<std::uint32_t> to;
};

template <class Visitor>
void for_each_reference(ByteWindow& bytes, const Box& meta, Visitor visit) {
  const auto iref = find_child(bytes, meta, four_characters("iref"));
  if (!iref || iref->body_size() < kFullBoxHeader) return;
  const std::uint64_t id_size = bytes.u8(iref->body) == 0 ? 2 : 4;
  std::uint32_t ids_left = kMaxReferences;
  for_each_child(bytes, *iref, kFullBoxHeader, [&](const Box& box) {
    if (box.body_size() < id_size + 2) return;
    Reference reference{.type = box.type, .from = read_id(bytes, box.body, id_size), .to = {}};
    const std::uint32_t count = bytes.be16(box.body + id_size);
    if (count > ids_left || box.body_size() < id_size + 2 + count * id_size) return;
    ids_left -= count;
    for (std::uint32_t i = 0; i < count; ++i) {
      reference.to.push_back(read_id(bytes, box.body + id_size + 2 + i * id_size, id_size));
    }
    visit(reference);
  });
}

/// Returns the numbers of an item's properties, beginning with 1 (ISO/IEC 23008-12 section 9.3).
std::vector<unsigned> property_numbers(ByteWindow& bytes, const Box& iprp, std::uint32_t item) {
  constexpr std::uint32_t kMaxEntries = 16'384;
  std::vector<unsigned> numbers;
  for_each_child(bytes, iprp, 0, [&](const Box& ipma) {
    if (!numbers.empty() || ipma.type != four_characters("ipma") || ipma.body_size() < 8) return;
    const std::uint64_t id_size = bytes.u8(ipma.body) == 0 ? 2 : 4;
    const bool has_long_numbers = (bytes.u8(ipma.body + 3) & 1) != 0;
    const std::uint64_t number_size = has_long_numbers ? 2 : 1;
    const std::uint32_t entries = std::min(bytes.be32(ipma.body + 4), kMaxEntries);
    std::uint64_t offset = ipma.body + 8;
    for (std::uint32_t i = 0; i < entries && offset + id_size + 1 <= ipma.end; ++i) {
      const std::uint32_t id = read_id(bytes, offset, id_size);
      const std::uint64_t count = bytes.u8(offset + id_size);
      offset += id_size + 1;
      if (offset + count * number_size > ipma.end) return;
      for (std::uint64_t n = 0; n < count && id == item; ++n) {
        const std::uint64_t place = offset + n * number_size;
        // The highest bit says whether the property is essential.
        numbers.push_back(has_long_numbers ? bytes.be16(place) & 0x7FFFU : bytes.u8(place) & 0x7FU);
      }
      if (id == item) return;
      offset += count * number_size;
    }
  });
  return numbers;
}

/// Sizes of the fields of "iloc" (ISO/IEC 14496-12 section 8.11.3).
struct LocationFields {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::uint64_t base = 0;
  std::uint64_t index = 0;
  std::uint64_t id = 2;
  std::uint64_t method = 0;

  [[nodiscard]] std::uint64_t extent() const { return index + offset + length; }
};

std::optional<LocationFields> location_fields(ByteWindow& bytes, const Box& iloc) {
  if (iloc.body_size() < 10) return std::nullopt;
  const unsigned version = bytes.u8(iloc.body);
  const unsigned lengths = bytes.be16(iloc.body + 4);  // four numbers of 4 bits
  const LocationFields fields{.offset = lengths >> 12U,
                              .length = (lengths >> 8U) & 15U,
                              .base = (lengths >> 4U) & 15U,
                              .index = version > 0 ? lengths & 15U : 0U,
                              .id = version < 2 ? 2U : 4U,
                              .method = version > 0 ? 2U : 0U};
  for (const std::uint64_t size : {fields.offset, fields.length, fields.base, fields.index}) {
    if (size != 0 && size != 4 && size != 8) return std::nullopt;
  }
  return fields;
}

}  // namespace

std::optional<Box> find_meta(ByteWindow& bytes) {
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size(); ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    if (!box) return std::nullopt;
    if (box->type == four_characters("meta")) {
      const std::uint64_t end = std::min(box->end, bytes.size());
      if (end < box->body + kFullBoxHeader) return std::nullopt;
      return Box{box->type, box->body + kFullBoxHeader, end};
    }
    offset = box->end;
  }
  return std::nullopt;
}

std::uint32_t primary_item(ByteWindow& bytes, const Box& meta) {
  const auto pitm = find_child(bytes, meta, four_characters("pitm"));
  if (!pitm || pitm->body_size() < kFullBoxHeader + 2) return 0;
  return read_id(bytes, pitm->body + kFullBoxHeader, bytes.u8(pitm->body) == 0 ? 2 : 4);
}

std::uint32_t type_of_item(ByteWindow& bytes, const Box& meta, std::uint32_t item) {
  const auto iinf = find_child(bytes, meta, four_characters("iinf"));
  if (!iinf || iinf->body_size() < 8) return 0;
  std::uint32_t type = 0;
  const std::uint64_t skip = kFullBoxHeader + (bytes.u8(iinf->body) == 0 ? 2 : 4);
  for_each_child(bytes, *iinf, skip, [&](const Box& infe) {
    if (type != 0 || infe.type != four_characters("infe") || infe.body_size() < 12) return;
    const std::uint8_t version = bytes.u8(infe.body);
    // Before version 2 items have no type. Version 3 has longer ids.
    if (version < 2 || (version > 2 && infe.body_size() < 14)) return;
    const std::uint64_t id_size = version == 2 ? 2 : 4;
    if (read_id(bytes, infe.body + kFullBoxHeader, id_size) != item) return;
    type = bytes.be32(infe.body + kFullBoxHeader + id_size + 2);
  });
  return type;
}

std::vector<std::uint32_t> sources_of(ByteWindow& bytes, const Box& meta, std::uint32_t item) {
  std::vector<std::uint32_t> sources;
  for_each_reference(bytes, meta, [&](Reference& reference) {
    if (!sources.empty() || reference.type != four_characters("dimg")) return;
    if (reference.from == item) sources = std::move(reference.to);
  });
  return sources;
}

std::vector<Box> properties_of(ByteWindow& bytes, const Box& meta, std::uint32_t item) {
  const auto iprp = find_child(bytes, meta, four_characters("iprp"));
  if (!iprp) return {};
  const auto ipco = find_child(bytes, *iprp, four_characters("ipco"));
  if (!ipco) return {};
  std::vector<Box> all;
  for_each_child(bytes, *ipco, 0, [&](const Box& property) { all.push_back(property); });
  std::vector<Box> properties;
  for (const unsigned number : property_numbers(bytes, *iprp, item)) {
    if (number >= 1 && number <= all.size()) properties.push_back(all[number - 1]);
  }
  return properties;
}

std::map<std::uint32_t, ItemPlace> places_of_items(ByteWindow& bytes, const Box& meta) {
  std::map<std::uint32_t, ItemPlace> places;
  const auto iloc = find_child(bytes, meta, four_characters("iloc"));
  const auto idat = find_child(bytes, meta, four_characters("idat"));
  const auto fields = iloc ? location_fields(bytes, *iloc) : std::nullopt;
  if (!fields) return places;
  std::uint64_t offset = iloc->body + 6 + fields->id;
  const std::uint32_t items = std::min(read_id(bytes, iloc->body + 6, fields->id), kMaxItems);
  for (std::uint32_t i = 0; i < items && offset < iloc->end; ++i) {
    const std::uint32_t id = read_id(bytes, offset, fields->id);
    offset += fields->id;
    const unsigned method = fields->method > 0 ? bytes.be16(offset) & 15U : 0U;
    offset += fields->method;
    const bool is_in_file = bytes.be16(offset) == 0;
    const std::uint64_t base = read_sized(bytes, offset + 2, fields->base);
    offset += 2 + fields->base;
    const std::uint64_t extents = bytes.be16(offset);
    offset += 2;
    const std::uint64_t start = read_sized(bytes, offset + fields->index, fields->offset);
    const std::uint64_t size =
        read_sized(bytes, offset + fields->index + fields->offset, fields->length);
    offset += extents * fields->extent();
    const bool is_in_idat = method == 1 && idat && base <= idat->body_size();
    if (extents != 1 || !is_in_file || start > UINT64_MAX / 4 || base > UINT64_MAX / 4) continue;
    if (method == 0) places.emplace(id, ItemPlace{base + start, size});
    if (is_in_idat) places.emplace(id, ItemPlace{idat->body + base + start, size});
  }
  return places;
}

}  // namespace audmg::media
