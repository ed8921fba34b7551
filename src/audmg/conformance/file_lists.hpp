// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/conformance/reply.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace audmg::conformance {

/// Returns this text of each file of a list, in the order of the reply.
[[nodiscard]] std::vector<std::string> texts_of(const Reply& reply, std::string_view member);

/// Returns whether a list has the file.
[[nodiscard]] bool lists(const Reply& reply, std::string_view file_id);

}  // namespace audmg::conformance
