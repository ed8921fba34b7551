// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/record_snapshots.hpp"

#include <filesystem>
#include <memory>

namespace audmg::database {

/// Makes snapshots of the database `file`, which another object of this process may have open: a
/// snapshot is read through its own connection, which neither writes to the database nor
/// checkpoints it. To restore, `file` must not exist, and its folder must.
[[nodiscard]] std::unique_ptr<RecordSnapshots> make_sqlite_record_snapshots(
    std::filesystem::path file);

}  // namespace audmg::database
