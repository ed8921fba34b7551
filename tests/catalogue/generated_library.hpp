// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/entry.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace audmg::testing {

/// An entry, and from which facts it was made up.
struct GeneratedFile {
  catalogue::Entry entry;
  std::vector<std::size_t> subjects{};  ///< of subjects()
  std::size_t place = SIZE_MAX;         ///< of places(); SIZE_MAX: none
  std::size_t camera = SIZE_MAX;        ///< of cameras()
  std::size_t artist = SIZE_MAX;        ///< number of the artist
  std::size_t number = 0;               ///< in the file's name
};

/// A place in the spelling that is shown, and under its other names.
struct GeneratedPlace {
  std::string shown;
  std::vector<std::string> names;
};

[[nodiscard]] const std::vector<std::string>& subjects();
[[nodiscard]] const std::vector<GeneratedPlace>& places();
[[nodiscard]] const std::vector<std::string>& cameras();
[[nodiscard]] std::string artist_name(std::size_t artist);

/// Makes up the files of one library: photos of twenty years and songs, with names, titles,
/// keywords and places in many scripts. The same number is the same file in each run.
[[nodiscard]] GeneratedFile generated_file(std::size_t number);

/// What a person types, and which files they want to see.
struct JudgedQuery {
  std::string kind;
  std::string text;
  std::function<bool(const GeneratedFile&)> is_wanted;
};

/// 300 of them: names, accents, scripts without blanks, typos, dates, places, cameras and artists.
[[nodiscard]] std::vector<JudgedQuery> judged_queries();

}  // namespace audmg::testing
