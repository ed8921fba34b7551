// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/lib/sqlite/connection.hpp"
#include "audmg/lib/sqlite/queries.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <system_error>
#include <vector>

namespace audmg::app {
namespace {

/// The whole check, indexes against tables too: a start in good order makes none. Returns "ok", or
/// what is damaged. Not as a function in a SELECT: SQLite 3.53 takes its number for a table.
Result<std::string> integrity_check(const DataLayout& layout) {
  // Read-only: it neither writes nor checkpoints, so it may run beside the server.
  AUDMG_TRY(auto connection, sqlite::Connection::open(
                                 {.file = layout.database(), .access = sqlite::Access::read_only}));
  AUDMG_TRY(const std::vector<std::string> lines,
            sqlite::list_rows(
                connection, "PRAGMA integrity_check(3)",
                [](const sqlite::Statement& row) -> Result<std::string> { return row.text(0); }));
  return fmt::format("{}", fmt::join(lines, "; "));
}

}  // namespace

std::vector<Finding> check_database(const DataLayout& layout) {
  const std::string subject = "database";
  std::error_code error;
  const auto size = std::filesystem::file_size(layout.database(), error);
  if (error) return {{Verdict::ok, subject, "not there yet", ""}};
  const auto outcome = integrity_check(layout);
  if (!outcome) {
    return {{Verdict::fail, subject, outcome.error().message,
             "Stop the server, keep a copy of the data folder, and restore a backup."}};
  }
  if (*outcome != "ok") {
    return {{Verdict::fail, subject, "damaged: " + *outcome,
             "Stop the server, keep a copy of the data folder, and restore a backup."}};
  }
  constexpr std::uintmax_t kKilobyte = 1000;
  return {{Verdict::ok, subject, fmt::format("whole ({} kB)", size / kKilobyte), ""}};
}

}  // namespace audmg::app
