// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/processing_repository.hpp"

#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/outbox.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"

#include <utility>

namespace audmg::database {
namespace {

constexpr std::string_view kBeginProcessing =
    "UPDATE files SET processing_token = processing_token + 1, processing_since = ?3"
    " WHERE owner = ?1 AND id = ?2 AND (?4 = 0 OR status = 'ready')"
    " RETURNING " AUDMG_FILE_COLUMNS ", processing_token";
// The attempt's token goes with it: an attempt finishes once.
constexpr std::string_view kFinishProcessing =
    "UPDATE files SET status = ?4, media_record = ?5, failure_reason = ?6,"
    " processing_token = processing_token + 1"
    " WHERE owner = ?1 AND id = ?2 AND processing_token = ?3";
constexpr std::string_view kRestartProcessing =
    "UPDATE files SET status = ?3, processing_since = ?4, queued_at = ?4"
    " WHERE owner = ?1 AND id = ?2";

constexpr std::string_view kAskRendition =
    "UPDATE files SET asked_renditions = ?3, renditions_asked_at = ?4"
    " WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kAddRenditions =
    "UPDATE files SET media_record = ?4, processing_token = processing_token + 1"
    " WHERE owner = ?1 AND id = ?2 AND processing_token = ?3";
constexpr std::string_view kGiveUpRenditions =
    "UPDATE files SET asked_renditions = ?3 WHERE owner = ?1 AND id = ?2";

/// Why no attempt with that token could end.
Result<void> no_such_attempt(sqlite::Connection& connection, const UserId& owner,
                             const FileId& id) {
  AUDMG_TRY(const auto file, find_file_row(connection, owner, id));
  if (!file) return fail(ErrorCode::not_found, "no such file");
  return fail(ErrorCode::conflict, "a newer attempt at this file has begun");
}

Result<ProcessingAttempt> read_attempt(const sqlite::Statement& row) {
  AUDMG_TRY(File file, read_file(row));
  return ProcessingAttempt{std::move(file), static_cast<std::uint64_t>(row.integer(kFileColumns))};
}

class SqliteProcessingRepository final : public ProcessingRepository {
 public:
  explicit SqliteProcessingRepository(Connections connections) : connections_(connections) {}

  Result<std::optional<ProcessingAttempt>> begin_processing(
      const BeginProcessingRequest& request) override {
    return connections_.writer.write(
        [&](sqlite::Connection& connection) -> Result<std::optional<ProcessingAttempt>> {
          AUDMG_TRY(auto begun,
                    list_rows(connection, kBeginProcessing, read_attempt, IdBytes(request.owner),
                              IdBytes(request.id), milliseconds(request.now),
                              request.only_if_ready ? 1 : 0));
          if (begun.empty()) return std::nullopt;
          AUDMG_CHECK(write_outbox(connections_.writer, connection, request.owner, request.id,
                                   request.outbox));
          return std::move(begun.front());
        });
  }

  Result<void> finish_processing(const FinishProcessingRequest& request) override {
    AUDMG_ASSERT(request.status != FileStatus::processing);
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_TRY(const auto finished,
                change_rows(connection, kFinishProcessing, IdBytes(request.owner),
                            IdBytes(request.id), request.fencing_token, to_string(request.status),
                            request.media_record, request.failure_reason));
      if (finished == 0) return no_such_attempt(connection, request.owner, request.id);
      return write_outbox(connections_.writer, connection, request.owner, request.id,
                          request.outbox);
    });
  }

  Result<File> restart_processing(const RestartProcessingRequest& request) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<File> {
      AUDMG_TRY(auto file, find_file_row(connection, request.owner, request.id));
      if (!file) return fail(ErrorCode::not_found, "no such file");
      if (file->status == FileStatus::processing &&
          file->processing_since >= request.stale_before) {
        return fail(ErrorCode::conflict, "the file is being processed");
      }
      file->status = FileStatus::processing;
      file->processing_since = request.now;
      file->queued_at = request.now;
      AUDMG_CHECK(change_rows(connection, kRestartProcessing, IdBytes(request.owner),
                              IdBytes(request.id), to_string(file->status),
                              milliseconds(file->processing_since)));
      AUDMG_CHECK(
          write_outbox(connections_.writer, connection, request.owner, request.id, request.outbox));
      return *std::move(file);
    });
  }

  Result<File> ask_rendition(const AskRenditionRequest& request) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<File> {
      AUDMG_TRY(auto file, find_file_row(connection, request.owner, request.id));
      if (!file) return fail(ErrorCode::not_found, "no such file");
      if (!ask(*file, request)) return *std::move(file);
      AUDMG_CHECK(change_rows(connection, kAskRendition, IdBytes(request.owner),
                              IdBytes(request.id), join_rendition_names(file->asked_renditions),
                              milliseconds(file->renditions_asked_at)));
      AUDMG_CHECK(
          write_outbox(connections_.writer, connection, request.owner, request.id, request.outbox));
      return *std::move(file);
    });
  }

  Result<void> add_renditions(const AddRenditionsRequest& request) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_TRY(const auto added,
                change_rows(connection, kAddRenditions, IdBytes(request.owner), IdBytes(request.id),
                            request.fencing_token, request.media_record));
      if (added == 0) return no_such_attempt(connection, request.owner, request.id);
      AUDMG_CHECK(give_up(connection, request));
      return write_outbox(connections_.writer, connection, request.owner, request.id,
                          request.outbox);
    });
  }

 private:
  static Result<void> give_up(sqlite::Connection& connection, const AddRenditionsRequest& request) {
    if (request.given_up.empty()) return {};
    AUDMG_TRY(auto file, find_file_row(connection, request.owner, request.id));
    if (!file) return fail(ErrorCode::not_found, "no such file");
    forget_renditions(*file, request.given_up);
    AUDMG_CHECK(change_rows(connection, kGiveUpRenditions, IdBytes(request.owner),
                            IdBytes(request.id), join_rendition_names(file->asked_renditions)));
    return {};
  }

  Connections connections_;
};

}  // namespace

std::unique_ptr<ProcessingRepository> make_processing_repository(Connections connections) {
  return std::make_unique<SqliteProcessingRepository>(connections);
}

}  // namespace audmg::database
