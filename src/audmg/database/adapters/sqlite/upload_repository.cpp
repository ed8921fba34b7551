// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/upload_repository.hpp"

#include "audmg/database/adapters/sqlite/completion.hpp"
#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/readable_rows.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/adapters/sqlite/usage_rows.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

#include <utility>

namespace audmg::database {
namespace {

#define AUDMG_UPLOAD_COLUMNS                                                           \
  "id, owner, file_name, content_type, size, sha256, object_key, multipart_upload_id," \
  " part_size, created_at, expires_at, companion_of, modified_at, reserved"
constexpr std::string_view kFindUpload =
    "SELECT " AUDMG_UPLOAD_COLUMNS " FROM uploads WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kListExpired = "SELECT " AUDMG_UPLOAD_COLUMNS
                                          " FROM uploads WHERE expires_at < ?1"
                                          " ORDER BY expires_at LIMIT ?2";
constexpr std::string_view kInsertUpload =
    "INSERT INTO uploads (" AUDMG_UPLOAD_COLUMNS
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
#undef AUDMG_UPLOAD_COLUMNS
constexpr std::string_view kDeleteUpload = "DELETE FROM uploads WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kCountOwners = "SELECT count(*) FROM uploads WHERE owner = ?1";

Result<Upload> read_upload(const sqlite::Statement& row) {
  Upload upload;
  AUDMG_TRY(upload.id, read_id<UploadId>(row, 0));
  AUDMG_TRY(upload.owner, read_id<UserId>(row, 1));
  upload.file_name = row.text(2);
  upload.content_type = row.text(3);
  upload.size = static_cast<std::uint64_t>(row.integer(4));
  upload.sha256 = row.text(5);
  upload.object_key = row.text(6);
  upload.multipart_upload_id = row.text(7);
  upload.part_size = static_cast<std::uint64_t>(row.integer(8));
  upload.created_at = read_time(row, 9);
  upload.expires_at = read_time(row, 10);
  if (!row.bytes(11).empty()) {
    AUDMG_TRY(upload.companion_of, read_id<FileId>(row, 11));
  }
  upload.modified_at = read_optional_time(row, 12);
  upload.reserved = static_cast<std::uint64_t>(row.integer(13));
  return upload;
}

class SqliteUploadRepository final : public UploadRepository {
 public:
  SqliteUploadRepository(Connections connections, ReportUnreadableRow report)
      : connections_(connections), report_(std::move(report)) {}

  Result<CreateUploadOutcome> create_upload(const Upload& upload, const UploadLimits& limits,
                                            const IdempotentCompletion* completion) override {
    using enum CreateUploadOutcome;
    return connections_.writer.write(
        [&](sqlite::Connection& connection) -> Result<CreateUploadOutcome> {
          const IdBytes owner(upload.owner);
          AUDMG_TRY(const auto open, find_row(connection, kCountOwners, sqlite::read_count, owner));
          if (open && static_cast<std::uint64_t>(*open) >= limits.max_open) return too_many;
          AUDMG_TRY(const bool fits,
                    has_room(connection, upload.owner, upload.reserved, limits.quota));
          if (!fits) return over_quota;
          AUDMG_CHECK(sqlite::change_rows(
              connection, kInsertUpload, sqlite::IdBytes(upload.id), owner, upload.file_name,
              upload.content_type, upload.size, upload.sha256, upload.object_key,
              upload.multipart_upload_id, upload.part_size, sqlite::milliseconds(upload.created_at),
              sqlite::milliseconds(upload.expires_at), sqlite::IdBytes(upload.companion_of),
              optional_time_value(upload.modified_at), upload.reserved));
          if (completion != nullptr) {
            AUDMG_CHECK(
                note_completion(connection, completion->key, completion->status, upload.id.text()));
          }
          return created;
        });
  }

  Result<std::optional<Upload>> find_upload(const UserId& owner, const UploadId& id) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return find_row(connection, kFindUpload, read_upload, IdBytes(owner), IdBytes(id));
    });
  }

  Result<bool> delete_upload(const UserId& owner, const UploadId& id) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<bool> {
      AUDMG_TRY(const auto removed,
                change_rows(connection, kDeleteUpload, IdBytes(owner), IdBytes(id)));
      return removed > 0;
    });
  }

  Result<std::vector<Upload>> list_expired_uploads(TimePoint now, std::size_t limit) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_readable_rows(connection, report_, limit, kListExpired, read_upload,
                                milliseconds(now));
    });
  }

 private:
  Connections connections_;
  const ReportUnreadableRow report_;
};

}  // namespace

std::unique_ptr<UploadRepository> make_upload_repository(Connections connections,
                                                         ReportUnreadableRow report) {
  return std::make_unique<SqliteUploadRepository>(connections, std::move(report));
}

}  // namespace audmg::database
