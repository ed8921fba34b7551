// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/entry.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <string>

namespace audmg::testing {

/// Returns the id of the number-th file; later numbers are later uploads.
[[nodiscard]] inline FileId numbered_id(std::size_t number) {
  return *FileId::parse(fmt::format("018f0000-{:04x}-7000-8000-{:012x}", number >> 16U, number));
}

[[nodiscard]] inline catalogue::LocalTime local_day(int year, int month, int day) {
  return catalogue::LocalTime(std::chrono::local_days(std::chrono::year(year) / month / day));
}

/// Returns a picture of that number and name, taken at noon of the first of January 2020.
[[nodiscard]] inline catalogue::Entry picture(std::size_t number,
                                              std::string name = "picture.jpg") {
  catalogue::Entry entry;
  entry.id = numbered_id(number);
  entry.name = std::move(name);
  entry.date = local_day(2020, 1, 1) + std::chrono::hours(12);
  return entry;
}

[[nodiscard]] inline catalogue::Entry song(std::size_t number, std::string artist,
                                           std::string album, std::uint32_t track) {
  catalogue::Entry entry = picture(number, "song.mp3");
  entry.kind = database::FileKind::audio;
  entry.title = fmt::format("Track {}", track);
  entry.artist = std::move(artist);
  entry.album = std::move(album);
  entry.track = track;
  return entry;
}

}  // namespace audmg::testing
