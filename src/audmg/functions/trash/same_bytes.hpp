// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"

#include <optional>
#include <string_view>

namespace audmg::functions {

/// Finds the owner's file that has the bytes of an upload. If it is in the trash, restores it; if
/// it is only left to be deleted, deletes it now, and finds nothing. So the bytes of the upload may
/// be dropped for those of the file. Errors: those of the repositories; unavailable when others
/// keep putting it into the trash.
[[nodiscard]] Result<std::optional<database::File>> find_same_bytes(const UserId& owner,
                                                                    std::string_view sha256,
                                                                    const ObjectServices& services);

}  // namespace audmg::functions
