// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/telemetry/adapters/prometheus/prometheus_metrics.hpp"

#include "audmg/telemetry/adapters/prometheus/process_metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace audmg::telemetry {
namespace {

constexpr std::string_view kOtherFunction = "other";

/// Upper bounds in seconds: from an answer out of memory to a large upload.
const prometheus::Histogram::BucketBoundaries& duration_bounds() {
  static const prometheus::Histogram::BucketBoundaries bounds{
      0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
      0.1,    0.25,    0.5,    1,     2.5,    5,     10,   60,    600};
  return bounds;
}

struct FunctionSeries {
  std::string function;
  prometheus::Counter* invocations;
  prometheus::Counter* errors;
  prometheus::Counter* throttles;
  prometheus::Histogram* duration;
};

prometheus::Counter& add_counter(prometheus::Registry& registry, const std::string& name,
                                 const std::string& help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
}

class PrometheusMetrics final : public Metrics, private Exposition {
 public:
  explicit PrometheusMetrics(std::span<const std::string_view> functions) {
    auto& invocations = prometheus::BuildCounter()
                            .Name("audmg_function_invocations_total")
                            .Help("Requests that a function was asked to answer.")
                            .Register(registry_);
    auto& errors = prometheus::BuildCounter()
                       .Name("audmg_function_errors_total")
                       .Help("Invocations that failed by a fault of the server (5xx).")
                       .Register(registry_);
    auto& throttles = prometheus::BuildCounter()
                          .Name("audmg_function_throttles_total")
                          .Help("Requests refused before the function ran (429, 503).")
                          .Register(registry_);
    auto& duration = prometheus::BuildHistogram()
                         .Name("audmg_function_duration_seconds")
                         .Help("Time from the request's head to the end of the function.")
                         .Register(registry_);
    std::vector<std::string> names(functions.begin(), functions.end());
    names.emplace_back(kOtherFunction);
    std::ranges::sort(names);
    const auto repeated = std::ranges::unique(names);
    names.erase(repeated.begin(), repeated.end());
    for (std::string& name : names) {
      const prometheus::Labels labels{{"function", name}};
      series_.push_back({.function = std::move(name),
                         .invocations = &invocations.Add(labels),
                         .errors = &errors.Add(labels),
                         .throttles = &throttles.Add(labels),
                         .duration = &duration.Add(labels, duration_bounds())});
    }
    prometheus::BuildGauge()
        .Name("audmg_build_info")
        .Help("Always 1; the label tells the version.")
        .Register(registry_)
        .Add({{"version", AUDMG_VERSION}})
        .Set(1);
  }

  void record_invocation(const Invocation& invocation) noexcept override {
    const FunctionSeries& series = find_series(invocation.function);
    series.invocations->Increment();
    if (invocation.error) series.errors->Increment();
    if (invocation.throttle) series.throttles->Increment();
    series.duration->Observe(std::chrono::duration<double>(invocation.duration).count());
  }

  void add_bytes(std::uint64_t received, std::uint64_t sent) noexcept override {
    received_bytes_.Increment(static_cast<double>(received));
    sent_bytes_.Increment(static_cast<double>(sent));
  }

  void set_gauge(std::string_view name, double value) noexcept override {
    try {
      const std::lock_guard lock(gauges_mutex_);
      auto found = gauges_.find(name);
      if (found == gauges_.end()) {
        auto& family =
            prometheus::BuildGauge().Name("audmg_" + std::string(name)).Register(registry_);
        found = gauges_.emplace(name, &family.Add({})).first;
      }
      found->second->Set(value);
    } catch (...) {
      // Out of memory, or a name that Prometheus does not allow: a gauge is missing, nothing else.
    }
  }

  [[nodiscard]] const Exposition* exposition() const noexcept override { return this; }

  [[nodiscard]] std::string text() const override {
    return prometheus::TextSerializer().Serialize(registry_.Collect()) + process_exposition();
  }

 private:
  [[nodiscard]] const FunctionSeries& find_series(std::string_view function) const noexcept {
    const auto found = std::ranges::lower_bound(series_, function, {}, &FunctionSeries::function);
    if (found != series_.end() && found->function == function) return *found;
    return *std::ranges::lower_bound(series_, kOtherFunction, {}, &FunctionSeries::function);
  }

  prometheus::Registry registry_;
  std::vector<FunctionSeries> series_;  // sorted by function, fixed after construction
  prometheus::Counter& received_bytes_ =
      add_counter(registry_, "audmg_http_received_bytes_total", "Bytes of request bodies.");
  prometheus::Counter& sent_bytes_ =
      add_counter(registry_, "audmg_http_sent_bytes_total", "Bytes of response bodies.");
  std::mutex gauges_mutex_;
  std::map<std::string, prometheus::Gauge*, std::less<>> gauges_;
};

}  // namespace

std::unique_ptr<Metrics> make_prometheus_metrics(std::span<const std::string_view> functions) {
  return std::make_unique<PrometheusMetrics>(functions);
}

}  // namespace audmg::telemetry
