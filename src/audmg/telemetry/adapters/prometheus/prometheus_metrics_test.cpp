// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/telemetry/adapters/prometheus/prometheus_metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace audmg::telemetry {
namespace {

using std::chrono_literals::operator""ms;
using testing::HasSubstr;
using testing::Not;

constexpr std::array<std::string_view, 2> kFunctions{"upload", "login"};

/// Names after "# TYPE", each with its type.
std::set<std::string> types(const std::string& exposition) {
  std::set<std::string> found;
  std::size_t begin = 0;
  while ((begin = exposition.find("# TYPE ", begin)) != std::string::npos) {
    begin += 7;
    found.insert(exposition.substr(begin, exposition.find('\n', begin) - begin));
  }
  return found;
}

TEST(PrometheusMetrics, HasTheNamesThatDashboardsRelyOn) {
  const auto metrics = make_prometheus_metrics(kFunctions);
  metrics->set_gauge("connections", 1);
  EXPECT_THAT(
      types(metrics->exposition()->text()),
      testing::UnorderedElementsAre(
          "audmg_function_invocations_total counter", "audmg_function_errors_total counter",
          "audmg_function_throttles_total counter", "audmg_function_duration_seconds histogram",
          "audmg_http_received_bytes_total counter", "audmg_http_sent_bytes_total counter",
          "audmg_connections gauge", "audmg_build_info gauge", "process_cpu_seconds_total counter",
          "process_resident_memory_bytes gauge", "process_open_fds gauge",
          "process_max_fds gauge"));
}

TEST(PrometheusMetrics, ShowsEveryFunctionFromTheStart) {
  const std::string text = make_prometheus_metrics(kFunctions)->exposition()->text();
  for (const std::string function : {"upload", "login", "other"}) {
    EXPECT_THAT(text,
                HasSubstr("audmg_function_invocations_total{function=\"" + function + "\"} 0\n"));
    EXPECT_THAT(text, HasSubstr("audmg_function_errors_total{function=\"" + function + "\"} 0\n"));
    EXPECT_THAT(text,
                HasSubstr("audmg_function_throttles_total{function=\"" + function + "\"} 0\n"));
  }
}

TEST(PrometheusMetrics, CountsInvocationsErrorsThrottlesAndDuration) {
  const auto metrics = make_prometheus_metrics(kFunctions);
  metrics->record_invocation({.function = "upload", .duration = 20ms});
  metrics->record_invocation({.function = "upload", .duration = 300ms, .error = true});
  metrics->record_invocation({.function = "upload", .duration = 0ms, .throttle = true});
  const std::string text = metrics->exposition()->text();
  EXPECT_THAT(text, HasSubstr("audmg_function_invocations_total{function=\"upload\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("audmg_function_errors_total{function=\"upload\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("audmg_function_throttles_total{function=\"upload\"} 1\n"));
  EXPECT_THAT(
      text,
      HasSubstr("audmg_function_duration_seconds_bucket{function=\"upload\",le=\"0.01\"} 1\n"));
  EXPECT_THAT(
      text,
      HasSubstr("audmg_function_duration_seconds_bucket{function=\"upload\",le=\"0.025\"} 2\n"));
  EXPECT_THAT(
      text,
      HasSubstr("audmg_function_duration_seconds_bucket{function=\"upload\",le=\"+Inf\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("audmg_function_invocations_total{function=\"login\"} 0\n"));
}

TEST(PrometheusMetrics, MakesNoSeriesForNamesItWasNotTold) {
  const auto metrics = make_prometheus_metrics(kFunctions);
  metrics->record_invocation({.function = "x\"}\nevil 1"});
  const std::string text = metrics->exposition()->text();
  EXPECT_THAT(text, HasSubstr("audmg_function_invocations_total{function=\"other\"} 1\n"));
  EXPECT_THAT(text, Not(HasSubstr("evil")));
}

TEST(PrometheusMetrics, AddsBytesAndSetsGauges) {
  const auto metrics = make_prometheus_metrics(kFunctions);
  metrics->add_bytes(10, 20);
  metrics->add_bytes(1, 2);
  metrics->set_gauge("connections", 7);
  metrics->set_gauge("connections", 3);
  metrics->set_gauge("not a name", 1);
  const std::string text = metrics->exposition()->text();
  EXPECT_THAT(text, HasSubstr("audmg_http_received_bytes_total 11\n"));
  EXPECT_THAT(text, HasSubstr("audmg_http_sent_bytes_total 22\n"));
  EXPECT_THAT(text, HasSubstr("audmg_connections 3\n"));
  EXPECT_THAT(text, Not(HasSubstr("not a name")));
}

TEST(PrometheusMetrics, CountsFromManyThreads) {
  constexpr int kThreads = 4;
  constexpr int kEach = 2000;
  const auto metrics = make_prometheus_metrics(kFunctions);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < kEach; ++i) {
        metrics->record_invocation({.function = "login", .duration = 1ms});
        metrics->set_gauge("connections", i);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(metrics->exposition()->text(),
              HasSubstr("audmg_function_invocations_total{function=\"login\"} 8000\n"));
}

}  // namespace
}  // namespace audmg::telemetry
