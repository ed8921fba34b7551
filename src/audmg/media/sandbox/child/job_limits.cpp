// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/child/job_limits.hpp"

#include "audmg/core/descriptor.hpp"
#include "audmg/core/number.hpp"
#include "audmg/media/sandbox/child/sanitizers.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace audmg::media::sandbox {
namespace {

/// A job's own descriptors are fewer than 30 (job_frame.hpp); any others can only be duplicates.
constexpr rlim_t kMaxDescriptors = 64;
/// libvips and FFmpeg are told to use one or two.
constexpr rlim_t kMaxThreads = 64;

/// Limits that the operator set for the server also bound its jobs and are not raised.
bool set_limit(__rlimit_resource resource, std::uint64_t soft, std::uint64_t hard) {
  rlimit limit{};
  if (::getrlimit(resource, &limit) != 0) return false;
  limit.rlim_max = std::min<rlim_t>(limit.rlim_max, hard);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, soft);
  return ::setrlimit(resource, &limit) == 0;
}

bool set_limit(__rlimit_resource resource, std::uint64_t most) {
  return set_limit(resource, most, most);
}

}  // namespace

std::uint64_t addresses_in_use() {
  const Descriptor file(::open("/proc/self/statm", O_RDONLY | O_CLOEXEC));
  std::array<char, 128> text{};
  const ssize_t count = file.is_open() ? ::read(file.get(), text.data(), text.size()) : 0;
  if (count <= 0) return 0;
  std::string_view numbers(text.data(), static_cast<std::size_t>(count));
  const auto pages = take_number<std::uint64_t>(numbers);  // the first one (proc(5))
  return pages.value_or(0) * static_cast<std::uint64_t>(::getpagesize());
}

void set_job_limits(const MediaLimits& limits, std::uint64_t own_addresses,
                    Protection& protection) {
  const auto cpu_seconds = static_cast<std::uint64_t>(limits.max_cpu.count());
  // Sanitizers reserve terabytes of addresses.
  bool set = kSanitized || set_limit(RLIMIT_AS, own_addresses + limits.max_memory_bytes);
  // SIGXCPU first; the first process of a namespace ignores it and is killed a second later.
  set = set_limit(RLIMIT_CPU, cpu_seconds, cpu_seconds + 1) && set;
  set = set_limit(RLIMIT_FSIZE, limits.max_output_bytes) && set;
  set = set_limit(RLIMIT_NOFILE, kMaxDescriptors) && set;
  set = set_limit(RLIMIT_CORE, 0) && set;
  set = set_limit(RLIMIT_MEMLOCK, 0) && set;
  set = set_limit(RLIMIT_MSGQUEUE, 0) && set;
  protection.set(Feature::resource_limits, set);
  // Elsewhere the count would be that of all processes of the user.
  if (protection.has(Feature::thread_limit)) {
    protection.set(Feature::thread_limit, set_limit(RLIMIT_NPROC, kMaxThreads));
  }
}

void drop_privileges(Protection& protection) {
  protection.set(Feature::no_new_privileges, ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  constexpr std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> kNone{};
  protection.set(Feature::no_capabilities, ::syscall(SYS_capset, &header, kNone.data()) == 0);
  // No ptrace and no core by a neighbour of the same user.
  ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace audmg::media::sandbox
