// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/protection.hpp"

namespace audmg::media::sandbox {

std::vector<Feature> Protection::missing() const {
  std::vector<Feature> features;
  for (const Feature feature : kFeatures) {
    if (!has(feature)) features.push_back(feature);
  }
  return features;
}

std::string_view to_string(Feature feature) noexcept {
  switch (feature) {
    case Feature::other_user:
      return "own user";
    case Feature::user_namespace:
      return "user namespace";
    case Feature::network_namespace:
      return "network namespace";
    case Feature::mount_namespace:
      return "mount namespace";
    case Feature::ipc_namespace:
      return "IPC namespace";
    case Feature::process_namespace:
      return "process namespace";
    case Feature::no_new_privileges:
      return "no new privileges";
    case Feature::no_capabilities:
      return "no capabilities";
    case Feature::resource_limits:
      return "resource limits";
    case Feature::thread_limit:
      return "thread limit";
    case Feature::landlock:
      return "Landlock";
    case Feature::system_call_filter:
      return "system call filter";
  }
  return "";
}

bool is_enough(const Protection& protection) noexcept {
  return protection.has(Feature::system_call_filter);
}

}  // namespace audmg::media::sandbox
