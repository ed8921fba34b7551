// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/child/confinement.hpp"

#include "audmg/media/sandbox/child/job_limits.hpp"
#include "audmg/media/sandbox/child/landlock.hpp"
#include "audmg/media/sandbox/child/system_calls.hpp"
#include "audmg/media/sandbox/notice.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <vector>

namespace audmg::media::sandbox {
namespace {

constexpr unsigned kFirstOwnDescriptor = 3;

void close_range_or_each(unsigned first, unsigned last) {
  if (first > last || ::close_range(first, last, 0) == 0) return;
  // Linux before 5.9.
  constexpr unsigned kMany = 4096;
  for (unsigned number = first; number <= std::min(last, kMany); ++number) {
    ::close(static_cast<int>(number));
  }
}

void close_all_but(std::span<const int> keep) {
  std::vector<unsigned> numbers(keep.begin(), keep.end());
  std::ranges::sort(numbers);
  unsigned first = kFirstOwnDescriptor;
  for (const unsigned number : numbers) {
    if (number > first) close_range_or_each(first, number - 1);
    first = number + 1;
  }
  close_range_or_each(first, ~0U);
}

bool is_hung_up(int descriptor) {
  pollfd poll{descriptor, POLLIN, 0};
  return ::poll(&poll, 1, 0) != 0;
}

}  // namespace

void Confinement::confine_zygote() {
  close_range_or_each(kFirstOwnDescriptor + 1, ~0U);
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) ::_exit(1);
  lifeline_ = Descriptor(pipe[0]);
  lifeline_end_ = Descriptor(pipe[1]);
  namespaces_.enter(protection_);
  // Changing the user clears it, so it comes now.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

void Confinement::seal_zygote() {
  own_addresses_ = addresses_in_use();  // while /proc is still there
  namespaces_.leave_file_system(protection_);
  if (auto filter = compile_job_filter()) filter_ = std::move(*filter);
  protection_.landlock_abi = landlock_abi();
  protection_ = try_walls();
}

Protection Confinement::put_up_walls(const MediaLimits& limits) const {
  Protection walls = protection_;
  namespaces_.enter_job(walls);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  set_job_limits(limits, own_addresses_, walls);
  drop_privileges(walls);
  walls.set(Feature::landlock, landlock_everything(walls.landlock_abi));
  walls.set(Feature::system_call_filter, filter_ && filter_->install().has_value());
  return walls;
}

Protection Confinement::try_walls() {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) ::_exit(1);
  const Descriptor answer(pipe[0]);
  Descriptor answer_end(pipe[1]);
  const pid_t child = fork_job();
  if (child == 0) {
    const std::string walls = encode(put_up_walls(MediaLimits{}));
    (void)!::write(answer_end.get(), walls.data(), walls.size());
    ::_exit(0);
  }
  // A zygote without any promise would run jobs with less protection: better none for now.
  if (child < 0) ::_exit(1);
  answer_end.close();
  std::array<char, kMaxNoticeBytes> bytes{};
  const ssize_t count = ::read(answer.get(), bytes.data(), bytes.size());
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  const auto walls =
      parse_protection({bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))});
  // A trial that failed as a whole promises nothing; jobs then still put up what they can.
  return walls.value_or(Protection{});
}

Result<void> Confinement::confine_job(const MediaLimits& limits, std::span<const int> keep) const {
  std::vector<int> kept(keep.begin(), keep.end());
  kept.push_back(lifeline_.get());
  close_all_but(kept);
  const Protection walls = put_up_walls(limits);
  for (const Feature feature : kFeatures) {
    if (protection_.has(feature) && !walls.has(feature)) {
      return fail(ErrorCode::unavailable, std::string(to_string(feature)) + " failed", true);
    }
  }
  // The zygote may have ended before PR_SET_PDEATHSIG; getppid() says nothing in a namespace.
  if (is_hung_up(lifeline_.get())) ::_exit(1);
  ::close(lifeline_.get());
  return {};
}

}  // namespace audmg::media::sandbox
