// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/processing_repository.hpp"

#include "audmg/database/adapters/dynamodb/file_change.hpp"
#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"

#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::string_view kUnchangedSince = "file_status = :was AND processing_since = :since";
constexpr std::string_view kUnchangedWithoutSince =
    "file_status = :was AND attribute_not_exists(processing_since)";

/// Sets the file, which was read from `item`, back to `processing`, unless it changed meanwhile:
/// a stuck file that another process restarts keeps its status, so its time is compared too.
void restart(File& file, const Item& item, TimePoint now, Transaction& steps) {
  Item values;
  values.set(":was", to_string(file.status))
      .set(":status", to_string(FileStatus::processing))
      .set(":now", now);
  const bool since_is_kept = item.has("processing_since");
  if (since_is_kept) values.set(":since", file.processing_since);
  steps.update(file_key(file.owner, file.id), "SET file_status = :status, processing_since = :now",
               since_is_kept ? kUnchangedSince : kUnchangedWithoutSince, std::move(values));
  file.status = FileStatus::processing;
  file.processing_since = now;
}

/// Holds while nobody has asked for a rendition, or given one up, since the file was read.
constexpr std::string_view kSameAsked = "asked_renditions = :was AND renditions_asked_at = :since";
constexpr std::string_view kNothingAsked =
    "attribute_exists(sha256) AND attribute_not_exists(asked_renditions)";

void store_asked(const File& file, const Item& item, Transaction& steps) {
  const bool was_asked = item.has("asked_renditions");
  Item values;
  values.set(":asked", join_rendition_names(file.asked_renditions))
      .set(":now", file.renditions_asked_at);
  if (was_asked) {
    values.set(":was", item.text("asked_renditions"))
        .set(":since", item.time("renditions_asked_at"));
  }
  steps.update(file_key(file.owner, file.id),
               "SET asked_renditions = :asked, renditions_asked_at = :now",
               was_asked ? kSameAsked : kNothingAsked, std::move(values));
}

/// Replaces the record and, if something was given up, what is asked for.
void store_renditions(const AddRenditionsRequest& request, const Item& item, File& file,
                      Transaction& steps) {
  Item values;
  values.set(":token", request.fencing_token)
      .set(":next", request.fencing_token + 1)
      .set(":record", request.media_record);
  if (request.given_up.empty() || !item.has("asked_renditions")) {
    steps.update(file_key(file.owner, file.id), "SET media_record = :record, attempt = :next",
                 "attempt = :token", std::move(values));
    return;
  }
  forget_renditions(file, request.given_up);
  values.set(":asked", join_rendition_names(file.asked_renditions))
      .set(":was", item.text("asked_renditions"));
  steps.update(file_key(file.owner, file.id),
               "SET media_record = :record, attempt = :next, asked_renditions = :asked",
               "attempt = :token AND asked_renditions = :was", std::move(values));
}

class DynamoProcessingRepository final : public ProcessingRepository {
 public:
  DynamoProcessingRepository(Table& table, OutboxRelay& relay) : table_(table), relay_(relay) {}

  Result<std::optional<ProcessingAttempt>> begin_processing(
      const BeginProcessingRequest& request) override {
    std::optional<ProcessingAttempt> begun;
    AUDMG_CHECK(change_file(
        table_, relay_, request.owner, request.id, request.outbox,
        [&](const Item& item, Transaction& steps) -> Result<bool> {
          begun.reset();
          AUDMG_TRY(File file, read_file(item));
          if (request.only_if_ready && file.status != FileStatus::ready) return false;
          file.processing_since = request.now;
          const std::string_view was = to_string(file.status);
          const std::uint64_t attempt = item.size("attempt");
          begun = ProcessingAttempt{std::move(file), attempt + 1};
          Item values;
          values.set(":last", attempt).set(":next", attempt + 1).set(":now", request.now);
          if (request.only_if_ready) values.set(":was", was);
          steps.update(
              file_key(request.owner, request.id), "SET attempt = :next, processing_since = :now",
              request.only_if_ready ? "attempt = :last AND file_status = :was" : "attempt = :last",
              std::move(values));
          return true;
        }));
    return begun;
  }

  Result<void> finish_processing(const FinishProcessingRequest& request) override {
    AUDMG_ASSERT(request.status != FileStatus::processing);
    bool conflict = false;
    AUDMG_TRY(const bool found,
              change_file(table_, relay_, request.owner, request.id, request.outbox,
                          [&](const Item& item, Transaction& steps) -> Result<bool> {
                            const std::uint64_t token = request.fencing_token;
                            conflict = token == 0 || item.size("attempt") != token;
                            if (conflict) return false;
                            Item values;
                            values
                                .set(":token", token)
                                // The attempt's token goes with it: an attempt finishes once.
                                .set(":next", token + 1)
                                .set(":status", to_string(request.status))
                                .set(":record", request.media_record)
                                .set(":reason", request.failure_reason);
                            steps.update(file_key(request.owner, request.id),
                                         "SET file_status = :status, media_record = :record, "
                                         "failure_reason = :reason, attempt = :next",
                                         "attempt = :token", std::move(values));
                            return true;
                          }));
    if (!found) return fail(ErrorCode::not_found, "no such file");
    if (conflict) return fail(ErrorCode::conflict, "a newer attempt at this file has begun");
    return {};
  }

  Result<File> restart_processing(const RestartProcessingRequest& request) override {
    std::optional<File> restarted;
    AUDMG_TRY(const bool found,
              change_file(table_, relay_, request.owner, request.id, request.outbox,
                          [&](const Item& item, Transaction& steps) -> Result<bool> {
                            restarted.reset();
                            AUDMG_TRY(File file, read_file(item));
                            if (file.status == FileStatus::processing &&
                                file.processing_since >= request.stale_before) {
                              return false;
                            }
                            restart(file, item, request.now, steps);
                            restarted = std::move(file);
                            return true;
                          }));
    if (!found) return fail(ErrorCode::not_found, "no such file");
    if (!restarted) return fail(ErrorCode::conflict, "the file is being processed");
    return *std::move(restarted);
  }

  Result<File> ask_rendition(const AskRenditionRequest& request) override {
    std::optional<File> asked;
    AUDMG_TRY(const bool found,
              change_file(table_, relay_, request.owner, request.id, request.outbox,
                          [&](const Item& item, Transaction& steps) -> Result<bool> {
                            AUDMG_TRY(asked, read_file(item));
                            if (!ask(*asked, request)) return false;
                            store_asked(*asked, item, steps);
                            return true;
                          }));
    if (!found) return fail(ErrorCode::not_found, "no such file");
    return *std::move(asked);
  }

  Result<void> add_renditions(const AddRenditionsRequest& request) override {
    bool conflict = false;
    AUDMG_TRY(const bool found,
              change_file(table_, relay_, request.owner, request.id, request.outbox,
                          [&](const Item& item, Transaction& steps) -> Result<bool> {
                            const std::uint64_t token = request.fencing_token;
                            conflict = token == 0 || item.size("attempt") != token;
                            if (conflict) return false;
                            AUDMG_TRY(File file, read_file(item));
                            store_renditions(request, item, file, steps);
                            return true;
                          }));
    if (!found) return fail(ErrorCode::not_found, "no such file");
    if (conflict) return fail(ErrorCode::conflict, "a newer attempt at this file has begun");
    return {};
  }

 private:
  Table& table_;
  OutboxRelay& relay_;
};

}  // namespace

std::unique_ptr<ProcessingRepository> make_processing_repository(Table& table, OutboxRelay& relay) {
  return std::make_unique<DynamoProcessingRepository>(table, relay);
}

}  // namespace audmg::database::dynamodb
