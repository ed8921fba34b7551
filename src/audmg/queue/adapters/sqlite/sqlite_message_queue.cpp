// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"

#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "audmg/lib/sqlite/new_message.hpp"
#include "audmg/lib/sqlite/reader_pool.hpp"
#include "audmg/queue/adapters/sqlite/message_table.hpp"
#include "audmg/queue/adapters/sqlite/operator_queries.hpp"
#include "audmg/queue/adapters/sqlite/receipt.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <utility>

namespace audmg::queue {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// A clock that goes back by less is being adjusted, not set.
constexpr milliseconds kClockTolerance{1000};

Result<void> check_limits(const ReceiveMessageRequest& request) {
  if (request.max_messages < 1 || request.max_messages > kMaxMessagesPerReceive ||
      request.visibility_timeout < milliseconds(1) ||
      request.visibility_timeout > kMaxVisibilityTimeout || request.wait_time < milliseconds(0) ||
      request.wait_time > kMaxWaitTime) {
    return fail(ErrorCode::invalid_argument, "a limit of receive_message is exceeded");
  }
  return {};
}

class OpenSqliteMessageQueue final : public SqliteMessageQueue {
 public:
  OpenSqliteMessageQueue(sqlite::Connections connections, const std::string& name,
                         const Clock& clock)
      : writer_(connections.writer),
        readers_(connections.readers),
        clock_(clock),
        name_(name),
        table_(name),
        signal_(sqlite::message_signal(writer_, name)),
        latest_(clock.now()) {}

  Result<void> take_over() {
    return change(
        [&](sqlite::Connection& connection) { return table_.take_over(connection, clock_.now()); });
  }

  // --- MessageQueue ---

  Result<std::string> send_message(const SendMessageRequest& request) override {
    if (request.body.size() > kMaxBodyBytes) {
      return fail(ErrorCode::too_large, "a message's body is too long");
    }
    if (request.delay < milliseconds(0) || request.delay > kMaxDelay) {
      return fail(ErrorCode::invalid_argument, "a message's delay is too long");
    }
    AUDMG_CHECK(follow_clock());
    const TimePoint now = clock_.now();
    const MessageId id = MessageId::make(now);
    AUDMG_CHECK(change([&](sqlite::Connection& connection) {
      return sqlite::insert_message(connection, {.queue = name_,
                                                 .id = id,
                                                 .group_id = request.group_id,
                                                 .body = request.body,
                                                 .sent_at = now,
                                                 .delay = request.delay,
                                                 .order = request.order});
    }));
    return id.text();
  }

  Result<std::vector<Message>> receive_message(const ReceiveMessageRequest& request,
                                               const std::stop_token& stop) override {
    AUDMG_CHECK(check_limits(request));
    const auto deadline = steady_clock::now() + request.wait_time;
    while (!stop.stop_requested()) {
      AUDMG_CHECK(follow_clock());
      const std::uint64_t seen = signal_.count();
      AUDMG_TRY(const Outlook outlook, look_ahead());
      const TimePoint now = clock_.now();
      if (outlook.can_receive() || outlook.has_due(now)) {
        AUDMG_TRY(auto messages, claim(request));
        if (!messages.empty()) return messages;
        // Another receiver was faster, or the due message is dead now.
        continue;
      }
      const auto started = steady_clock::now();
      if (started >= deadline) break;
      auto until = deadline;
      if (outlook.next_due) until = std::min(until, started + (*outlook.next_due - now));
      signal_.wait(seen, until, stop);
    }
    return std::vector<Message>{};
  }

  Result<void> delete_message(std::string_view receipt_handle) override {
    AUDMG_TRY(const Receipt receipt, read_receipt(receipt_handle));
    AUDMG_CHECK(follow_clock());
    return writer_.submit([&](sqlite::Connection& connection) {
      return table_.remove(connection, receipt, clock_.now());
    });
  }

  Result<void> change_message_visibility(std::string_view receipt_handle, milliseconds timeout,
                                         std::string_view error) override {
    if (timeout < milliseconds(0) || timeout > kMaxVisibilityTimeout) {
      return fail(ErrorCode::invalid_argument, "a visibility timeout is too long");
    }
    AUDMG_TRY(const Receipt receipt, read_receipt(receipt_handle));
    AUDMG_CHECK(follow_clock());
    return change([&](sqlite::Connection& connection) {
      return table_.change_visibility(connection, receipt, timeout, error, clock_.now());
    });
  }

  Result<void> return_message(const Message& message, milliseconds delay) override {
    if (delay < milliseconds(0) || delay > kMaxDelay) {
      return fail(ErrorCode::invalid_argument, "a delay is too long");
    }
    AUDMG_TRY(const Receipt receipt, read_receipt(message.receipt_handle));
    AUDMG_CHECK(follow_clock());
    return change([&](sqlite::Connection& connection) {
      return table_.put_back(connection, receipt, delay, clock_.now());
    });
  }

  Result<QueueAttributes> get_queue_attributes() override {
    AUDMG_CHECK(settle());
    return readers_.read([&](sqlite::Connection& connection) {
      return table_.count_messages(connection, clock_.now());
    });
  }

  // --- QueueAdministration ---

  Result<std::vector<MessageSummary>> list_messages(const ListMessagesRequest& request) override {
    AUDMG_CHECK(settle());
    return readers_.read(
        [&](sqlite::Connection& connection) { return list_rows_of(connection, name_, request); });
  }

  Result<std::optional<MessageSummary>> find_message(std::string_view message_id) override {
    AUDMG_CHECK(settle());
    return readers_.read(
        [&](sqlite::Connection& connection) { return find_row_of(connection, name_, message_id); });
  }

  Result<void> retry_message(std::string_view message_id) override {
    AUDMG_CHECK(settle());
    return change([&](sqlite::Connection& connection) {
      return make_visible(connection, name_, message_id, clock_.now());
    });
  }

  Result<std::uint64_t> redrive() override {
    AUDMG_CHECK(settle());
    std::uint64_t total = 0;
    for (;;) {
      std::uint64_t moved = 0;
      AUDMG_CHECK(change([&](sqlite::Connection& connection) -> Result<void> {
        AUDMG_TRY(moved, redrive_some(connection, name_, clock_.now()));
        return {};
      }));
      if (moved == 0) return total;
      total += moved;
    }
  }

  Result<void> set_paused(bool paused) override {
    return change(
        [&](sqlite::Connection& connection) { return write_paused(connection, name_, paused); });
  }

  Result<bool> is_paused() override {
    AUDMG_TRY(const Outlook outlook, look_ahead());
    return outlook.paused;
  }

 private:
  static Result<Receipt> read_receipt(std::string_view handle) {
    auto receipt = parse_receipt_handle(handle);
    if (!receipt) return fail(ErrorCode::conflict, "not a receipt handle of this queue");
    return *std::move(receipt);
  }

  Result<Outlook> look_ahead() {
    return readers_.read(
        [&](sqlite::Connection& connection) { return table_.look_ahead(connection); });
  }

  /// Runs one piece of work on the writer. Wakes waiting receivers when there is something to
  /// receive, or when something will be due sooner than they know.
  template <class Work>
  Result<void> change(const Work& work) {
    return writer_.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_TRY(const Outlook before, table_.look_ahead(connection));
      AUDMG_CHECK(work(connection));
      AUDMG_TRY(const Outlook after, table_.look_ahead(connection));
      if (after.is_better_than(before)) writer_.raise_after_commit(signal_);
      return {};
    });
  }

  Result<std::vector<Message>> claim(const ReceiveMessageRequest& request) {
    std::vector<Message> messages;
    AUDMG_CHECK(change([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_TRY(messages, table_.claim(connection, request, clock_.now()));
      return {};
    }));
    return messages;
  }

  /// Brings states up to date, so that they do not depend on when somebody last received.
  Result<void> settle() {
    AUDMG_CHECK(follow_clock());
    AUDMG_TRY(const Outlook outlook, look_ahead());
    bool more = outlook.has_due(clock_.now());
    while (more) {
      AUDMG_CHECK(change([&](sqlite::Connection& connection) -> Result<void> {
        AUDMG_TRY(more, table_.settle_some(connection, clock_.now()));
        return {};
      }));
    }
    return {};
  }

  /// Adapts to a clock that was set back. Delays and leases end at times of the clock, so their
  /// ends move with it: otherwise a lease whose receiver has died would hold its message for that
  /// long.
  Result<void> follow_clock() {
    const auto was_set_back = [&](TimePoint now) { return now + kClockTolerance < latest_.load(); };
    const TimePoint now = clock_.now();
    TimePoint latest = latest_.load();
    while (latest < now && !latest_.compare_exchange_weak(latest, now)) {
    }
    if (!was_set_back(now)) return {};
    return change([&](sqlite::Connection& connection) -> Result<void> {
      const TimePoint at = clock_.now();
      if (!was_set_back(at)) return {};
      AUDMG_CHECK(table_.move_earlier(connection, latest_.load() - at));
      latest_.store(at);
      return {};
    });
  }

  sqlite::GroupCommitWriter& writer_;
  sqlite::ReaderPool& readers_;
  const Clock& clock_;
  const std::string name_;
  MessageTable table_;
  sqlite::CommitSignal& signal_;
  // The latest time seen since the clock was last set back.
  std::atomic<TimePoint> latest_;
};

}  // namespace

Result<std::unique_ptr<SqliteMessageQueue>> make_sqlite_message_queue(
    sqlite::Connections connections, const std::string& name, const Clock& clock) {
  auto queue = std::make_unique<OpenSqliteMessageQueue>(connections, name, clock);
  AUDMG_CHECK(queue->take_over());
  return queue;
}

}  // namespace audmg::queue
