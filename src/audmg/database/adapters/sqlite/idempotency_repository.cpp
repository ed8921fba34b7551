// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/idempotency_repository.hpp"

#include "audmg/database/adapters/sqlite/completion.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"

#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace audmg::database {
namespace {

/// The status of a record whose request still runs.
constexpr int kBusy = 0;
/// Only failed writes add to it, and a disk that keeps failing takes no new records either.
constexpr std::size_t kMaxLeftBusy = 10'000;

constexpr std::string_view kFindCompletion =
    "SELECT fingerprint, busy_until, expires_at, status, resource_id FROM idempotency"
    " WHERE scope = ?1 AND key = ?2";
constexpr std::string_view kBegin =
    "INSERT INTO idempotency (scope, key, fingerprint, busy_until, expires_at, status, resource_id)"
    " VALUES (?1, ?2, ?3, ?4, ?5, 0, '') ON CONFLICT (scope, key) DO UPDATE SET"
    " fingerprint = excluded.fingerprint, busy_until = excluded.busy_until,"
    " expires_at = excluded.expires_at, status = 0, resource_id = ''";
constexpr std::string_view kAbandon =
    "DELETE FROM idempotency WHERE scope = ?1 AND key = ?2 AND status = 0";
constexpr std::string_view kDeleteExpiredCompletions =
    "DELETE FROM idempotency WHERE (scope, key) IN"
    " (SELECT scope, key FROM idempotency WHERE expires_at < ?1 ORDER BY expires_at LIMIT 1000)";

struct Record {
  std::string fingerprint;
  TimePoint busy_until;
  TimePoint expires_at;
  int status = kBusy;
  std::string resource_id;
};

Result<Record> read_record(const sqlite::Statement& row) {
  return Record{row.text(0), read_time(row, 1), read_time(row, 2), static_cast<int>(row.integer(3)),
                row.text(4)};
}

/// Returns whether the record has expired or was left busy by a crash.
bool can_be_taken_over(const Record& record, TimePoint now) {
  return record.expires_at <= now || (record.status == kBusy && record.busy_until <= now);
}

class SqliteIdempotencyRepository final : public IdempotencyRepository {
 public:
  explicit SqliteIdempotencyRepository(Connections connections) : connections_(connections) {}

  Result<BeginResult> begin(const BeginIdempotentRequest& request) override {
    bool taken_from_nobody = false;
    auto begun =
        connections_.writer.write([&](sqlite::Connection& connection) -> Result<BeginResult> {
          const IdempotencyKey& key = request.key;
          AUDMG_TRY(const auto record,
                    sqlite::find_row(connection, kFindCompletion, read_record, key.scope, key.key));
          taken_from_nobody = record && record->status == kBusy && forget_left_busy(key);
          if (!record || taken_from_nobody || can_be_taken_over(*record, request.now)) {
            AUDMG_CHECK(sqlite::change_rows(connection, kBegin, key.scope, key.key,
                                            request.fingerprint,
                                            sqlite::milliseconds(request.busy_until),
                                            sqlite::milliseconds(request.expires_at)));
            return BeginResult{};
          }
          if (record->fingerprint != request.fingerprint) {
            return BeginResult{BeginOutcome::mismatch, 0, {}};
          }
          if (record->status == kBusy) return BeginResult{BeginOutcome::busy, 0, {}};
          return BeginResult{BeginOutcome::completed, record->status, record->resource_id};
        });
    if (!begun && taken_from_nobody) remember_left_busy(request.key);
    return begun;
  }

  Result<void> complete(const IdempotencyKey& key, int status,
                        const std::string& resource_id) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) {
      return note_completion(connection, key, status, resource_id);
    });
  }

  Result<void> abandon(const IdempotencyKey& key) override {
    auto abandoned =
        connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
          AUDMG_CHECK(sqlite::change_rows(connection, kAbandon, key.scope, key.key));
          return {};
        });
    if (!abandoned) remember_left_busy(key);
    return abandoned;
  }

  Result<void> delete_expired_records(TimePoint now) override {
    return delete_in_pieces(connections_.writer, kDeleteExpiredCompletions, now);
  }

 private:
  void remember_left_busy(const IdempotencyKey& key) {
    const std::lock_guard lock(mutex_);
    if (left_busy_.size() < kMaxLeftBusy) left_busy_.emplace(key.scope, key.key);
  }

  /// Returns whether the record was one of them.
  bool forget_left_busy(const IdempotencyKey& key) {
    const std::lock_guard lock(mutex_);
    return left_busy_.erase({key.scope, key.key}) > 0;
  }

  sqlite::Connections connections_;
  std::mutex mutex_;
  /// Records that say busy although no request is running, because abandon() failed.
  std::set<std::pair<std::string, std::string>> left_busy_;
};

}  // namespace

std::unique_ptr<IdempotencyRepository> make_idempotency_repository(Connections connections) {
  return std::make_unique<SqliteIdempotencyRepository>(connections);
}

}  // namespace audmg::database
