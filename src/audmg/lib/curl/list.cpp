// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/list.hpp"

#include "audmg/core/result.hpp"

#include <tuple>

namespace audmg::curl {

List make_list(const std::vector<std::string>& lines) {
  List list;
  for (const std::string& line : lines) {
    curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
    AUDMG_ASSERT(longer != nullptr);
    std::ignore = list.release();
    list.reset(longer);
  }
  return list;
}

}  // namespace audmg::curl
