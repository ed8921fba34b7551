// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/runner.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stop_token>
#include <string>
#include <vector>

namespace audmg::conformance {
namespace {

Result<Finding> hold(Scene&) { return Finding{.came = "200"}; }
Result<Finding> differ(Scene&) {
  return Finding{.outcome = Outcome::differs, .came = "500 internal"};
}
Result<Finding> get_no_reply(Scene&) { return fail(ErrorCode::unavailable, "no reply"); }
Result<Finding> need_the_picture(Scene& scene) {
  AUDMG_CHECK(need_upload(scene.picture));
  return Finding{};
}

constexpr std::array kFirst{Check{"a", "200", hold}, Check{"b", "200", differ}};
constexpr std::array kSecond{Check{"c", "200", get_no_reply}, Check{"d", "200", need_the_picture}};
constexpr std::array kGroups{Group{"first", kFirst}, Group{"second", kSecond}};

class RunnerTest : public testing::Test {
 protected:
  std::string run() {
    run_checks(
        kGroups, scene, stop.get_token(), [&](const Entry& entry) { seen += entry.name; }, report);
    std::string text;
    for (const Entry& entry : report.entries) {
      text += entry.group + " " + entry.name + " " + entry.finding.came + "\n";
    }
    return text;
  }

  std::stop_source stop;
  DriveApi api{"http://127.0.0.1:1", "", {}};
  Scene scene = make_scene(api, "conform-1");
  Report report;
  std::string seen;
};

TEST_F(RunnerTest, RunsEveryCheckAndKeepsItsOrder) {
  EXPECT_EQ(run(),
            "first a 200\n"
            "first b 500 internal\n"
            "second c no reply\n"
            "second d the upload of example.jpg before it failed\n");
  EXPECT_EQ(seen, "abcd");
  EXPECT_EQ(report.entries[0].finding.outcome, Outcome::held);
  EXPECT_EQ(report.entries[1].finding.outcome, Outcome::differs);
  EXPECT_EQ(report.entries[2].finding.outcome, Outcome::not_tried);
  EXPECT_EQ(report.entries[3].finding.outcome, Outcome::not_tried);
}

TEST_F(RunnerTest, BeginsNoCheckAfterAStopAndReportsAllOfThem) {
  stop.request_stop();
  EXPECT_EQ(run(),
            "first a interrupted\n"
            "first b interrupted\n"
            "second c interrupted\n"
            "second d interrupted\n");
}

TEST_F(RunnerTest, HasOtherUsersAndOtherBytesEachTime) {
  const Scene other = make_scene(api, "conform-2");
  EXPECT_NE(scene.owner.username, other.owner.username);
  EXPECT_NE(scene.owner.username, scene.stranger.username);
  EXPECT_NE(scene.owner.password, other.owner.password);
  EXPECT_NE(scene.picture.bytes, other.picture.bytes);
  EXPECT_NE(scene.sound.bytes, other.sound.bytes);
  EXPECT_NE(scene.large.bytes, other.large.bytes);
}

}  // namespace
}  // namespace audmg::conformance
