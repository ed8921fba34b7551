// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace audmg::media {

/// The fields of one image file directory (TIFF 6.0, section 2). A view of the structure's bytes.
class TiffFields {
 public:
  TiffFields() = default;
  /// Reads the directory at that offset; it has no fields when it is not entirely inside `bytes`.
  TiffFields(std::span<const std::byte> bytes, bool is_little, std::uint64_t offset);

  /// Returns the bytes of an ASCII field before its NUL; "" when there is none.
  [[nodiscard]] std::string_view text(std::uint16_t tag) const;
  /// Returns one of a field's numbers, of any numeric type; nullopt when there is none, for a
  /// fraction with denominator zero, and for damaged fields.
  [[nodiscard]] std::optional<double> number(std::uint16_t tag, std::size_t index = 0) const;

 private:
  struct Field {
    std::uint16_t type = 0;
    std::span<const std::byte> value;
  };
  [[nodiscard]] std::optional<Field> find(std::uint16_t tag) const;
  [[nodiscard]] std::uint32_t unsigned_at(std::span<const std::byte> bytes, std::size_t offset,
                                          std::size_t length) const;

  std::span<const std::byte> bytes_;
  std::span<const std::byte> entries_;
  bool is_little_ = true;
};

/// A classic TIFF structure: a whole file, also one of the raw formats ORF and RW2, or an EXIF
/// block. Reading is bounded and stays inside the bytes, whatever they are; they must outlive this
/// and its fields.
class TiffStructure {
 public:
  explicit TiffStructure(std::span<const std::byte> bytes);

  [[nodiscard]] TiffFields first_fields() const;
  [[nodiscard]] TiffFields fields_at(std::optional<double> offset) const;

 private:
  std::span<const std::byte> bytes_;  ///< empty when this is not a TIFF structure
  bool is_little_ = true;
};

}  // namespace audmg::media
