// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/sqlite/commit_signal.hpp"
#include "audmg/lib/sqlite/connection.hpp"

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <vector>

namespace audmg::sqlite {

struct WriterStatistics {
  std::uint64_t writes = 0;       ///< pieces of work carried out and answered
  std::uint64_t commits = 0;      ///< transactions that carried them
  std::uint64_t checkpoints = 0;  ///< times the log was copied into the database
  std::size_t waiting = 0;        ///< pieces of work in the queue now
};

/// The one connection that writes and checkpoints, on a thread of its own. Work that arrives during
/// a commit is carried out together in the next one, each piece in a savepoint of its own, and
/// answered after that commit is durable (docs/adr/0003).
///
/// A full disk fails the pieces of one commit (out_of_space) and nothing else. Any other failure to
/// commit (unknown_outcome: the changes may come back with the log), and any I/O error before it
/// (unavailable), fails every later write too (unavailable): the contents of the disk are unknown
/// until a restart reads them again. A failed commit is never retried.
class GroupCommitWriter {
 public:
  /// One change. Runs on the writer's thread, inside a transaction; an error undoes only this piece
  /// and is returned to its caller.
  using Work = std::function<Result<void>(Connection&)>;

  /// `checkpoint_frames`: pages in the log that trigger a checkpoint.
  GroupCommitWriter(Connection connection, int checkpoint_frames);
  GroupCommitWriter(const GroupCommitWriter&) = delete;
  GroupCommitWriter& operator=(const GroupCommitWriter&) = delete;
  /// Carries out the waiting work, then closes the connection.
  ~GroupCommitWriter();

  /// Blocks until `work` is durable or has failed. Thread-safe.
  [[nodiscard]] Result<void> submit(const Work& work);

  /// As submit(), for work with a result: F(Connection&) -> Result<T>.
  template <class F>
  [[nodiscard]] std::invoke_result_t<F&, Connection&> write(F&& work) {
    std::optional<std::invoke_result_t<F&, Connection&>> result;
    AUDMG_CHECK(submit([&](Connection& connection) -> Result<void> {
      result.emplace(work(connection));
      if (!*result) return std::unexpected(result->error());
      return {};
    }));
    // NOLINTNEXTLINE(bugprone-unchecked-optional-access): submit() has run the work
    return *std::move(result);
  }

  /// Returns the signal of this name, made on first use; lives as long as the writer. Thread-safe.
  [[nodiscard]] CommitSignal& signal(std::string_view name);
  /// Raises the signal once the commit of this work is durable, but not when the commit fails. Only
  /// from inside Work. A piece that fails after this call may wake threads for nothing.
  void raise_after_commit(CommitSignal& signal);

  /// Returns false after the first failure that only a restart can fix.
  [[nodiscard]] bool takes_writes() const noexcept;
  [[nodiscard]] WriterStatistics statistics() const;

 private:
  struct Pending;

  void run();
  [[nodiscard]] bool take_waiting(std::vector<Pending*>& batch);
  [[nodiscard]] Result<void> commit_guarded(const std::vector<Pending*>& batch) noexcept;
  [[nodiscard]] Result<void> commit_together(const std::vector<Pending*>& batch);
  [[nodiscard]] Result<void> carry_out(Pending& pending);
  /// Returns the error for callers after SQLite's last failure; stops all writing unless it passes.
  [[nodiscard]] Error assess(const Error& cause);
  /// As assess(), after a failed commit.
  [[nodiscard]] Error assess_commit(const Error& cause);
  [[nodiscard]] Error stop_writing(const Error& cause);
  void raise_signals(bool committed);
  void checkpoint_when_due();

  int frames_in_log_ = 0;
  Connection connection_;
  const int checkpoint_frames_;
  std::string stop_reason_;
  std::vector<CommitSignal*> to_raise_;
  std::atomic<bool> takes_writes_{true};
  std::atomic<std::uint64_t> writes_{0};
  std::atomic<std::uint64_t> commits_{0};
  std::atomic<std::uint64_t> checkpoints_{0};

  std::mutex signals_mutex_;
  std::map<std::string, CommitSignal, std::less<>> signals_;

  mutable std::mutex mutex_;
  std::condition_variable work_arrived_;
  std::deque<Pending*> waiting_;
  bool closing_ = false;
  // Last: starts when all other members exist.
  std::thread thread_;
};

}  // namespace audmg::sqlite
