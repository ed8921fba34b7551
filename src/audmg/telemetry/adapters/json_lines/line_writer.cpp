// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/telemetry/adapters/json_lines/line_writer.hpp"

#include <climits>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

namespace audmg::telemetry {
namespace {

/// The thread that writes looks this often whether it should end, while a reader does not read.
constexpr std::chrono::milliseconds kPollInterval{200};

/// A pipe that poll() calls writable takes PIPE_BUF bytes without blocking (pipe(7)); more could
/// block for ever.
std::size_t chunk_bytes_for(int descriptor) {
  struct stat status{};
  const bool pipe = ::fstat(descriptor, &status) == 0 && S_ISFIFO(status.st_mode);
  return pipe ? PIPE_BUF : std::size_t{256} * 1024;
}

}  // namespace

LineWriter::LineWriter(int descriptor)
    : descriptor_(descriptor), chunk_bytes_(chunk_bytes_for(descriptor)) {
  // Signals are for the threads that expect them.
  sigset_t all;
  sigset_t former;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &former);
  thread_ = std::thread([this] { run(); });
  ::pthread_sigmask(SIG_SETMASK, &former, nullptr);
}

LineWriter::~LineWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
  write_waiting(kFlushTimeout);
}

void LineWriter::append(std::string_view line) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    const std::size_t before = waiting_.size();
    if (before + line.size() > kMaxWaitingBytes) {
      ++dropped_;
      return;
    }
    waiting_ += line;
    // Waking costs a system call: only the first line and the one that fills a write do.
    wake = before == 0 || (before < kWriteBytes && waiting_.size() >= kWriteBytes);
  }
  if (wake) wake_.notify_one();
}

void LineWriter::flush() { write_waiting(kFlushTimeout); }

std::uint64_t LineWriter::take_dropped() {
  const std::lock_guard lock(mutex_);
  return std::exchange(dropped_, 0);
}

void LineWriter::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    wake_.wait_for(lock, kMaxLineAge,
                   [this] { return stopping_ || waiting_.size() >= kWriteBytes; });
    while (!stopping_) {
      lock.unlock();
      const bool done = write_waiting(kPollInterval);
      lock.lock();
      if (done) break;
    }
  }
}

bool LineWriter::write_waiting(std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  const std::lock_guard write_lock(write_mutex_);
  for (;;) {
    // Bytes that an earlier call left over after its deadline go out first.
    if (written_ == writing_.size()) {
      writing_.clear();
      written_ = 0;
      const std::lock_guard lock(mutex_);
      std::swap(writing_, waiting_);
    }
    if (writing_.empty()) return true;
    if (!write_some(deadline)) return false;
  }
}

bool LineWriter::write_some(std::chrono::steady_clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  pollfd poll_entry{descriptor_, POLLOUT, 0};
  const int ready =
      ::poll(&poll_entry, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
  if (ready == 0) return false;
  if (ready < 0) return true;
  const ssize_t written = ::write(descriptor_, writing_.data() + written_,
                                  std::min(writing_.size() - written_, chunk_bytes_));
  if (written >= 0) {
    written_ += static_cast<std::size_t>(written);
  } else if (errno != EINTR && errno != EAGAIN) {
    written_ = writing_.size();  // Nobody reads any more, or the disk is full: no place to say so.
  }
  return true;
}

}  // namespace audmg::telemetry
