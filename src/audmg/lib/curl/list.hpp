// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>
#include <vector>

namespace audmg::curl {

struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
/// Must live as long as the handle that it was given to uses it.
using List = std::unique_ptr<curl_slist, FreeList>;

[[nodiscard]] List make_list(const std::vector<std::string>& lines);

}  // namespace audmg::curl
