// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/child/landlock.hpp"

#include "audmg/core/descriptor.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>

namespace audmg::media::sandbox {
namespace {

// Debian 12's <linux/landlock.h> stops at ABI 2; the rest is from the kernel's documentation
// (userspace-api/landlock).
struct RulesetAttributes {
  std::uint64_t handled_access_fs;
  std::uint64_t handled_access_net;
  std::uint64_t scoped;
};
constexpr unsigned long kVersionFlag = 1;
constexpr std::uint64_t kFileAccess = (1U << 13U) - 1;  // ABI 1: execute ... make_sym
constexpr std::uint64_t kRefer = 1U << 13U;             // ABI 2
constexpr std::uint64_t kTruncate = 1U << 14U;          // ABI 3
constexpr std::uint64_t kBindAndConnectTcp = 3;         // ABI 4
constexpr std::uint64_t kIoctlDevice = 1U << 15U;       // ABI 5
constexpr std::uint64_t kSocketAndSignalScope = 3;      // ABI 6
constexpr std::uint32_t kAbiRefer = 2;
constexpr std::uint32_t kAbiTruncate = 3;
constexpr std::uint32_t kAbiTcp = 4;
constexpr std::uint32_t kAbiIoctl = 5;
constexpr std::uint32_t kAbiScope = 6;

std::size_t attribute_bytes(std::uint32_t abi) {
  if (abi >= kAbiScope) return sizeof(RulesetAttributes);
  return abi >= kAbiTcp ? offsetof(RulesetAttributes, scoped)
                        : offsetof(RulesetAttributes, handled_access_net);
}

}  // namespace

std::uint32_t landlock_abi() noexcept {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kVersionFlag);
  return version > 0 ? static_cast<std::uint32_t>(version) : 0;
}

bool landlock_everything(std::uint32_t abi) noexcept {
  if (abi == 0) return false;
  RulesetAttributes attributes{kFileAccess, 0, 0};
  if (abi >= kAbiRefer) attributes.handled_access_fs |= kRefer;
  if (abi >= kAbiTruncate) attributes.handled_access_fs |= kTruncate;
  if (abi >= kAbiTcp) attributes.handled_access_net = kBindAndConnectTcp;
  if (abi >= kAbiIoctl) attributes.handled_access_fs |= kIoctlDevice;
  if (abi >= kAbiScope) attributes.scoped = kSocketAndSignalScope;
  const Descriptor ruleset(static_cast<int>(
      ::syscall(SYS_landlock_create_ruleset, &attributes, attribute_bytes(abi), 0)));
  // No rule is added: everything that is handled is refused.
  return ruleset.is_open() && ::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) == 0;
}

}  // namespace audmg::media::sandbox
