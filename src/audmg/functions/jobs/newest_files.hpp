// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/user_repository.hpp"

#include <cstddef>
#include <vector>

namespace audmg::functions {

/// Lists files of all owners, newest first: at most `limit` that are older than `before` (empty:
/// from the newest). Costs a query for each user. Errors: those of the repositories.
[[nodiscard]] Result<std::vector<database::File>> list_newest_files(
    const FileId& before, std::size_t limit, database::UserRepository& users,
    database::FileRepository& files);

}  // namespace audmg::functions
