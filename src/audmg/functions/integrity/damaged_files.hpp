// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

#include <cstdint>

namespace audmg::functions {

/// Returns the number of files that are known to be damaged. Errors: those of the repository.
[[nodiscard]] Result<std::uint64_t> count_damaged_files(const RecordServices& services);

}  // namespace audmg::functions
