// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>

namespace audmg::app {

/// How many descriptors each of those may have that would take any number. What is left is for work
/// in hand: uploads, jobs, the database, logs.
struct DescriptorBudget {
  std::size_t connections = 0;
  /// Objects that the store keeps open for the next read.
  std::size_t stored_objects = 0;
  /// Unfinished uploads that the store keeps open, with two descriptors each.
  std::size_t stored_uploads = 0;
  /// Objects that the server's event loops keep open, all together.
  std::size_t served_objects = 0;
};

/// Divides the descriptors that a process may have (RLIMIT_NOFILE). With 64 of them uploads, and
/// the jobs that follow, are possible one by one.
[[nodiscard]] DescriptorBudget divide_descriptors(std::uint64_t limit) noexcept;

/// How many descriptors this process may have now.
[[nodiscard]] std::uint64_t descriptor_limit() noexcept;

}  // namespace audmg::app
