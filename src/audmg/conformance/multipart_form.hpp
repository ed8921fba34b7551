// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/conformance/drive_api.hpp"

#include <string_view>

namespace audmg::conformance {

/// Returns a POST /upload of one file in the form field `field`, as browsers send it (RFC 7578).
[[nodiscard]] Call upload_call(std::string_view token, std::string_view field,
                               std::string_view file_name, std::string_view bytes);

}  // namespace audmg::conformance
