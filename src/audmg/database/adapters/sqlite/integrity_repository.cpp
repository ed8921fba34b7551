// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/integrity_repository.hpp"

#include "audmg/database/adapters/sqlite/completion.hpp"
#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/outbox.hpp"
#include "audmg/database/adapters/sqlite/readable_rows.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/adapters/sqlite/tombstone_rows.hpp"

#include <utility>

namespace audmg::database {
namespace {

constexpr std::string_view kSetFindings =
    "UPDATE files SET verified_at = ?3, damage = ?4, crc32 = ?5, sidecar_version = ?6"
    " WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kSetDamage = "UPDATE files SET damage = ?3 WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kReplace =
    "UPDATE files SET object_key = ?3, crc32 = ?4, verified_at = ?5, sidecar_version = ?6,"
    " damage = '', status = ?7, processing_since = ?8, queued_at = ?9"
    " WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kListDamaged = "SELECT " AUDMG_FILE_COLUMNS
                                          " FROM files INDEXED BY files_damaged"
                                          " WHERE damage <> '' AND (owner, id) > (?1, ?2)"
                                          " ORDER BY owner, id LIMIT ?3";

class SqliteIntegrityRepository final : public IntegrityRepository {
 public:
  SqliteIntegrityRepository(Connections connections, ReportUnreadableRow report)
      : connections_(connections), report_(std::move(report)) {}

  Result<bool> note_findings(const LookedAt& object, const ObjectFindings& findings) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<bool> {
      AUDMG_TRY(const auto file, find_file_row(connection, object.owner, object.file));
      if (!file || file->object_key != object.object_key) return false;
      const bool is_whole = findings.verified_at.has_value();
      AUDMG_CHECK(change_rows(connection, kSetFindings, IdBytes(file->owner), IdBytes(file->id),
                              milliseconds(findings.verified_at.value_or(file->verified_at)),
                              is_whole ? std::string_view() : std::string_view(file->damage),
                              crc32_value(findings.crc32 ? findings.crc32 : file->crc32),
                              findings.sidecar_version.value_or(file->sidecar_version)));
      if (!is_whole || file->damage.empty()) return false;
      AUDMG_CHECK(
          write_outbox(connections_.writer, connection, file->owner, file->id, findings.outbox));
      return true;
    });
  }

  Result<bool> note_damage(const LookedAt& object, std::string_view damage,
                           const Outbox& outbox) override {
    AUDMG_ASSERT(!damage.empty());
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<bool> {
      AUDMG_TRY(const auto file, find_file_row(connection, object.owner, object.file));
      if (!file || file->object_key != object.object_key) return false;
      AUDMG_CHECK(
          change_rows(connection, kSetDamage, IdBytes(file->owner), IdBytes(file->id), damage));
      if (!file->damage.empty()) return false;
      AUDMG_CHECK(write_outbox(connections_.writer, connection, file->owner, file->id, outbox));
      return true;
    });
  }

  Result<File> replace_object(const ReplaceObjectRequest& request) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<File> {
      const LookedAt& former = request.former;
      AUDMG_TRY(auto file, find_file_row(connection, former.owner, former.file));
      if (!file) return fail(ErrorCode::not_found, "no such file");
      if (file->object_key != former.object_key) {
        return fail(ErrorCode::conflict, "the file names another object meanwhile");
      }
      if (request.upload) {
        AUDMG_CHECK(end_upload(connection, former.owner, *request.upload));
      }
      file->object_key = request.object_key;
      if (request.crc32) file->crc32 = request.crc32;
      file->verified_at = request.now;
      file->sidecar_version = request.sidecar_version;
      file->damage.clear();
      if (request.process_again && file->status != FileStatus::processing) {
        file->status = FileStatus::processing;
        file->processing_since = request.now;
        file->queued_at = request.now;
      }
      AUDMG_CHECK(change_rows(connection, kReplace, IdBytes(file->owner), IdBytes(file->id),
                              file->object_key, crc32_value(file->crc32),
                              milliseconds(file->verified_at), file->sidecar_version,
                              to_string(file->status), milliseconds(file->processing_since),
                              milliseconds(file->queued_at)));
      AUDMG_CHECK(bury(connection, {former.object_key, former.owner, FileId{}}));
      AUDMG_CHECK(
          write_outbox(connections_.writer, connection, file->owner, file->id, request.outbox));
      if (const auto& completion = request.completion) {
        AUDMG_CHECK(note_completion(connection, completion->key, completion->duplicate_status,
                                    file->id.text()));
      }
      return *std::move(file);
    });
  }

  // The store that this database is for computes all digests: add_file() insists on them.

  Result<void> note_digest_progress(const LookedAt& /*object*/,
                                    std::string_view /*progress*/) override {
    return {};
  }

  Result<std::optional<File>> note_digests(const LateDigests& /*digests*/) override {
    return std::nullopt;
  }

  Result<std::vector<File>> list_damaged_files(const ListDamagedFilesRequest& request) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_readable_rows(connection, report_, request.limit, kListDamaged, read_file,
                                IdBytes(request.after_owner), IdBytes(request.after_id));
    });
  }

 private:
  Connections connections_;
  const ReportUnreadableRow report_;
};

}  // namespace

std::unique_ptr<IntegrityRepository> make_integrity_repository(Connections connections,
                                                               ReportUnreadableRow report) {
  return std::make_unique<SqliteIntegrityRepository>(connections, std::move(report));
}

}  // namespace audmg::database
