// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::identity {

/// Words that people make passwords of, in lower case, separated by one space.
extern const std::string_view kCommonWords;

}  // namespace audmg::identity
