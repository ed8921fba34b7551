// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/job.hpp"

#include "audmg/core/errno_error.hpp"
#include "audmg/media/sandbox/passed_descriptors.hpp"
#include "audmg/media/sandbox/report.hpp"
#include "audmg/media/sandbox/scratch_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <optional>

namespace audmg::media::sandbox {
namespace {

using Clock = std::chrono::steady_clock;
using Why = JobOutcome::Why;

/// Interval between checks of the outputs' sizes.
constexpr std::chrono::milliseconds kTick{500};
/// A zygote that has not killed a job after this time is stuck itself.
constexpr std::chrono::seconds kKillTimeout{5};

/// Becomes readable when `stop` is requested.
class StopEvent {
 public:
  explicit StopEvent(const std::stop_token& stop)
      : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), callback_(stop, Raise{event_.get()}) {}
  [[nodiscard]] int get() const noexcept { return event_.get(); }

 private:
  struct Raise {
    int event;
    void operator()() const noexcept {
      constexpr std::uint64_t kOne = 1;
      (void)!::write(event, &kOne, sizeof(kOne));
    }
  };
  Descriptor event_;
  std::stop_callback<Raise> callback_;
};

class Waiting {
 public:
  Waiting(Descriptor socket, Descriptor report, std::span<const Descriptor> outputs,
          const MediaLimits& limits)
      : socket_(std::move(socket)),
        report_(std::move(report)),
        outputs_(outputs),
        limits_(limits),
        deadline_(Clock::now() + limits.max_wall) {}

  /// Nothing when the zygote did not kill the job in time.
  std::optional<JobOutcome> wait(const StopEvent& stop) {
    while (!done_) {
      std::array<pollfd, 3> polls{
          {{socket_.get(), POLLIN, 0},
           {report_.is_open() ? report_.get() : -1, POLLIN, 0},
           // poll() skips a negative number: once the job is being killed, a stop changes nothing.
           {killing_ ? -1 : stop.get(), POLLIN, 0}}};
      (void)::poll(polls.data(), polls.size(), next_timeout());
      if (polls[1].revents != 0) read_report();
      if (polls[0].revents != 0) read_end();
      if (done_) break;
      if (polls[2].revents != 0) kill(Why::stopped);
      if (outputs_are_too_large()) kill(Why::output_too_large);
      if (Clock::now() < deadline_) continue;
      if (killing_) return std::nullopt;
      kill(Why::timed_out);
    }
    read_report();
    return std::move(outcome_);
  }

 private:
  [[nodiscard]] int next_timeout() const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now());
    return static_cast<int>(std::clamp(left, std::chrono::milliseconds(0), kTick).count());
  }

  void kill(Why why) {
    if (killing_) return;
    killing_ = true;
    outcome_.why = why;
    deadline_ = Clock::now() + kKillTimeout;
    // The zygote takes this as the order to kill; it still replies.
    ::shutdown(socket_.get(), SHUT_WR);
  }

  void read_end() {
    done_ = true;
    const auto message = receive_message(socket_.get(), kMaxNoticeBytes);
    const auto end =
        message ? parse_job_end(message->bytes) : Result<JobEnd>(std::unexpected(message.error()));
    if (end) {
      outcome_.end = *end;
    } else if (!killing_) {
      outcome_.why = Why::zygote_ended;
    }
  }

  void read_report() {
    while (report_.is_open()) {
      std::array<char, 4096> piece{};
      const ssize_t count = ::read(report_.get(), piece.data(), piece.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0 && errno == EAGAIN) return;
      if (count <= 0) return report_.close();
      outcome_.report.append(piece.data(), static_cast<std::size_t>(count));
      if (outcome_.report.size() > kMaxReportBytes) {
        report_.close();
        kill(Why::report_too_long);
        outcome_.why = Why::report_too_long;
        outcome_.report.clear();
      }
    }
  }

  [[nodiscard]] bool outputs_are_too_large() const {
    std::uint64_t total = 0;
    for (const Descriptor& output : outputs_) total += size_of(output).value_or(0);
    return total > limits_.max_output_bytes;
  }

  Descriptor socket_;
  Descriptor report_;
  std::span<const Descriptor> outputs_;
  const MediaLimits& limits_;
  Clock::time_point deadline_;
  bool killing_ = false;
  bool done_ = false;
  JobOutcome outcome_;
};

}  // namespace

Result<JobOutcome> run_job(ZygoteKeeper& keeper, const JobFrame& frame, const JobInputs& inputs,
                           std::span<const Descriptor> outputs, const std::stop_token& stop) {
  const StopEvent stop_event(stop);
  if (stop_event.get() < 0) return fail_errno_retryable("no eventfd", errno);
  AUDMG_TRY(auto socket, make_socket_pair());
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return fail_errno_retryable("no pipe", errno);
  Descriptor report(pipe[0]);
  Descriptor report_end(pipe[1]);
  ::fcntl(report.get(), F_SETFL, O_NONBLOCK);  // this end only: each end has its own flags

  std::vector<int> descriptors{inputs.file, report_end.get(), socket.second.get()};
  for (const Descriptor& output : outputs) descriptors.push_back(output.get());
  if (frame.sidecar_size > 0) descriptors.push_back(inputs.sidecar);
  if (frame.is_fetched) descriptors.push_back(inputs.fetcher);
  AUDMG_TRY(const std::uint64_t zygote, keeper.submit(encode(frame), descriptors, stop));
  report_end.close();
  socket.second.close();
  Waiting waiting(std::move(socket.first), std::move(report), outputs, frame.limits);
  auto outcome = waiting.wait(stop_event);
  if (!outcome) {
    keeper.replace(zygote);
    return fail(ErrorCode::unavailable, "The decoders did not react.", true);
  }
  return std::move(*outcome);
}

}  // namespace audmg::media::sandbox
