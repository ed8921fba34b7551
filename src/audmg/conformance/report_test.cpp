// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/report.hpp"

#include <gtest/gtest.h>

namespace audmg::conformance {
namespace {

Entry entry(Outcome outcome, std::string came = "200 {token}") {
  return {.group = "accounts",
          .name = "POST /login",
          .expected = "200 with a token",
          .finding = {.outcome = outcome, .came = std::move(came)}};
}

Report report_of(std::vector<Entry> entries, std::string obstacle = {}) {
  return {.url = "https://drive.example.org",
          .started_at = *parse_date_time("2026-01-31T10:00:00Z"),
          .ended_at = *parse_date_time("2026-01-31T10:00:09Z"),
          .entries = std::move(entries),
          .obstacle = std::move(obstacle)};
}

TEST(ConformanceReport, ConformsWhenEverythingHeld) {
  EXPECT_EQ(verdict_of(report_of({entry(Outcome::held)})), Verdict::conforms);
}

TEST(ConformanceReport, DiffersWhateverElseWasNotTried) {
  const Report report = report_of(
      {entry(Outcome::held), entry(Outcome::not_tried), entry(Outcome::differs)}, "interrupted");
  EXPECT_EQ(verdict_of(report), Verdict::differs);
}

TEST(ConformanceReport, WasNotTriedWhenSomethingIsMissing) {
  EXPECT_EQ(verdict_of(report_of({})), Verdict::not_tried);
  EXPECT_EQ(verdict_of(report_of({entry(Outcome::held), entry(Outcome::not_tried)})),
            Verdict::not_tried);
  EXPECT_EQ(verdict_of(report_of({entry(Outcome::held)}, "interrupted")), Verdict::not_tried);
}

TEST(ConformanceReport, IsJsonForPrograms) {
  Report report = report_of({entry(Outcome::held), entry(Outcome::differs, "500 internal")});
  report.remains = {"The audit log keeps its lines."};
  EXPECT_EQ(
      report_to_json(report),
      R"({"url":"https://drive.example.org","startedAt":"2026-01-31T10:00:00.000Z",)"
      R"("endedAt":"2026-01-31T10:00:09.000Z","verdict":"differs","held":1,"differs":1,"notTried":0,)"
      R"("checks":[{"group":"accounts","check":"POST /login","outcome":"held",)"
      R"("expected":"200 with a token","came":"200 {token}"},)"
      R"({"group":"accounts","check":"POST /login","outcome":"differs",)"
      R"("expected":"200 with a token","came":"500 internal"}],)"
      R"("remains":["The audit log keeps its lines."]})"
      "\n");
}

TEST(ConformanceReport, SaysWhyNothingWasTried) {
  EXPECT_NE(report_to_json(report_of({}, "sign up first")).find(R"("obstacle":"sign up first")"),
            std::string::npos);
}

TEST(ConformanceReport, IsTextForPeople) {
  EXPECT_EQ(entry_text(entry(Outcome::differs, "500 internal")),
            "DIFFERS    accounts: POST /login\n"
            "           expected  200 with a token\n"
            "           came      500 internal\n");
  EXPECT_EQ(entry_text(entry(Outcome::not_tried, "no reply")),
            "not tried  accounts: POST /login\n"
            "           expected  200 with a token\n"
            "           because   no reply\n");
  EXPECT_EQ(summary_text(report_of({entry(Outcome::held), entry(Outcome::differs)})),
            "\n2 checks: 1 held, 1 differ, 0 not tried\n");
}

}  // namespace
}  // namespace audmg::conformance
