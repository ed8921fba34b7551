// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/seccomp/filter.hpp"

#include "audmg/core/descriptor.hpp"
#include "audmg/core/errno_error.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace audmg::seccomp {
namespace {

struct Release {
  void operator()(void* context) const noexcept { seccomp_release(context); }
};
using Context = std::unique_ptr<void, Release>;

std::uint32_t number_of(Action action, int error_number) {
  switch (action) {
    case Action::allow:
      return SCMP_ACT_ALLOW;
    case Action::refuse:
      return SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error_number));
    case Action::kill:
      return SCMP_ACT_KILL_PROCESS;
  }
  return SCMP_ACT_KILL_PROCESS;
}

std::unexpected<Error> fail_with(std::string_view what, int error_number) {
  return fail(ErrorCode::unavailable, errno_message(what, error_number));
}

Result<void> add(scmp_filter_ctx context, const Rule& rule) {
  const int call = seccomp_syscall_resolve_name(std::string(rule.call).c_str());
  if (call == __NR_SCMP_ERROR) return {};
  const std::uint32_t action = number_of(rule.action, rule.error_number);
  const scmp_arg_cmp compare{rule.argument, SCMP_CMP_MASKED_EQ, rule.mask, rule.value};
  const int failed = rule.mask == 0 ? seccomp_rule_add_array(context, action, call, 0, nullptr)
                                    : seccomp_rule_add_array(context, action, call, 1, &compare);
  if (failed != 0) return fail_with("no filter rule for " + std::string(rule.call), -failed);
  return {};
}

}  // namespace

Filter::Filter() = default;
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;
Filter::~Filter() = default;

Result<Filter> Filter::compile(const std::vector<Rule>& rules, int default_error) {
  const Context context(
      seccomp_init(default_error == 0 ? SCMP_ACT_ALLOW
                                      : SCMP_ACT_ERRNO(static_cast<std::uint32_t>(default_error))));
  if (context == nullptr) return fail_with("no system call filter", ENOMEM);
  (void)seccomp_attr_set(context.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  constexpr std::uint32_t kBinaryTree = 2;
  (void)seccomp_attr_set(context.get(), SCMP_FLTATR_CTL_OPTIMIZE, kBinaryTree);
  for (const Rule& rule : rules) AUDMG_CHECK(add(context.get(), rule));

  // libseccomp hands the program out through a descriptor only.
  const Descriptor file(::memfd_create("audmg-filter", MFD_CLOEXEC));
  if (!file.is_open()) return fail_with("no memory file", errno);
  if (const int failed = seccomp_export_bpf(context.get(), file.get()); failed != 0) {
    return fail_with("the system call filter cannot be compiled", -failed);
  }
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return fail_with("no memory file", errno);
  const auto bytes = static_cast<std::size_t>(status.st_size);
  Filter filter;
  filter.program_.resize(bytes / sizeof(sock_filter));
  if (::pread(file.get(), filter.program_.data(), bytes, 0) != static_cast<ssize_t>(bytes)) {
    return fail_with("the system call filter cannot be read", EIO);
  }
  return filter;
}

Result<void> Filter::install() const {
  sock_fprog program{};
  program.len = static_cast<unsigned short>(program_.size());
  // The kernel copies it and does not write.
  program.filter = const_cast<sock_filter*>(program_.data());  // NOLINT
  if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0) {
    return fail_with("the system call filter cannot be installed", errno);
  }
  return {};
}

}  // namespace audmg::seccomp
