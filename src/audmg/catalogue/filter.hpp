// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/entry.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::catalogue {

/// Which entries are wanted besides the query. A file must pass everything that is set, and have
/// each of the values of a list. Text is compared as a whole, without regard to accents and case.
struct Filter {
  std::optional<database::FileKind> kind{};
  std::optional<database::FileStatus> status{};
  std::optional<LocalTime> from{};  ///< inclusive
  std::optional<LocalTime> to{};    ///< exclusive
  std::vector<std::string> cameras{};
  std::vector<std::string> lenses{};
  /// Any of the names of the place: a country finds all of its cities.
  std::vector<std::string> places{};
  std::optional<Bounds> bounds{};  ///< files without coordinates fail
  std::vector<std::string> keywords{};
  std::vector<std::string> artists{};  ///< the display form, too
  std::vector<std::string> album_artists{};
  std::vector<std::string> albums{};
  std::vector<std::string> genres{};
  std::vector<CollectionId> collections{};
  /// The year of a recording, or of a picture's date.
  std::optional<std::uint32_t> year{};
  std::optional<bool> favorite{};
  std::optional<std::uint32_t> min_rating{};
  std::optional<std::chrono::milliseconds> min_duration{};  ///< files without a duration fail
  std::optional<std::chrono::milliseconds> max_duration{};  ///< files without a duration fail
  std::optional<std::uint64_t> min_size{};
  std::optional<std::uint64_t> max_size{};

  [[nodiscard]] bool operator==(const Filter&) const = default;
};

}  // namespace audmg::catalogue
