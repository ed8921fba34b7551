// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/trash_repository.hpp"

#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/readable_rows.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"

#include <limits>
#include <utility>

namespace audmg::database {
namespace {

// The cross joins keep the order of the list, which is that of a key or an index of `trash`.
constexpr std::string_view kListTrash =
    "SELECT " AUDMG_FILE_COLUMNS
    " FROM trash CROSS JOIN files ON files.owner = trash.holder AND files.id = trash.file"
    " WHERE trash.holder = ?1 AND (trash.since, trash.file) < (?2, ?3)"
    " ORDER BY trash.since DESC, trash.file DESC LIMIT ?4";
constexpr std::string_view kListOverdue =
    "SELECT " AUDMG_FILE_COLUMNS
    " FROM trash INDEXED BY trash_by_time"
    " CROSS JOIN files ON files.owner = trash.holder AND files.id = trash.file"
    " WHERE trash.since < ?1 AND (trash.since, trash.file) > (?2, ?3)"
    " ORDER BY trash.since, trash.file LIMIT ?4";

class SqliteTrashRepository final : public TrashRepository {
 public:
  SqliteTrashRepository(Connections connections, ReportUnreadableRow report)
      : connections_(connections), report_(std::move(report)) {}

  Result<std::vector<File>> list_trash(const ListTrashRequest& request) override {
    const bool from_newest = request.before_id.empty();
    const std::int64_t time =
        from_newest ? std::numeric_limits<std::int64_t>::max() : milliseconds(request.before_time);
    const IdBytes id = from_newest ? IdBytes::greatest() : IdBytes(request.before_id);
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_readable_rows(connection, report_, request.limit, kListTrash, read_file,
                                IdBytes(request.owner), time, id);
    });
  }

  Result<std::vector<File>> list_overdue_trash(const ListOverdueTrashRequest& request) override {
    const bool from_start = request.after_id.empty();
    const std::int64_t time =
        from_start ? std::numeric_limits<std::int64_t>::min() : milliseconds(request.after_time);
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_readable_rows(connection, report_, request.limit, kListOverdue, read_file,
                                milliseconds(request.trashed_before), time,
                                IdBytes(request.after_id));
    });
  }

 private:
  Connections connections_;
  const ReportUnreadableRow report_;
};

}  // namespace

std::unique_ptr<TrashRepository> make_trash_repository(Connections connections,
                                                       ReportUnreadableRow report) {
  return std::make_unique<SqliteTrashRepository>(connections, std::move(report));
}

}  // namespace audmg::database
