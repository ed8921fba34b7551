// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace audmg::media::sandbox {

/// One of the walls around a job.
enum class Feature {
  other_user,          ///< runs as a user of its own, when the server is root
  user_namespace,      ///< has no rights over anything outside
  network_namespace,   ///< no network, not even loopback
  mount_namespace,     ///< an empty root folder
  ipc_namespace,       ///< no shared memory or semaphores of others
  process_namespace,   ///< sees no other process, and ends with every process it started
  no_new_privileges,   ///< no set-user-id programs
  no_capabilities,     ///< holds no capabilities
  resource_limits,     ///< memory, processor time, file size, descriptors
  thread_limit,        ///< a bounded number of threads
  landlock,            ///< no file may be opened
  system_call_filter,  ///< an allow-list of system calls
};

inline constexpr std::array kFeatures{
    Feature::other_user,        Feature::user_namespace,  Feature::network_namespace,
    Feature::mount_namespace,   Feature::ipc_namespace,   Feature::process_namespace,
    Feature::no_new_privileges, Feature::no_capabilities, Feature::resource_limits,
    Feature::thread_limit,      Feature::landlock,        Feature::system_call_filter};

/// The walls that this system has. Found out at the start by a trial job, not assumed.
class Protection {
 public:
  [[nodiscard]] bool has(Feature feature) const noexcept {
    return features_.at(static_cast<std::size_t>(feature));
  }
  void set(Feature feature, bool on = true) noexcept {
    features_.at(static_cast<std::size_t>(feature)) = on;
  }
  /// Returns the walls that this system lacks.
  [[nodiscard]] std::vector<Feature> missing() const;

  std::uint32_t landlock_abi = 0;  ///< 0: none

 private:
  std::array<bool, kFeatures.size()> features_{};
};

/// Returns a name for operators: "network namespace".
[[nodiscard]] std::string_view to_string(Feature feature) noexcept;

/// Returns whether a decoder under the control of a hostile file can reach neither files nor the
/// network. The filter alone ensures that; every other wall is a second line of defence.
[[nodiscard]] bool is_enough(const Protection& protection) noexcept;

}  // namespace audmg::media::sandbox
