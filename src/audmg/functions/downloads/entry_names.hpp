// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace audmg::functions {

/// Gives the files of one archive names that every system can unpack side by side. Not thread-safe.
class EntryNames {
 public:
  /// Returns the name, or "name (2).jpg" if the archive has it already, whatever the case of its
  /// letters. Characters that Windows does not take become "_", and the result has at most 240
  /// bytes, the extension included.
  [[nodiscard]] std::string add(std::string_view name);
  /// Returns `name` with the base of a name that add() returned, "IMG_1 (2).mov" for "IMG_1
  /// (2).jpg" and "IMG_1.mov": programs find companions by that. Made different like add() if it is
  /// taken.
  [[nodiscard]] std::string add_beside(std::string_view added, std::string_view name);

 private:
  [[nodiscard]] std::string add_unique(std::string_view base, std::string_view extension);

  std::unordered_set<std::string> taken_;
  /// The last number that was tried for a name.
  std::unordered_map<std::string, unsigned> numbers_;
};

}  // namespace audmg::functions
