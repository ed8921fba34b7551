// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file_repository.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/database/adapters/sqlite/collection_rows.hpp"
#include "audmg/database/adapters/sqlite/completion.hpp"
#include "audmg/database/adapters/sqlite/file_changes.hpp"
#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/outbox.hpp"
#include "audmg/database/adapters/sqlite/readable_rows.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/adapters/sqlite/tombstone_rows.hpp"
#include "audmg/database/adapters/sqlite/usage_rows.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace audmg::database {
namespace {

constexpr std::string_view kFindBySha256 = "SELECT " AUDMG_FILE_COLUMNS
                                           " FROM files INDEXED BY files_by_sha256"
                                           " WHERE owner = ?1 AND sha256 = ?2";
constexpr std::string_view kFindByObjectKey =
    "SELECT " AUDMG_FILE_COLUMNS " FROM files WHERE owner = ?1 AND object_key = ?2";
constexpr std::string_view kFindByCompanion =
    "SELECT " AUDMG_FILE_COLUMNS
    " FROM files WHERE owner = ?1 AND id ="
    " (SELECT file FROM companion_objects WHERE object_key = ?2 AND owner = ?1)";
constexpr std::string_view kListWithTrash = "SELECT " AUDMG_FILE_COLUMNS
                                            " FROM files WHERE owner = ?1 AND id < ?2"
                                            " ORDER BY id DESC LIMIT ?3";
// Merges the lists of both kinds, which the index keeps free of trash.
constexpr std::string_view kListFiles =
    "SELECT " AUDMG_FILE_COLUMNS
    " FROM files INDEXED BY files_by_kind WHERE owner = ?1 AND kind = 'image' AND id < ?2"
    " UNION ALL SELECT " AUDMG_FILE_COLUMNS
    " FROM files INDEXED BY files_by_kind WHERE owner = ?1 AND kind = 'audio' AND id < ?2"
    " ORDER BY id DESC LIMIT ?3";
constexpr std::string_view kListKind = "SELECT " AUDMG_FILE_COLUMNS
                                       " FROM files INDEXED BY files_by_kind"
                                       " WHERE owner = ?1 AND kind = ?4 AND id < ?2"
                                       " ORDER BY id DESC LIMIT ?3";
constexpr std::string_view kInsertFile = "INSERT INTO files (" AUDMG_FILE_COLUMNS
                                         ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
                                         " ?11, ?12, ?13, ?14, ?15, ?16, ?17, '', ?18, ?19, ?20,"
                                         " ?21, ?22, -1, x'', ?23)";
constexpr std::string_view kListAll = "SELECT " AUDMG_FILE_COLUMNS
                                      " FROM files WHERE (owner, id) > (?1, ?2)"
                                      " ORDER BY owner, id LIMIT ?3";
constexpr std::string_view kDeleteFile = "DELETE FROM files WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kDeleteEvents = "DELETE FROM events WHERE owner = ?1 AND file = ?2";
constexpr std::string_view kIsNamed =
    "SELECT EXISTS (SELECT 1 FROM files WHERE object_key = ?1)"
    " OR EXISTS (SELECT 1 FROM companion_objects WHERE object_key = ?1)";

std::int64_t signed_bytes(const File& file) {
  return static_cast<std::int64_t>(counted_bytes(file));
}

class SqliteFileRepository final : public FileRepository {
 public:
  SqliteFileRepository(Connections connections, ReportUnreadableRow report)
      : connections_(connections), report_(std::move(report)) {}

  Result<AddFileResult> add_file(const AddFileRequest& request) override {
    const auto sha256 = from_hex(request.file.sha256);
    if (!sha256 || sha256->empty()) {
      return fail(ErrorCode::invalid_argument, "sha256 is not hexadecimal");
    }
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<AddFileResult> {
      AUDMG_TRY(auto result, add(connection, request, *sha256));
      const auto& completion = request.completion;
      const bool added = result.outcome == AddFileOutcome::added;
      if (completion && (added || result.outcome == AddFileOutcome::duplicate)) {
        AUDMG_CHECK(note_completion(connection, completion->key,
                                    added ? completion->status : completion->duplicate_status,
                                    result.file.id.text()));
      }
      return result;
    });
  }

  Result<std::optional<File>> find_file(const UserId& owner, const FileId& id) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) { return find_file_row(connection, owner, id); });
  }

  Result<std::optional<File>> find_file_by_sha256(const UserId& owner,
                                                  std::string_view sha256) override {
    const auto bytes = from_hex(sha256);
    if (!bytes) return std::nullopt;
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return find_row(connection, kFindBySha256, read_file, IdBytes(owner), *bytes);
    });
  }

  Result<std::vector<File>> find_files_by_sha256(const UserId& owner,
                                                 std::span<const std::string> digests) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) -> Result<std::vector<File>> {
          std::vector<File> files;
          for (const std::string& digest : digests) {
            const auto bytes = from_hex(digest);
            if (!bytes) continue;
            AUDMG_TRY(auto file,
                      find_row(connection, kFindBySha256, read_file, IdBytes(owner), *bytes));
            if (file) files.push_back(*std::move(file));
          }
          return files;
        });
  }

  Result<std::optional<File>> find_file_by_object_key(const UserId& owner,
                                                      std::string_view object_key) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) -> Result<std::optional<File>> {
          AUDMG_TRY(auto file,
                    find_row(connection, kFindByObjectKey, read_file, IdBytes(owner), object_key));
          if (file) return file;
          return find_row(connection, kFindByCompanion, read_file, IdBytes(owner), object_key);
        });
  }

  Result<std::vector<File>> find_files(const UserId& owner, std::span<const FileId> ids) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) { return find_file_rows(connection, owner, ids); });
  }

  Result<std::vector<FoundFile>> look_up_files(std::span<const FileKey> keys) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) -> Result<std::vector<FoundFile>> {
          std::vector<FoundFile> found;
          for (const FileKey& key : keys) {
            auto row = find_file_row(connection, key.owner, key.id);
            if (row && !*row) continue;
            if (!row && row.error().code != ErrorCode::corrupt) {
              return std::unexpected(std::move(row).error());
            }
            if (!row) {
              Error error = row.error();
              error.message += " (" + key.id.text() + ")";
              report_(error);
            }
            found.push_back({.key = key, .file = row ? *std::move(row) : std::nullopt});
          }
          return found;
        });
  }

  Result<std::vector<File>> list_files(const ListFilesRequest& request) override {
    const IdBytes owner(request.owner);
    const IdBytes before = request.before.empty() ? IdBytes::greatest() : IdBytes(request.before);
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return request.kind ? list_rows(connection, kListKind, read_file, owner, before,
                                      request.limit, to_string(*request.kind))
                          : list_all_kinds(connection, owner, before, request.limit);
    });
  }

  Result<std::optional<File>> delete_file(const UserId& owner, const FileId& id,
                                          const Outbox& outbox) override {
    return connections_.writer.write(
        [&](sqlite::Connection& connection) -> Result<std::optional<File>> {
          AUDMG_TRY(auto file, find_file_row(connection, owner, id));
          if (!file) return std::nullopt;
          const IdBytes owner_bytes(owner);
          const IdBytes id_bytes(id);
          AUDMG_CHECK(change_rows(connection, kDeleteFile, owner_bytes, id_bytes));
          AUDMG_CHECK(change_usage(connection, owner, -signed_bytes(*file), -1));
          AUDMG_CHECK(change_rows(connection, kDeleteEvents, owner_bytes, id_bytes));
          AUDMG_CHECK(leave_trash(connection, *file));
          AUDMG_CHECK(leave_collections(connection, *file));
          AUDMG_CHECK(bury(connection, {file->object_key, owner, id}));
          for (const Companion& companion : file->companions) {
            AUDMG_CHECK(bury(connection, {companion.object_key, owner, FileId{}}));
          }
          AUDMG_CHECK(write_outbox(connections_.writer, connection, owner, id, outbox));
          return file;
        });
  }

  Result<std::vector<File>> list_all_files(const ListAllFilesRequest& request) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_readable_rows(connection, report_, request.limit, kListAll, read_file,
                                IdBytes(request.after_owner), IdBytes(request.after_id));
    });
  }

  Result<std::vector<bool>> has_object_keys(std::span<const std::string> object_keys) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) -> Result<std::vector<bool>> {
          std::vector<bool> named;
          named.reserve(object_keys.size());
          for (const std::string& object_key : object_keys) {
            AUDMG_TRY(const auto count,
                      find_row(connection, kIsNamed, sqlite::read_count, object_key));
            named.push_back(count.value_or(0) > 0);
          }
          return named;
        });
  }

 private:
  /// Reads neighbouring rows of the table, which is the fastest way; the index is used where files
  /// in the trash are among them, so that no page passes over more of those than it has room for.
  static Result<std::vector<File>> list_all_kinds(sqlite::Connection& connection,
                                                  const IdBytes& owner, const IdBytes& before,
                                                  std::size_t limit) {
    AUDMG_TRY(auto files, list_rows(connection, kListWithTrash, read_file, owner, before, limit));
    const bool has_trash =
        std::ranges::any_of(files, [](const File& file) { return file.trashed_at.has_value(); });
    if (!has_trash) return files;
    return list_rows(connection, kListFiles, read_file, owner, before, limit);
  }

  Result<AddFileResult> add(sqlite::Connection& connection, const AddFileRequest& request,
                            std::span<const std::byte> sha256) {
    const File& file = request.file;
    AUDMG_ASSERT(file.companions.empty() && file.collections.empty() && !file.trashed_at);
    const IdBytes owner(file.owner);
    AUDMG_TRY(auto earlier, find_row(connection, kFindBySha256, read_file, owner, sha256));
    if (earlier && earlier->trashed_at) {
      return AddFileResult{AddFileOutcome::in_trash, *std::move(earlier)};
    }
    std::uint64_t reserved = 0;
    if (request.upload) {
      AUDMG_TRY(reserved, read_reservation(connection, file.owner, *request.upload));
    }
    if (!earlier) {
      AUDMG_TRY(const bool fits, has_room(connection, file.owner, file.size - reserved,
                                          quota_beyond(reserved, file.size, request.quota)));
      if (!fits) return AddFileResult{AddFileOutcome::over_quota, file};
    }
    if (request.upload) AUDMG_CHECK(end_upload(connection, file.owner, *request.upload));
    if (earlier) return AddFileResult{AddFileOutcome::duplicate, *std::move(earlier)};
    AUDMG_CHECK(change_rows(
        connection, kInsertFile, IdBytes(file.id), owner, file.name, to_string(file.kind),
        file.content_type, file.size, sha256, to_string(file.status), file.object_key,
        milliseconds(file.uploaded_at), file.media_record, file.failure_reason,
        crc32_value(file.crc32), milliseconds(file.verified_at), file.damage, file.sidecar_version,
        milliseconds(file.processing_since), optional_time_value(file.modified_at),
        join_rendition_names(file.asked_renditions), milliseconds(file.renditions_asked_at),
        file.revision, file.edits, milliseconds(file.queued_at)));
    AUDMG_CHECK(change_usage(connection, file.owner, signed_bytes(file), 1));
    AUDMG_CHECK(write_outbox(connections_.writer, connection, file.owner, file.id, request.outbox));
    return AddFileResult{AddFileOutcome::added, file};
  }

  Connections connections_;
  const ReportUnreadableRow report_;
};

}  // namespace

std::unique_ptr<FileRepository> make_file_repository(Connections connections,
                                                     ReportUnreadableRow report) {
  return std::make_unique<SqliteFileRepository>(connections, std::move(report));
}

}  // namespace audmg::database
