// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/conformance/finding.hpp"
#include "audmg/conformance/scene.hpp"
#include "audmg/core/result.hpp"

#include <span>
#include <string_view>

namespace audmg::conformance {

/// One promise of the contract, and how it is tried.
struct Check {
  std::string_view name;
  std::string_view expected;
  /// An error means that the check was not tried; its message is the reason.
  Result<Finding> (*run)(Scene& scene);
};

struct Group {
  std::string_view name;
  std::span<const Check> checks;
};

// The groups, one file each. Those below use what those above have made.

[[nodiscard]] std::span<const Check> account_checks() noexcept;
[[nodiscard]] std::span<const Check> upload_checks() noexcept;
[[nodiscard]] std::span<const Check> retrieval_checks() noexcept;
[[nodiscard]] std::span<const Check> refusal_checks() noexcept;
[[nodiscard]] std::span<const Check> range_checks() noexcept;
[[nodiscard]] std::span<const Check> search_checks() noexcept;
[[nodiscard]] std::span<const Check> paging_checks() noexcept;
[[nodiscard]] std::span<const Check> trash_checks() noexcept;
[[nodiscard]] std::span<const Check> download_checks() noexcept;
/// Last, because it ends a session.
[[nodiscard]] std::span<const Check> session_checks() noexcept;

}  // namespace audmg::conformance
