// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/telemetry/adapters/emf/emf_metrics.hpp"

#include "audmg/lib/json/document.hpp"
#include "doubles/manual_clock.hpp"

#include <gtest/gtest.h>

#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

namespace audmg::telemetry {
namespace {

class EmfMetricsTest : public testing::Test {
 protected:
  ~EmfMetricsTest() override { ::close(file_); }

  std::vector<json::Value> lines() const {
    std::string all(1 << 16, '\0');
    all.resize(static_cast<std::size_t>(::pread(file_, all.data(), all.size(), 0)));
    std::vector<json::Value> found;
    for (std::size_t begin = 0; begin < all.size();) {
      const std::size_t end = all.find('\n', begin);
      auto document = json::parse(all.substr(begin, end - begin), {});
      EXPECT_TRUE(document) << all;
      if (document) found.push_back(*std::move(document));
      begin = end + 1;
    }
    return found;
  }

  int file_ = ::memfd_create("emf", 0);
  ManualClock clock_;
  const std::unique_ptr<Metrics> metrics_ =
      make_emf_metrics({.descriptor = file_, .stage = "test"}, clock_);
};

const json::Value& at(const json::Value& value, std::string_view name) {
  const json::Value* const found = value.find(name);
  static const json::Value kNothing;
  EXPECT_NE(found, nullptr) << name;
  return found != nullptr ? *found : kNothing;
}

/// What the specification demands of every line: the metadata, and that each metric and dimension
/// that it names is a member of the line with the right type.
void expect_valid(const json::Value& line) {
  const json::Value& aws = at(line, "_aws");
  EXPECT_TRUE(at(aws, "Timestamp").as_number());
  const auto* const directives = at(aws, "CloudWatchMetrics").as_array();
  ASSERT_TRUE(directives != nullptr && directives->size() == 1);
  const json::Value& directive = directives->front();
  ASSERT_NE(at(directive, "Namespace").as_string(), nullptr);
  EXPECT_EQ(*at(directive, "Namespace").as_string(), "AudmgDrive");
  const auto* const sets = at(directive, "Dimensions").as_array();
  ASSERT_TRUE(sets != nullptr && sets->size() == 1);
  for (const json::Value& dimension : *sets->front().as_array()) {
    EXPECT_NE(at(line, *dimension.as_string()).as_string(), nullptr);
  }
  const auto* const metrics = at(directive, "Metrics").as_array();
  ASSERT_NE(metrics, nullptr);
  EXPECT_LE(metrics->size(), 100U);
  for (const json::Value& metric : *metrics) {
    ASSERT_NE(at(metric, "Name").as_string(), nullptr);
    EXPECT_NE(at(metric, "Unit").as_string(), nullptr);
    EXPECT_TRUE(at(line, *at(metric, "Name").as_string()).as_number()) << "no value";
  }
}

TEST_F(EmfMetricsTest, AnInvocationIsOneLine) {
  metrics_->add_bytes(10, 20);
  metrics_->record_invocation(
      {.function = "upload", .duration = std::chrono::milliseconds(250), .error = true});
  const auto all = lines();
  ASSERT_EQ(all.size(), 1U);
  expect_valid(all[0]);
  EXPECT_EQ(*at(all[0], "function").as_string(), "upload");
  EXPECT_EQ(*at(all[0], "stage").as_string(), "test");
  EXPECT_EQ(at(all[0], "audmg_function_errors_total").as_number(), 1);
  EXPECT_EQ(at(all[0], "audmg_function_throttles_total").as_number(), 0);
  EXPECT_EQ(at(all[0], "audmg_function_duration_seconds").as_number(), 0.25);
}

TEST_F(EmfMetricsTest, BytesGoAlongOnce) {
  metrics_->add_bytes(10, 20);
  metrics_->add_bytes(1, 2);
  metrics_->record_invocation({.function = "a"});
  metrics_->record_invocation({.function = "b"});
  const auto all = lines();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(at(all[0], "audmg_http_received_bytes_total").as_number(), 11);
  EXPECT_EQ(at(all[0], "audmg_http_sent_bytes_total").as_number(), 22);
  EXPECT_EQ(at(all[1], "audmg_http_sent_bytes_total").as_number(), 0);
}

TEST_F(EmfMetricsTest, GaugesHaveTheirNames) {
  metrics_->set_gauge("queue_media_dead", 3);
  const auto all = lines();
  ASSERT_EQ(all.size(), 1U);
  expect_valid(all[0]);
  EXPECT_EQ(at(all[0], "audmg_queue_media_dead").as_number(), 3);
  EXPECT_EQ(metrics_->exposition(), nullptr);
}

}  // namespace
}  // namespace audmg::telemetry
