// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"
#include "audmg/media/types/tiff_directory.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace audmg::media {
namespace {

constexpr int kMaxDirectories = 16;

// Makers whose raw photos are TIFF files without a mark of their own.
std::optional<Format> raw_format_of(std::string_view maker) {
  constexpr std::array<std::pair<std::string_view, Format>, 6> kMakers{{{"NIKON", Format::nef},
                                                                        {"SONY", Format::arw},
                                                                        {"PENTAX", Format::pef},
                                                                        {"RICOH", Format::pef},
                                                                        {"SAMSUNG", Format::srw},
                                                                        {"Samsung", Format::srw}}};
  for (const auto& [name, format] : kMakers) {
    if (maker.starts_with(name)) return format;
  }
  return std::nullopt;
}

// Finds the directory of the sensor's picture: in the chain that begins at `offset` or one level
// below it.
std::optional<TiffDirectory> find_sensor_picture(ByteWindow& bytes, TiffNumbers& numbers,
                                                 std::uint64_t offset) {
  for (int hop = 0; hop < kMaxDirectories && offset != 0; ++hop) {
    const auto directory = read_tiff_directory(bytes, numbers, offset);
    if (!directory) return std::nullopt;
    if (directory->is_sensor_picture) return directory;
    for (const std::uint64_t place : directory->sub_directories) {
      const auto below = read_tiff_directory(bytes, numbers, place);
      if (below && below->is_sensor_picture) return below;
    }
    offset = directory->next;
  }
  return std::nullopt;
}

Verdict judge_sensor_picture(const std::optional<TiffDirectory>& picture, Format format) {
  if (!picture || !picture->has_size) return damaged(format);
  return picture->has_pixels ? accepted(format) : truncated(format);
}

// The header names the directory of the sensor's picture, which has no mark of its own.
Verdict check_cr2(ByteWindow& bytes, TiffNumbers& numbers) {
  if (!bytes.has(0, 16)) return truncated(Format::cr2);
  const std::uint64_t first = numbers.u32(4);
  const std::uint64_t sensor = numbers.u32(12);
  if (first < 16 || sensor < 16) return damaged(Format::cr2);
  for (const std::uint64_t offset : {first, sensor}) {
    const auto directory = read_tiff_directory(bytes, numbers, offset);
    if (!directory) return bytes.has(offset, 2) ? damaged(Format::cr2) : truncated(Format::cr2);
    if (!directory->has_pixels) return truncated(Format::cr2);
  }
  return accepted(Format::cr2);
}

}  // namespace

Verdict check_tiff(ByteWindow& bytes) {
  const bool big_endian = bytes.is_at(0, "MM");
  TiffNumbers plain(bytes, big_endian, false);
  const bool big_tiff = plain.u16(2) == 43;
  const std::uint64_t header = big_tiff ? 16 : 8;
  if (!bytes.has(0, header)) return truncated(Format::tiff);
  TiffNumbers numbers(bytes, big_endian, big_tiff);
  if (big_tiff && (numbers.u16(4) != 8 || numbers.u16(6) != 0)) return damaged(Format::tiff);
  if (!big_tiff && bytes.is_at(8, "CR\x02")) return check_cr2(bytes, numbers);
  const std::uint64_t first = numbers.word(big_tiff ? 8 : 4);
  std::uint64_t offset = first;
  for (int hop = 0; hop < kMaxDirectories && offset != 0; ++hop) {
    if (offset < header) return damaged(Format::tiff);
    const auto directory = read_tiff_directory(bytes, numbers, offset);
    if (!directory) {
      return bytes.has(offset, 2) ? damaged(Format::tiff) : truncated(Format::tiff);
    }
    if (directory->is_dng) {
      return judge_sensor_picture(find_sensor_picture(bytes, numbers, first), Format::dng);
    }
    if (const auto raw = hop == 0 ? raw_format_of(directory->maker) : std::nullopt) {
      // Those makers' cameras and programs write ordinary TIFF files, too.
      const auto picture = find_sensor_picture(bytes, numbers, first);
      if (picture) return judge_sensor_picture(picture, *raw);
    }
    // The first directory with a picture counts.
    if (directory->has_size && directory->has_pixels) return accepted(Format::tiff);
    if (directory->has_size) return truncated(Format::tiff);
    offset = directory->next;
  }
  return damaged(Format::tiff);
}

Verdict check_tiff_variant(ByteWindow& bytes, Format format) {
  if (!bytes.has(0, 8)) return truncated(format);
  TiffNumbers numbers(bytes, bytes.is_at(0, "MM"), false);
  const std::uint64_t offset = numbers.u32(4);
  if (offset < 8) return damaged(format);
  const auto directory = read_tiff_directory(bytes, numbers, offset);
  if (!directory) return bytes.has(offset, 2) ? damaged(format) : truncated(format);
  return judge_sensor_picture(directory, format);
}

}  // namespace audmg::media
