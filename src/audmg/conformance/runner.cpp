// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/runner.hpp"

#include <string>
#include <utility>

namespace audmg::conformance {
namespace {

Finding run_check(const Check& check, Scene& scene, const std::stop_token& stop) {
  if (stop.stop_requested()) return {.outcome = Outcome::not_tried, .came = "interrupted"};
  auto finding = check.run(scene);
  if (finding) return *std::move(finding);
  return {.outcome = Outcome::not_tried, .came = std::move(finding).error().message};
}

}  // namespace

void add_entry(Report& report, const ObserveEntry& observe, Entry entry) {
  if (observe) observe(entry);
  report.entries.push_back(std::move(entry));
}

void run_checks(std::span<const Group> groups, Scene& scene, const std::stop_token& stop,
                const ObserveEntry& observe, Report& report) {
  for (const Group& group : groups) {
    for (const Check& check : group.checks) {
      add_entry(report, observe,
                {.group = std::string(group.name),
                 .name = std::string(check.name),
                 .expected = std::string(check.expected),
                 .finding = run_check(check, scene, stop)});
    }
  }
}

}  // namespace audmg::conformance
