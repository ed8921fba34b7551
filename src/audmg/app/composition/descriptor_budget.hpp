// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>

namespace audmg::app {

/// The descriptors of each consumer that would otherwise take any number. The rest is for current
/// work: uploads, jobs, the database, logs.
struct DescriptorBudget {
  std::size_t connections = 0;
  /// Objects that the store keeps open for the next read.
  std::size_t stored_objects = 0;
  /// Unfinished uploads that the store keeps open, with two descriptors each.
  std::size_t stored_uploads = 0;
  /// Objects that the server's event loops keep open, in total.
  std::size_t served_objects = 0;
};

/// Divides the descriptors that a process may have (RLIMIT_NOFILE). With 64, uploads and the jobs
/// that follow them are possible one at a time.
[[nodiscard]] DescriptorBudget divide_descriptors(std::uint64_t limit) noexcept;

/// Returns the number of descriptors that this process may have now.
[[nodiscard]] std::uint64_t descriptor_limit() noexcept;

}  // namespace audmg::app
