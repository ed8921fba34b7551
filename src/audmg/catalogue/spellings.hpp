// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace audmg::catalogue {

/// The spellings of one name and how often each occurs.
class Spellings {
 public:
  void add(std::string_view spelling, std::size_t times) { counts_[spelling] += times; }

  /// Returns the most frequent one; of equally frequent ones, the first in the order of their
  /// bytes. Precondition: there is one.
  [[nodiscard]] std::string_view most_frequent() const;

 private:
  std::map<std::string_view, std::size_t> counts_;
};

/// Returns what spellings of one name have in common: the folded text, or, if it is empty because
/// the name consists of punctuation, the text itself.
[[nodiscard]] constexpr std::string_view common_form(std::string_view folded,
                                                     std::string_view text) noexcept {
  return folded.empty() ? text : folded;
}

}  // namespace audmg::catalogue
