// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/lib/sqlite/connection.hpp"

namespace audmg::database {

/// Opens or creates the database file and prepares the one connection that may write: origin and
/// integrity checked, write-ahead log on, schema up to date, log emptied. Errors: as
/// make_sqlite_database().
[[nodiscard]] Result<sqlite::Connection> open_writer_connection(
    const SqliteDatabaseOptions& options);

}  // namespace audmg::database
