// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace audmg::media {

/// Most bytes of a text that are looked at: no EXIF block of a JPEG, which has to fit into a
/// segment, has a longer one.
inline constexpr std::size_t kMaxTextFieldBytes = 65'536;

/// The form of a structure's numbers: that of TIFF 6.0, or of BigTIFF for files over 4 GiB, in
/// which offsets and counts have 8 bytes (libtiff's document "BigTIFF Design").
struct TiffLayout {
  bool is_little_endian = true;
  bool is_big_tiff = false;

  [[nodiscard]] std::size_t offset_bytes() const { return is_big_tiff ? 8 : 4; }
  /// Bytes of the number of fields, before the first of them.
  [[nodiscard]] std::size_t count_bytes() const { return is_big_tiff ? 8 : 2; }
  /// Bytes of one field: tag, type, count, and the value or where it is.
  [[nodiscard]] std::size_t entry_bytes() const { return 4 + 2 * offset_bytes(); }
};

/// The fields of one image file directory (TIFF 6.0, section 2). A view of the structure's bytes.
class TiffFields {
 public:
  TiffFields() = default;
  /// Reads the directory at that offset; of one that is not entirely inside `bytes`, the fields
  /// that are.
  TiffFields(std::span<const std::byte> bytes, TiffLayout layout, std::uint64_t offset);

  /// Returns the bytes of a text before its NUL, the first kMaxTextFieldBytes of them; "" when
  /// there is none. Some writers say that a text is made of bytes, or of an undefined type.
  [[nodiscard]] std::string_view text(std::uint16_t tag) const;
  /// Returns the bytes of a field, of whatever type; "" when there is none.
  [[nodiscard]] std::string_view bytes(std::uint16_t tag) const;
  /// Returns one of a field's numbers, of any numeric type; nullopt when there is none, for a
  /// fraction with denominator zero, for floating-point numbers that are not finite, and for
  /// damaged fields.
  [[nodiscard]] std::optional<double> number(std::uint16_t tag, std::size_t index = 0) const;

 private:
  struct Field {
    std::uint16_t type = 0;
    std::span<const std::byte> value;
  };
  [[nodiscard]] std::optional<Field> find(std::uint16_t tag) const;
  [[nodiscard]] std::uint64_t unsigned_at(std::span<const std::byte> bytes, std::size_t offset,
                                          std::size_t length) const;

  std::span<const std::byte> bytes_;
  std::span<const std::byte> entries_;
  TiffLayout layout_;
};

/// A TIFF structure: a whole file, BigTIFF and a camera's raw format too, or an EXIF block. Reading
/// is bounded and stays inside the bytes, whatever they are; they must outlive this and its fields.
class TiffStructure {
 public:
  /// Finds the structure's header among the first bytes: writers put "Exif\0\0", the head of a JPEG
  /// segment or both before it. Without a header it has no fields.
  explicit TiffStructure(std::span<const std::byte> bytes);

  [[nodiscard]] bool is_empty() const { return bytes_.empty(); }
  [[nodiscard]] bool is_little_endian() const { return layout_.is_little_endian; }
  [[nodiscard]] TiffFields first_fields() const;
  [[nodiscard]] TiffFields fields_at(std::optional<double> offset) const;

 private:
  std::span<const std::byte> bytes_;  ///< empty when this is not a TIFF structure
  TiffLayout layout_;
};

}  // namespace audmg::media
