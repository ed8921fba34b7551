// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/tiff_fields.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace audmg::media {
namespace {

constexpr std::size_t kHeaderBytes = 8;  // of a classic structure

enum Type : std::uint16_t {
  byte = 1,
  ascii = 2,
  short_number = 3,
  long_number = 4,
  rational = 5,
  signed_byte = 6,
  undefined = 7,
  signed_short = 8,
  signed_long = 9,
  signed_rational = 10,
  float_number = 11,
  double_number = 12,
  directory = 13,
  long_number_8 = 16,  // these three only in BigTIFF
  signed_long_8 = 17,
  directory_8 = 18,
};

bool is_text(std::uint16_t type) {
  return type == Type::ascii || type == Type::byte || type == Type::undefined;
}

/// Returns zero for types that none of our fields has.
std::size_t size_of(std::uint16_t type) {
  switch (type) {
    case Type::byte:
    case Type::ascii:
    case Type::signed_byte:
    case Type::undefined:
      return 1;
    case Type::short_number:
    case Type::signed_short:
      return 2;
    case Type::long_number:
    case Type::signed_long:
    case Type::float_number:
    case Type::directory:
      return 4;
    case Type::rational:
    case Type::signed_rational:
    case Type::double_number:
    case Type::long_number_8:
    case Type::signed_long_8:
    case Type::directory_8:
      return 8;
    default:
      return 0;
  }
}

std::uint64_t read_unsigned(std::span<const std::byte> bytes, bool is_little) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::byte next = is_little ? bytes[bytes.size() - 1 - i] : bytes[i];
    value = (value << 8U) | std::to_integer<std::uint64_t>(next);
  }
  return value;
}

std::optional<double> finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// Returns whether a TIFF header is there: the byte order, and 42 or what cameras have for it in
/// their raw formats (Olympus ORF, Panasonic RW2).
bool is_header(std::string_view text) {
  constexpr std::array<std::string_view, 6> kHeaders{
      std::string_view("II*\0", 4), std::string_view("MM\0*", 4), "IIRO", "IIRS", "MMOR",
      std::string_view("IIU\0", 4)};
  return text.size() >= kHeaderBytes &&
         std::ranges::any_of(kHeaders, [&](std::string_view it) { return text.starts_with(it); });
}

/// BigTIFF's header says how many bytes its offsets have, which is 8, and has two of reserve.
bool is_big_tiff_header(std::string_view text) {
  constexpr std::string_view kLittleEndian("II+\0\x08\0\0\0", 8);
  constexpr std::string_view kBigEndian("MM\0+\0\x08\0\0", 8);
  return text.size() >= 2 * kHeaderBytes &&
         (text.starts_with(kLittleEndian) || text.starts_with(kBigEndian));
}

}  // namespace

TiffFields::TiffFields(std::span<const std::byte> bytes, TiffLayout layout, std::uint64_t offset)
    : bytes_(bytes), layout_(layout) {
  // More than any directory has, and few enough to look at all of them for each tag.
  constexpr std::uint64_t kMaxFields = 65'535;
  const std::size_t count_bytes = layout.count_bytes();
  if (bytes.size() < count_bytes || offset > bytes.size() - count_bytes) return;
  const auto start = static_cast<std::size_t>(offset);
  const std::uint64_t count = std::min(unsigned_at(bytes, start, count_bytes), kMaxFields);
  const std::size_t room = (bytes.size() - start - count_bytes) / layout.entry_bytes();
  entries_ =
      bytes.subspan(start + count_bytes, std::min<std::size_t>(count, room) * layout.entry_bytes());
}

std::uint64_t TiffFields::unsigned_at(std::span<const std::byte> bytes, std::size_t offset,
                                      std::size_t length) const {
  return read_unsigned(bytes.subspan(offset, length), layout_.is_little_endian);
}

std::optional<TiffFields::Field> TiffFields::find(std::uint16_t tag) const {
  const std::size_t offset_bytes = layout_.offset_bytes();
  for (std::size_t at = 0; at < entries_.size(); at += layout_.entry_bytes()) {
    if (unsigned_at(entries_, at, 2) != tag) continue;
    const auto type = static_cast<std::uint16_t>(unsigned_at(entries_, at + 2, 2));
    const std::size_t unit = size_of(type);
    const std::uint64_t count = unsigned_at(entries_, at + 4, offset_bytes);
    if (unit == 0 || count == 0 || count > bytes_.size() / unit) return std::nullopt;
    const auto size = static_cast<std::size_t>(count) * unit;
    // A value that fits stands where its place would.
    const std::size_t place = at + 4 + offset_bytes;
    if (size <= offset_bytes) return Field{type, entries_.subspan(place, size)};
    const std::uint64_t offset = unsigned_at(entries_, place, offset_bytes);
    if (offset > bytes_.size() || size > bytes_.size() - offset) return std::nullopt;
    return Field{type, bytes_.subspan(static_cast<std::size_t>(offset), size)};
  }
  return std::nullopt;
}

std::string_view TiffFields::text(std::uint16_t tag) const {
  const auto field = find(tag);
  if (!field || !is_text(field->type)) return {};
  const std::string_view all = bytes(tag).substr(0, kMaxTextFieldBytes);
  return all.substr(0, all.find('\0'));
}

std::string_view TiffFields::bytes(std::uint16_t tag) const {
  const auto field = find(tag);
  if (!field) return {};
  return {reinterpret_cast<const char*>(field->value.data()), field->value.size()};
}

std::optional<double> TiffFields::number(std::uint16_t tag, std::size_t index) const {
  const auto field = find(tag);
  if (!field || field->type == Type::ascii) return std::nullopt;
  const std::size_t size = size_of(field->type);
  if (index >= field->value.size() / size) return std::nullopt;
  const std::size_t at = index * size;
  const auto four_bytes = [&](std::size_t offset) {
    return static_cast<std::uint32_t>(unsigned_at(field->value, offset, 4));
  };
  const auto as_signed = [&](std::size_t offset) {
    return std::bit_cast<std::int32_t>(four_bytes(offset));
  };
  switch (field->type) {
    case Type::signed_byte:
      return static_cast<std::int8_t>(unsigned_at(field->value, at, 1));
    case Type::signed_short:
      return static_cast<std::int16_t>(unsigned_at(field->value, at, 2));
    case Type::signed_long:
      return as_signed(at);
    case Type::float_number:
      return finite(double{std::bit_cast<float>(four_bytes(at))});
    case Type::double_number:
      return finite(std::bit_cast<double>(unsigned_at(field->value, at, 8)));
    case Type::signed_rational:
      if (as_signed(at + 4) == 0) return std::nullopt;
      return static_cast<double>(as_signed(at)) / as_signed(at + 4);
    case Type::rational: {
      const std::uint32_t divisor = four_bytes(at + 4);
      if (divisor == 0) return std::nullopt;
      return static_cast<double>(four_bytes(at)) / divisor;
    }
    case Type::signed_long_8:
      return static_cast<double>(std::bit_cast<std::int64_t>(unsigned_at(field->value, at, 8)));
    default:
      return static_cast<double>(unsigned_at(field->value, at, size));
  }
}

TiffStructure::TiffStructure(std::span<const std::byte> bytes) {
  // Xiaomi's HEIC has ten bytes before it.
  constexpr std::size_t kMaxBytesBefore = 64;
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  for (std::size_t start = 0; start <= std::min(kMaxBytesBefore, text.size()); ++start) {
    const bool is_big_tiff = is_big_tiff_header(text.substr(start));
    if (!is_big_tiff && !is_header(text.substr(start))) continue;
    layout_ = {.is_little_endian = text[start] == 'I', .is_big_tiff = is_big_tiff};
    bytes_ = bytes.subspan(start);
    return;
  }
}

TiffFields TiffStructure::first_fields() const {
  if (bytes_.empty()) return {};
  // Behind what tells the format, which has 4 bytes, or 8 in BigTIFF.
  const std::size_t size = layout_.offset_bytes();
  return {bytes_, layout_, read_unsigned(bytes_.subspan(size, size), layout_.is_little_endian)};
}

TiffFields TiffStructure::fields_at(std::optional<double> offset) const {
  // A writer may have left any number there.
  const auto most = static_cast<double>(bytes_.size());
  if (bytes_.empty() || !offset || *offset < 0 || *offset > most) return {};
  return {bytes_, layout_, static_cast<std::uint64_t>(*offset)};
}

}  // namespace audmg::media
