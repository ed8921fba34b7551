// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/spellings.hpp"

namespace audmg::catalogue {

std::string_view Spellings::most_frequent() const {
  auto best = counts_.begin();
  for (auto candidate = counts_.begin(); candidate != counts_.end(); ++candidate) {
    if (candidate->second > best->second) best = candidate;
  }
  return best->first;
}

}  // namespace audmg::catalogue
