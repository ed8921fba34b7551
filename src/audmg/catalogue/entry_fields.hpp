// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/table.hpp"

#include <string>
#include <utility>
#include <vector>

namespace audmg::catalogue {

/// One entry in the form that the table keeps, within the limits of limits.hpp.
struct EntryFields {
  Row row;
  /// Folded name, title and other text, each with its end mark.
  std::string text;
  std::vector<std::pair<Field, std::string>> terms;
};

[[nodiscard]] EntryFields fields_of(const Entry& entry);

}  // namespace audmg::catalogue
