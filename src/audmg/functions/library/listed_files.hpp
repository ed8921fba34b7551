// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/listing.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"

#include <span>
#include <vector>

namespace audmg::functions {

/// Returns the rows of files in the order of the ids; those that are gone or in the trash by now
/// are left out. Errors: those of the file repository.
[[nodiscard]] Result<std::vector<database::File>> files_in_order(const UserId& owner,
                                                                 std::span<const FileId> ids,
                                                                 const RecordServices& services);
[[nodiscard]] Result<std::vector<database::File>> files_of(
    const UserId& owner, std::span<const catalogue::Listed> listed, const RecordServices& services);

}  // namespace audmg::functions
