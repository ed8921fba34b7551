// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/conformance/finding.hpp"
#include "audmg/core/clock.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace audmg::conformance {

/// One check with its outcome.
struct Entry {
  std::string group;
  std::string name;
  /// The promise of the contract, in the same words for both homes.
  std::string expected;
  Finding finding;
};

enum class Verdict {
  conforms,
  differs,    ///< at least one check differs
  not_tried,  ///< nothing differs, but something could not be tried
};

/// Everything that a run found out about a drive.
struct Report {
  std::string url;
  TimePoint started_at{};
  TimePoint ended_at{};
  std::vector<Entry> entries{};
  /// Why the run could not begin or did not go on; "" when it did.
  std::string obstacle{};
  /// Sentences about what the run left on the drive.
  std::vector<std::string> remains{};
};

[[nodiscard]] Verdict verdict_of(const Report& report) noexcept;
[[nodiscard]] std::size_t count_of(const Report& report, Outcome outcome) noexcept;

/// Returns the report for programs: one JSON object.
[[nodiscard]] std::string report_to_json(const Report& report);

/// Returns three lines for people: the check, what was expected, what came.
[[nodiscard]] std::string entry_text(const Entry& entry);
/// Returns the lines after the last check: counts, and what remains.
[[nodiscard]] std::string summary_text(const Report& report);

}  // namespace audmg::conformance
