// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/companion_repository.hpp"

#include "audmg/database/adapters/sqlite/completion.hpp"
#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/outbox.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/adapters/sqlite/tombstone_rows.hpp"
#include "audmg/database/adapters/sqlite/usage_rows.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace audmg::database {
namespace {

constexpr std::string_view kSetCompanions =
    "UPDATE files SET companions = ?3 WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kForgetObject = "DELETE FROM companion_objects WHERE object_key = ?1";
constexpr std::string_view kAddObject =
    "INSERT INTO companion_objects (object_key, owner, file) VALUES (?1, ?2, ?3)";
constexpr std::string_view kCountFilesOfObject = "SELECT count(*) FROM files WHERE object_key = ?1";

class SqliteCompanionRepository final : public CompanionRepository {
 public:
  explicit SqliteCompanionRepository(Connections connections) : connections_(connections) {}

  Result<PutCompanionResult> put_companion(const PutCompanionRequest& request) override {
    return connections_.writer.write(
        [&](sqlite::Connection& connection) { return put(connection, request); });
  }

 private:
  Result<PutCompanionResult> put(sqlite::Connection& connection,
                                 const PutCompanionRequest& request) {
    std::uint64_t reserved = 0;
    if (request.upload) {
      AUDMG_TRY(reserved, read_reservation(connection, request.owner, *request.upload));
      AUDMG_CHECK(end_upload(connection, request.owner, *request.upload));
    }
    AUDMG_TRY(auto file, find_file_row(connection, request.owner, request.file));
    if (!file) return fail(ErrorCode::not_found, "no such file");
    const IdBytes owner(file->owner);
    const IdBytes id(file->id);
    const std::string& object_key = request.companion.object_key;
    AUDMG_TRY(const auto files,
              find_row(connection, kCountFilesOfObject, sqlite::read_count, object_key));
    if (files.value_or(0) > 0) {
      return fail(ErrorCode::already_exists, "a file names this object");
    }
    auto former = database::put_companion(file->companions, request.companion);
    if (!request.in_place_of.empty() && (!former || former->object_key != request.in_place_of)) {
      return fail(ErrorCode::conflict, "the file has another companion meanwhile");
    }
    AUDMG_CHECK(take_room(connection, request, former ? former->size : 0, reserved));
    if (former) {
      AUDMG_CHECK(change_rows(connection, kForgetObject, former->object_key));
      if (former->object_key != object_key) {
        AUDMG_CHECK(bury(connection, {former->object_key, file->owner, FileId{}}));
      }
    }
    AUDMG_CHECK(change_rows(connection, kAddObject, object_key, owner, id));
    AUDMG_CHECK(
        change_rows(connection, kSetCompanions, owner, id, write_companions(file->companions)));
    AUDMG_CHECK(
        write_outbox(connections_.writer, connection, file->owner, file->id, request.outbox));
    if (const auto& completion = request.completion) {
      AUDMG_CHECK(
          note_completion(connection, completion->key, completion->status, file->id.text()));
    }
    return PutCompanionResult{.file = *std::move(file), .former = std::move(former)};
  }

  /// Counts the companion in the place of `freed` bytes. What the session had `reserved` is free
  /// again by now.
  static Result<void> take_room(sqlite::Connection& connection, const PutCompanionRequest& request,
                                std::uint64_t freed, std::uint64_t reserved) {
    const std::uint64_t size = request.companion.size;
    AUDMG_TRY(const bool fits, has_room(connection, request.owner, size - freed,
                                        quota_beyond(freed + reserved, size, request.quota)));
    if (!fits) return fail(ErrorCode::too_large, "the companion does not fit into the quota");
    return change_usage(connection, request.owner,
                        static_cast<std::int64_t>(size) - static_cast<std::int64_t>(freed), 0);
  }

  Connections connections_;
};

}  // namespace

std::unique_ptr<CompanionRepository> make_companion_repository(Connections connections) {
  return std::make_unique<SqliteCompanionRepository>(connections);
}

}  // namespace audmg::database
