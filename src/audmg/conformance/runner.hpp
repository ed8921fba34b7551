// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/conformance/checks.hpp"
#include "audmg/conformance/report.hpp"
#include "audmg/conformance/scene.hpp"

#include <functional>
#include <span>
#include <stop_token>

namespace audmg::conformance {

using ObserveEntry = std::function<void(const Entry&)>;

/// Adds an entry to the report and shows it to the observer, if there is one.
void add_entry(Report& report, const ObserveEntry& observe, Entry entry);

/// Runs the checks of all groups in their order and adds an entry for each. Once there is a stop
/// request no check begins; those left out become entries that were not tried, so that every report
/// has the same checks.
void run_checks(std::span<const Group> groups, Scene& scene, const std::stop_token& stop,
                const ObserveEntry& observe, Report& report);

}  // namespace audmg::conformance
