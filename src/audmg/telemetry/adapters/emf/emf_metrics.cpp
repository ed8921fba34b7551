// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/telemetry/adapters/emf/emf_metrics.hpp"

#include "audmg/lib/json/writer.hpp"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace audmg::telemetry {
namespace {

struct Sample {
  std::string name;
  std::string_view unit;
  double value = 0;
};

class EmfMetrics final : public Metrics {
 public:
  EmfMetrics(EmfOptions options, const Clock& clock)
      : options_(std::move(options)), clock_(clock) {}

  void record_invocation(const Invocation& invocation) noexcept override {
    const double seconds = std::chrono::duration<double>(invocation.duration).count();
    write({{"audmg_function_invocations_total", "Count", 1},
           {"audmg_function_errors_total", "Count", invocation.error ? 1.0 : 0.0},
           {"audmg_function_throttles_total", "Count", invocation.throttle ? 1.0 : 0.0},
           {"audmg_function_duration_seconds", "Seconds", seconds},
           {"audmg_http_received_bytes_total", "Bytes", static_cast<double>(received_.exchange(0))},
           {"audmg_http_sent_bytes_total", "Bytes", static_cast<double>(sent_.exchange(0))}},
          invocation.function);
  }

  void add_bytes(std::uint64_t received, std::uint64_t sent) noexcept override {
    received_ += received;
    sent_ += sent;
  }

  void set_gauge(std::string_view name, double value) noexcept override {
    write({{"audmg_" + std::string(name), "None", value}}, {});
  }

 private:
  void write(const std::vector<Sample>& samples, std::string_view function) noexcept {
    try {
      write_line(line(samples, function));
    } catch (...) {
      // Out of memory: the sample is lost, the request is not.
    }
  }

  [[nodiscard]] std::string line(const std::vector<Sample>& samples,
                                 std::string_view function) const {
    json::Writer json;
    json.begin_object().key("_aws").begin_object();
    json.field("Timestamp", std::int64_t{clock_.now().time_since_epoch().count()});
    json.key("CloudWatchMetrics").begin_array().begin_object();
    json.field("Namespace", options_.name_space);
    json.key("Dimensions").begin_array().begin_array().value("stage").end_array().end_array();
    json.key("Metrics").begin_array();
    for (const Sample& sample : samples) {
      json.begin_object().field("Name", sample.name).field("Unit", sample.unit).end_object();
    }
    json.end_array().end_object().end_array().end_object();
    json.field("stage", options_.stage);
    if (!function.empty()) json.field("function", function);
    for (const Sample& sample : samples) json.field(sample.name, sample.value);
    json.end_object();
    return std::move(json).take() + '\n';
  }

  void write_line(const std::string& text) {
    const std::scoped_lock lock(mutex_);
    std::string_view rest = text;
    while (!rest.empty()) {
      const ssize_t count = ::write(options_.descriptor, rest.data(), rest.size());
      if (count < 0 && errno != EINTR) return;
      if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  const EmfOptions options_;
  const Clock& clock_;
  std::mutex mutex_;
  std::atomic<std::uint64_t> received_ = 0;
  std::atomic<std::uint64_t> sent_ = 0;
};

}  // namespace

std::unique_ptr<Metrics> make_emf_metrics(EmfOptions options, const Clock& clock) {
  return std::make_unique<EmfMetrics>(std::move(options), clock);
}

}  // namespace audmg::telemetry
