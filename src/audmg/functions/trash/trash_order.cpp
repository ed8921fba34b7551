// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/trash/trash_order.hpp"

#include "audmg/database/outbox.hpp"
#include "audmg/database/trash_repository.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/trash/trash_changes.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <span>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxBytes = 1024;
constexpr std::string_view kRestore = "restore";
constexpr std::string_view kEmpty = "empty";

const std::string* text_at(const json::Value& object, std::string_view name) {
  const json::Value* const member = object.find(name);
  return member != nullptr ? member->as_string() : nullptr;
}

database::OutboxMessage message_of(const TrashOrder& order, const CommonServices& services) {
  return {.queue = std::string(kMediaQueue),
          .body = write_trash_order(order),
          .group_id = order.owner.text(),
          .sent_at = services.clock.now()};
}

/// Carries out an order page by page.
class TrashWalk {
 public:
  /// `messages` are sent once, together with the change of the first file, unless the first page is
  /// the last one.
  TrashWalk(const TrashOrder& order, std::vector<database::OutboxMessage> messages,
            const ObjectServices& services)
      : order_(order), services_(services), messages_(std::move(messages)) {
    page_.owner = order.owner;
    page_.before_time = order.trashed_before;
    // Files with just this time may be listed; changing them is refused.
    page_.before_id = FileId::make(order.trashed_before);
  }

  /// Changes the files of the next page.
  Result<TrashProgress> step(std::size_t limit) {
    page_.limit = limit + 1;
    AUDMG_TRY(auto files, services_.trash.list_trash(page_));
    std::erase_if(files, is_doomed);
    const bool more = files.size() > limit;
    if (more) files.resize(limit);
    if (files.empty()) return TrashProgress{.changed = 0, .finished = true};
    std::vector<FileId> ids;
    ids.reserve(files.size());
    for (const database::File& file : files) ids.push_back(file.id);
    page_.before_time = files.back().trashed_at.value_or(TimePoint{});
    page_.before_id = files.back().id;
    AUDMG_TRY(const std::size_t changed, more ? send_and_change(ids) : change(ids, {}));
    return TrashProgress{.changed = changed, .finished = !more};
  }

  [[nodiscard]] bool has_sent() const noexcept { return messages_.empty(); }

 private:
  /// Many files take several transactions, each with all messages: so one file takes the messages
  /// along, and the others follow.
  Result<std::size_t> send_and_change(std::span<const FileId> ids) {
    std::size_t changed = 0;
    while (!has_sent() && !ids.empty()) {
      AUDMG_TRY(changed, change(ids.first(1), messages_));
      ids = ids.subspan(1);
      // Others may have changed the file first, and then nothing was sent.
      if (changed > 0) messages_.clear();
    }
    AUDMG_TRY(const std::size_t others, change(ids, {}));
    return changed + others;
  }

  Result<std::size_t> change(std::span<const FileId> ids,
                             const std::vector<database::OutboxMessage>& messages) {
    if (order_.action == TrashAction::restore) {
      return restore_from_trash(order_.owner, ids, services_, order_.trashed_before, messages);
    }
    return doom(order_.owner, ids, order_.trashed_before, services_, messages);
  }

  const TrashOrder& order_;
  const ObjectServices services_;
  /// Empty once they were sent.
  std::vector<database::OutboxMessage> messages_;
  database::ListTrashRequest page_;
};

}  // namespace

std::string write_trash_order(const TrashOrder& order) {
  json::Writer json;
  json.begin_object()
      .field("userId", order.owner.text())
      .field("trash", order.action == TrashAction::restore ? kRestore : kEmpty)
      .field("before", format_rfc3339(order.trashed_before))
      .end_object();
  return std::move(json).take();
}

Result<std::optional<TrashOrder>> read_trash_order(std::string_view body) {
  const auto document = json::parse(body, {.max_bytes = kMaxBytes, .max_depth = 2});
  if (!document || document->find("trash") == nullptr) return std::nullopt;
  const std::string* const owner = text_at(*document, "userId");
  const std::string* const action = text_at(*document, "trash");
  const std::string* const before = text_at(*document, "before");
  const auto id = owner != nullptr ? UserId::parse(*owner) : std::nullopt;
  const auto time = before != nullptr ? parse_rfc3339(*before) : std::nullopt;
  const bool is_known = action != nullptr && (*action == kRestore || *action == kEmpty);
  if (!id || !time || !is_known) {
    return fail(ErrorCode::invalid_argument, "the message is no order about a trash");
  }
  return TrashOrder{.owner = *id,
                    .action = *action == kRestore ? TrashAction::restore : TrashAction::empty,
                    .trashed_before = *time};
}

Result<TrashProgress> begin_trash_order(const TrashOrder& order, std::size_t limit,
                                        const ObjectServices& services) {
  const bool has_queue = services.policies.process_media;
  std::vector<database::OutboxMessage> messages;
  if (has_queue) messages.push_back(message_of(order, services));
  TrashWalk walk(order, std::move(messages), services);
  TrashProgress progress;
  while (!progress.finished && (!has_queue || !walk.has_sent())) {
    AUDMG_TRY(const TrashProgress step, walk.step(limit));
    progress.changed += step.changed;
    progress.finished = step.finished;
  }
  return progress;
}

Result<void> finish_trash_order(const TrashOrder& order, const std::stop_token& stop,
                                const ObjectServices& services) {
  TrashWalk walk(order, {}, services);
  for (;;) {
    if (stop.stop_requested()) return fail(ErrorCode::unavailable, "stopped before the end");
    AUDMG_TRY(const TrashProgress step, walk.step(kMaxFilesAtOnce));
    if (step.finished) return {};
  }
}

}  // namespace audmg::functions
