// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/group_commit_writer.hpp"

#include "audmg/core/shortage.hpp"
#include "audmg/lib/sqlite/transaction.hpp"

#include <algorithm>
#include <utility>

namespace audmg::sqlite {
namespace {

/// Pieces of work in one commit: limits how many one failure affects and how long the first waits.
constexpr std::size_t kMaxGroupSize = 256;
/// A log this many times longer than it should be is checkpointed by waiting for readers.
constexpr int kLongLogFactor = 16;

Result<void> run_constant(Connection& connection, std::string_view sql) {
  AUDMG_TRY(const Query statement, connection.query(sql));
  return statement->run();
}

Result<void> run_guarded(const GroupCommitWriter::Work& work, Connection& connection) {
  try {
    return work(connection);
  } catch (...) {
    return std::unexpected(current_exception_error());
  }
}

}  // namespace

struct GroupCommitWriter::Pending {
  explicit Pending(const Work& what) : work(what) {}
  /// Its text is lost when there is no memory for it.
  void fail_as(const Error& error) noexcept {
    try {
      outcome = std::unexpected(error);
    } catch (...) {
      outcome = std::unexpected(Error{error.code, {}, error.retryable});
    }
  }

  const Work& work;
  Result<void> outcome;
  std::mutex mutex;
  std::condition_variable answered;
  bool done = false;
};

GroupCommitWriter::GroupCommitWriter(Connection connection, int checkpoint_frames)
    : connection_(std::move(connection)), checkpoint_frames_(checkpoint_frames) {
  connection_.count_log_frames(frames_in_log_);
  thread_ = std::thread([this] { run(); });
}

GroupCommitWriter::~GroupCommitWriter() {
  {
    const std::scoped_lock lock(mutex_);
    closing_ = true;
  }
  work_arrived_.notify_one();
  thread_.join();
  if (!takes_writes()) connection_.keep_log_at_close();
}

Result<void> GroupCommitWriter::submit(const Work& work) {
  Pending pending(work);
  {
    const std::scoped_lock lock(mutex_);
    AUDMG_ASSERT(!closing_);
    waiting_.push_back(&pending);
  }
  work_arrived_.notify_one();
  std::unique_lock lock(pending.mutex);
  pending.answered.wait(lock, [&] { return pending.done; });
  return std::move(pending.outcome);
}

CommitSignal& GroupCommitWriter::signal(std::string_view name) {
  const std::scoped_lock lock(signals_mutex_);
  const auto found = signals_.find(name);
  return found != signals_.end() ? found->second : signals_[std::string(name)];
}

void GroupCommitWriter::raise_after_commit(CommitSignal& signal) {
  AUDMG_ASSERT(std::this_thread::get_id() == thread_.get_id());
  if (std::ranges::find(to_raise_, &signal) == to_raise_.end()) to_raise_.push_back(&signal);
}

void GroupCommitWriter::raise_signals(bool committed) {
  for (CommitSignal* signal : to_raise_) {
    if (committed) signal->raise();
  }
  to_raise_.clear();
}

bool GroupCommitWriter::takes_writes() const noexcept { return takes_writes_.load(); }

WriterStatistics GroupCommitWriter::statistics() const {
  const std::scoped_lock lock(mutex_);
  return {writes_.load(), commits_.load(), checkpoints_.load(), waiting_.size()};
}

void GroupCommitWriter::run() {
  std::vector<Pending*> batch;
  batch.reserve(kMaxGroupSize);
  while (take_waiting(batch)) {
    const Result<void> committed = commit_guarded(batch);
    for (Pending* pending : batch) {
      // Under the lock: the caller's Pending is gone as soon as it can see `done`.
      const std::scoped_lock lock(pending->mutex);
      if (!committed) pending->fail_as(committed.error());
      pending->done = true;
      pending->answered.notify_one();
    }
    raise_signals(committed.has_value());
    checkpoint_when_due();
  }
}

Result<void> GroupCommitWriter::commit_guarded(const std::vector<Pending*>& batch) noexcept {
  try {
    return commit_together(batch);
  } catch (...) {
    // No memory for the words of an error, and the transaction is rolled back. Which error it was
    // is not known here: one that lasts must stop all writing.
    const Severity severity = connection_.last_severity();
    if (severity != Severity::statement && severity != Severity::passing) takes_writes_ = false;
    Error error = current_exception_error();
    if (!takes_writes()) error.code = ErrorCode::unknown_outcome;
    return std::unexpected(std::move(error));
  }
}

bool GroupCommitWriter::take_waiting(std::vector<Pending*>& batch) {
  batch.clear();
  std::unique_lock lock(mutex_);
  work_arrived_.wait(lock, [&] { return closing_ || !waiting_.empty(); });
  while (!waiting_.empty() && batch.size() < kMaxGroupSize) {
    batch.push_back(waiting_.front());
    waiting_.pop_front();
  }
  return !batch.empty();
}

Result<void> GroupCommitWriter::commit_together(const std::vector<Pending*>& batch) {
  if (!takes_writes()) return fail(ErrorCode::unavailable, stop_reason_);
  auto transaction = Transaction::begin(connection_);
  if (!transaction) return std::unexpected(assess(transaction.error()));
  for (Pending* pending : batch) {
    if (const auto carried_out = carry_out(*pending); !carried_out) {
      return std::unexpected(assess(carried_out.error()));
    }
  }
  if (const auto committed = transaction->commit(); !committed) {
    return std::unexpected(assess_commit(committed.error()));
  }
  writes_ += batch.size();
  ++commits_;
  return {};
}

Result<void> GroupCommitWriter::carry_out(Pending& pending) {
  AUDMG_CHECK(run_constant(connection_, "SAVEPOINT piece"));
  pending.outcome = run_guarded(pending.work, connection_);
  if (!pending.outcome) {
    if (connection_.last_severity() != Severity::statement) return pending.outcome;
    AUDMG_CHECK(run_constant(connection_, "ROLLBACK TO piece"));
  }
  return run_constant(connection_, "RELEASE piece");
}

Error GroupCommitWriter::assess(const Error& cause) {
  const Severity severity = connection_.last_severity();
  const bool passes = severity == Severity::passing || severity == Severity::shortage;
  return passes ? cause : stop_writing(cause);
}

Error GroupCommitWriter::assess_commit(const Error& cause) {
  if (connection_.last_severity() == Severity::passing) return cause;
  // The log may have all of it, also when only its sync failed, or when there was no memory left to
  // hear of it.
  Error error = stop_writing(cause);
  error.code = ErrorCode::unknown_outcome;
  return error;
}

Error GroupCommitWriter::stop_writing(const Error& cause) {
  stop_reason_ = "no more writes until a restart, after: " + cause.message;
  takes_writes_ = false;
  return {ErrorCode::unavailable, stop_reason_};
}

void GroupCommitWriter::checkpoint_when_due() {
  if (!takes_writes() || frames_in_log_ < checkpoint_frames_) return;
  const bool long_log = frames_in_log_ / kLongLogFactor >= checkpoint_frames_;
  try {
    const auto copied =
        connection_.checkpoint(long_log ? CheckpointMode::restart : CheckpointMode::passive);
    if (copied) {
      ++checkpoints_;
    } else {
      // In the way, no room or no memory: the log still has everything. A failed sync is another
      // matter.
      static_cast<void>(assess(copied.error()));
    }
  } catch (...) {
    // No memory for the words of an error; the next commit tries again.
  }
}

}  // namespace audmg::sqlite
