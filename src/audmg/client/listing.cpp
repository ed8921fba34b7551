// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/listing.hpp"

#include "audmg/client/remote_file.hpp"
#include "audmg/core/percent.hpp"

#include <algorithm>

namespace audmg::client {
namespace {

constexpr std::uint64_t kPageItems = 200;

}  // namespace

std::string target_with(std::string_view path, const Parameters& parameters) {
  std::string target(path);
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    target.append(1, separator).append(name).append(1, '=');
    append_percent_encoded(target, value, is_unreserved);
    separator = '&';
  }
  return target;
}

Result<void> for_each_item(Connection& drive, const Listing& listing, const VisitItem& visit,
                           const std::function<void(const json::Value&)>& first_page) {
  std::string cursor;
  bool is_first = true;
  std::uint64_t left = listing.limit.value_or(UINT64_MAX);
  while (left > 0) {
    Parameters parameters = listing.parameters;
    parameters.emplace_back("limit", std::to_string(std::min(left, kPageItems)));
    parameters.emplace_back("cursor", cursor);
    AUDMG_TRY(const json::Value page,
              require(drive.call({.target = target_with(listing.path, parameters)}), {200}));
    if (is_first && first_page) first_page(page);
    is_first = false;
    const json::Value* const items = page.find(listing.items);
    if (items == nullptr || items->as_array() == nullptr) {
      return fail(ErrorCode::corrupt, "the drive sent a page that is not understood");
    }
    for (const json::Value& item : *items->as_array()) {
      if (left-- == 0) return {};
      AUDMG_TRY(const bool goes_on, visit(item));
      if (!goes_on) return {};
    }
    std::string next = text_member(page, "nextCursor");
    if (next.empty() || next == cursor) return {};
    cursor = std::move(next);
  }
  return {};
}

}  // namespace audmg::client
