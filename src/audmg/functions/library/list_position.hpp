// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/outcome.hpp"
#include "audmg/identity/signer.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

/// A list that is given out in pages.
struct List {
  std::string_view purpose;  ///< the kind of list: "trash"
  std::string owner;         ///< whose list it is, and all else that tells it from others
};

/// Returns the cursor of a place in a list as opaque, signed text, which is not valid for another
/// list. Precondition: the place is not empty.
[[nodiscard]] std::string seal_position(const List& list, std::string_view place,
                                        const identity::Signer& signer);

/// Returns the place that the cursor stands for; "" without one. Problems:
/// invalid_cursor.
[[nodiscard]] Outcome<std::string> read_position(const List& list,
                                                 std::optional<std::string_view> cursor,
                                                 const identity::Signer& signer);

}  // namespace audmg::functions
