// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/metadata/tiff_fields.hpp"
#include "audmg/media/metadata/timestamp.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

// The directories of an EXIF block, and what read_exif() reads from them.
namespace audmg::media {

/// The fields of the first directory and those of the EXIF directory, which writers confuse
/// (TIFF/EP has them all in the first one). A view of the block's bytes.
class ExifDirectories {
 public:
  explicit ExifDirectories(const TiffStructure& tiff)
      : first_(tiff.first_fields()), exif_(tiff.fields_at(first_.number(kExifIfd))) {}

  [[nodiscard]] const TiffFields& first() const { return first_; }
  [[nodiscard]] std::string_view text(std::uint16_t tag) const {
    const std::string_view found = exif_.text(tag);
    return found.empty() ? first_.text(tag) : found;
  }
  [[nodiscard]] std::optional<double> number(std::uint16_t tag) const {
    const auto found = exif_.number(tag);
    return found ? found : first_.number(tag);
  }

 private:
  static constexpr std::uint16_t kExifIfd = 0x8769;
  TiffFields first_;
  TiffFields exif_;
};

/// Returns when the picture was taken or digitised; nullopt when the block does not say.
[[nodiscard]] std::optional<Timestamp> exif_taken_time(const ExifDirectories& fields);
/// Returns when the file was last changed (DateTime).
[[nodiscard]] std::optional<Timestamp> exif_changed_time(const ExifDirectories& fields);

/// Returns the coordinates in a GPS directory, in any of the forms that writers use; nullopt
/// without them and for 0, 0, which receivers without a position write.
[[nodiscard]] std::optional<Place> exif_place(const TiffFields& gps);
/// Returns when the position was measured, in UTC.
[[nodiscard]] std::optional<Timestamp> exif_position_time(const TiffFields& gps);

/// Returns the value if it can be.
[[nodiscard]] inline std::optional<double> in_range(std::optional<double> value,
                                                    const FactRange& range) {
  return value && range.contains(*value) ? value : std::nullopt;
}

}  // namespace audmg::media
