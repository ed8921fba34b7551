// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/rights.hpp"

#include <array>

namespace audmg::functions {
namespace {

constexpr std::array kNames = {
    std::pair{Right::accounts, std::string_view("accounts")},
    std::pair{Right::library, std::string_view("library")},
    std::pair{Right::notification, std::string_view("notification")},
    std::pair{Right::objects, std::string_view("objects")},
    std::pair{Right::uploads, std::string_view("uploads")},
    std::pair{Right::upkeep, std::string_view("upkeep")},
    std::pair{Right::rendering, std::string_view("rendering")},
    std::pair{Right::monitoring, std::string_view("monitoring")},
};

}  // namespace

std::vector<std::string_view> names_of(Rights rights) {
  std::vector<std::string_view> names;
  for (const auto& [right, name] : kNames) {
    if (rights.has(right)) names.push_back(name);
  }
  return names;
}

}  // namespace audmg::functions
