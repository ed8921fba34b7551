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
  /// The directory at that offset; without fields when it is not wholly inside `bytes`.
  TiffFields(std::span<const std::byte> bytes, bool is_little, std::uint64_t offset);

  /// The bytes of an ASCII field before its NUL; "" when there is none.
  [[nodiscard]] std::string_view text(std::uint16_t tag) const;
  /// One of a field's numbers, of any numeric type; nothing when there is none, for a fraction of
  /// zero, and for what is damaged.
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

/// A classic TIFF structure: whole file, or EXIF block. Whatever its bytes are, reading is bounded
/// and stays inside them, which must outlive this and its fields.
class TiffStructure {
 public:
  explicit TiffStructure(std::span<const std::byte> bytes);

  [[nodiscard]] TiffFields first_fields() const;
  [[nodiscard]] TiffFields fields_at(std::optional<double> offset) const;

 private:
  std::span<const std::byte> bytes_;  ///< empty when this is no TIFF structure
  bool is_little_ = true;
};

}  // namespace audmg::media
