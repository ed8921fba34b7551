// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <concepts>

namespace audmg::functions {

/// References to the members of some groups of services (services.hpp), by the members' own names.
/// Converts to an Access of fewer groups, never to one of more. Copying it copies references only;
/// a class that outlives a call keeps a copy, not a reference to the parameter it was made from.
template <class... Groups>
struct Access : Groups... {
  explicit Access(const Groups&... groups) : Groups(groups)... {}

  template <class Larger>
    requires(!std::same_as<Larger, Access> && (std::derived_from<Larger, Groups> && ...))
  // NOLINTNEXTLINE(google-explicit-constructor): a function that needs less takes what there is.
  Access(const Larger& larger) : Groups(static_cast<const Groups&>(larger))... {}
};

}  // namespace audmg::functions
