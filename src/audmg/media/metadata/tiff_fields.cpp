// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/tiff_fields.hpp"

#include <algorithm>
#include <bit>

namespace audmg::media {
namespace {

constexpr std::size_t kEntryBytes = 12;
constexpr std::size_t kInlineBytes = 4;  // a value of so many bytes stands in its entry
constexpr std::size_t kHeaderBytes = 8;

enum Type : std::uint16_t {
  byte = 1,
  ascii = 2,
  short_number = 3,
  long_number = 4,
  rational = 5,
  signed_long = 9,
  signed_rational = 10,
};

/// Returns zero for types that none of our fields has.
std::size_t size_of(std::uint16_t type) {
  switch (type) {
    case Type::byte:
    case Type::ascii:
      return 1;
    case Type::short_number:
      return 2;
    case Type::long_number:
    case Type::signed_long:
      return 4;
    case Type::rational:
    case Type::signed_rational:
      return 8;
    default:
      return 0;
  }
}

std::uint32_t read_unsigned(std::span<const std::byte> bytes, bool is_little) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::byte next = is_little ? bytes[bytes.size() - 1 - i] : bytes[i];
    value = (value << 8U) | std::to_integer<std::uint32_t>(next);
  }
  return value;
}

}  // namespace

TiffFields::TiffFields(std::span<const std::byte> bytes, bool is_little, std::uint64_t offset)
    : bytes_(bytes), is_little_(is_little) {
  if (bytes.size() < 2 || offset > bytes.size() - 2) return;
  const auto start = static_cast<std::size_t>(offset);
  const std::size_t count = unsigned_at(bytes, start, 2);
  const std::size_t room = (bytes.size() - start - 2) / kEntryBytes;
  entries_ = bytes.subspan(start + 2, std::min(count, room) * kEntryBytes);
}

std::uint32_t TiffFields::unsigned_at(std::span<const std::byte> bytes, std::size_t offset,
                                      std::size_t length) const {
  return read_unsigned(bytes.subspan(offset, length), is_little_);
}

std::optional<TiffFields::Field> TiffFields::find(std::uint16_t tag) const {
  for (std::size_t at = 0; at < entries_.size(); at += kEntryBytes) {
    if (unsigned_at(entries_, at, 2) != tag) continue;
    const auto type = static_cast<std::uint16_t>(unsigned_at(entries_, at + 2, 2));
    const std::uint64_t size = std::uint64_t{unsigned_at(entries_, at + 4, 4)} * size_of(type);
    if (size == 0) return std::nullopt;
    if (size <= kInlineBytes) {
      return Field{type, entries_.subspan(at + 8, static_cast<std::size_t>(size))};
    }
    const std::size_t offset = unsigned_at(entries_, at + 8, 4);
    if (offset > bytes_.size() || size > bytes_.size() - offset) return std::nullopt;
    return Field{type, bytes_.subspan(offset, static_cast<std::size_t>(size))};
  }
  return std::nullopt;
}

std::string_view TiffFields::text(std::uint16_t tag) const {
  const auto field = find(tag);
  if (!field || field->type != Type::ascii) return {};
  const std::string_view all(reinterpret_cast<const char*>(field->value.data()),
                             field->value.size());
  return all.substr(0, all.find('\0'));
}

std::optional<double> TiffFields::number(std::uint16_t tag, std::size_t index) const {
  const auto field = find(tag);
  if (!field || field->type == Type::ascii) return std::nullopt;
  const std::size_t size = size_of(field->type);
  if (index >= field->value.size() / size) return std::nullopt;
  const std::size_t at = index * size;
  const auto as_signed = [&](std::size_t offset) {
    return std::bit_cast<std::int32_t>(unsigned_at(field->value, offset, 4));
  };
  switch (field->type) {
    case Type::signed_long:
      return as_signed(at);
    case Type::signed_rational:
      if (as_signed(at + 4) == 0) return std::nullopt;
      return static_cast<double>(as_signed(at)) / as_signed(at + 4);
    case Type::rational: {
      const std::uint32_t divisor = unsigned_at(field->value, at + 4, 4);
      if (divisor == 0) return std::nullopt;
      return static_cast<double>(unsigned_at(field->value, at, 4)) / divisor;
    }
    default:
      return unsigned_at(field->value, at, size);
  }
}

TiffStructure::TiffStructure(std::span<const std::byte> bytes) {
  constexpr std::string_view kPrefix("Exif\0\0", 6);
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.starts_with(kPrefix)) {
    bytes = bytes.subspan(kPrefix.size());
    text.remove_prefix(kPrefix.size());
  }
  // ORF and RW2 files are TIFF structures with a number of their own in place of 42.
  is_little_ = text.starts_with(std::string_view("II*\0", 4)) || text.starts_with("IIRO") ||
               text.starts_with("IIRS") || text.starts_with(std::string_view("IIU\0", 4));
  const bool is_big = text.starts_with(std::string_view("MM\0*", 4)) || text.starts_with("MMOR");
  if (bytes.size() >= kHeaderBytes && (is_little_ || is_big)) bytes_ = bytes;
}

TiffFields TiffStructure::first_fields() const {
  if (bytes_.empty()) return {};
  return {bytes_, is_little_, read_unsigned(bytes_.subspan(4, 4), is_little_)};
}

TiffFields TiffStructure::fields_at(std::optional<double> offset) const {
  if (bytes_.empty() || !offset || *offset < 0) return {};
  return {bytes_, is_little_, static_cast<std::uint64_t>(*offset)};
}

}  // namespace audmg::media
