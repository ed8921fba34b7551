// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/report.hpp"

#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace audmg::conformance {
namespace {

std::string_view word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::conforms:
      return "conforms";
    case Verdict::differs:
      return "differs";
    case Verdict::not_tried:
      return "not_tried";
  }
  return {};
}

std::string_view word_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::held:
      return "held";
    case Outcome::differs:
      return "differs";
    case Outcome::not_tried:
      return "not_tried";
  }
  return {};
}

std::string_view mark_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::held:
      return "ok       ";
    case Outcome::differs:
      return "DIFFERS  ";
    case Outcome::not_tried:
      return "not tried";
  }
  return {};
}

void write_entry(json::Writer& json, const Entry& entry) {
  json.begin_object()
      .field("group", entry.group)
      .field("check", entry.name)
      .field("outcome", word_of(entry.finding.outcome))
      .field("expected", entry.expected)
      .field("came", entry.finding.came)
      .end_object();
}

}  // namespace

std::size_t count_of(const Report& report, Outcome outcome) noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(
      report.entries, [&](const Entry& entry) { return entry.finding.outcome == outcome; }));
}

Verdict verdict_of(const Report& report) noexcept {
  if (count_of(report, Outcome::differs) > 0) return Verdict::differs;
  const bool all_tried = report.obstacle.empty() && !report.entries.empty() &&
                         count_of(report, Outcome::not_tried) == 0;
  return all_tried ? Verdict::conforms : Verdict::not_tried;
}

std::string report_to_json(const Report& report) {
  json::Writer json;
  json.begin_object()
      .field("url", report.url)
      .field("startedAt", format_rfc3339(report.started_at))
      .field("endedAt", format_rfc3339(report.ended_at))
      .field("verdict", word_of(verdict_of(report)))
      .field("held", count_of(report, Outcome::held))
      .field("differs", count_of(report, Outcome::differs))
      .field("notTried", count_of(report, Outcome::not_tried));
  if (!report.obstacle.empty()) json.field("obstacle", report.obstacle);
  json.key("checks").begin_array();
  for (const Entry& entry : report.entries) write_entry(json, entry);
  json.end_array().key("remains").begin_array();
  for (const std::string& sentence : report.remains) json.value(sentence);
  json.end_array().end_object();
  return std::move(json).take() + "\n";
}

std::string entry_text(const Entry& entry) {
  return fmt::format("{}  {}: {}\n           expected  {}\n           {}  {}\n",
                     mark_of(entry.finding.outcome), entry.group, entry.name, entry.expected,
                     entry.finding.outcome == Outcome::not_tried ? "because " : "came    ",
                     entry.finding.came);
}

std::string summary_text(const Report& report) {
  std::string text;
  if (!report.entries.empty()) {
    text += fmt::format("\n{} checks: {} held, {} differ, {} not tried\n", report.entries.size(),
                        count_of(report, Outcome::held), count_of(report, Outcome::differs),
                        count_of(report, Outcome::not_tried));
  }
  for (const std::string& sentence : report.remains) text += sentence + "\n";
  return text;
}

}  // namespace audmg::conformance
