// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/services.hpp"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::functions {

/// The groups of services that give a right (services.hpp).
enum class Right : std::uint8_t {
  accounts,
  library,
  notification,
  objects,
  uploads,
  upkeep,
  rendering,
  monitoring
};

/// A set of rights.
class Rights {
 public:
  constexpr Rights() = default;
  [[nodiscard]] constexpr bool has(Right right) const noexcept { return (bits_ & bit(right)) != 0; }
  [[nodiscard]] constexpr Rights operator|(Right right) const noexcept {
    Rights more = *this;
    more.bits_ = static_cast<std::uint8_t>(more.bits_ | bit(right));
    return more;
  }

 private:
  [[nodiscard]] static constexpr std::uint8_t bit(Right right) noexcept {
    return static_cast<std::uint8_t>(1U << std::to_underlying(right));
  }

  std::uint8_t bits_ = 0;
};

/// Returns the names of the groups in a set, as they stand in tests/golden/functions.json.
[[nodiscard]] std::vector<std::string_view> names_of(Rights rights);

/// Returns the rights that an Access of type `Granted` gives.
template <class Granted>
[[nodiscard]] consteval Rights rights_in() {
  Rights rights;
  if (std::derived_from<Granted, Accounts>) rights = rights | Right::accounts;
  if (std::derived_from<Granted, Library>) rights = rights | Right::library;
  if (std::derived_from<Granted, Notification>) rights = rights | Right::notification;
  if (std::derived_from<Granted, Objects>) rights = rights | Right::objects;
  if (std::derived_from<Granted, Uploads>) rights = rights | Right::uploads;
  if (std::derived_from<Granted, Upkeep>) rights = rights | Right::upkeep;
  if (std::derived_from<Granted, Rendering>) rights = rights | Right::rendering;
  if (std::derived_from<Granted, Monitoring>) rights = rights | Right::monitoring;
  return rights;
}

}  // namespace audmg::functions
