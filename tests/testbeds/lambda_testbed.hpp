// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/number.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/identity/access_tokens.hpp"
#include "audmg/lambda/deployment.hpp"
#include "audmg/lambda/handlers.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "testbeds/drive_testbed.hpp"
#include "testbeds/lambda_events.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::lambda {

class CountingMetrics final : public telemetry::Metrics {
 public:
  struct Call {
    std::string function;
    bool error = false;
    bool throttle = false;
  };

  void record_invocation(const telemetry::Invocation& invocation) noexcept override {
    calls.push_back({std::string(invocation.function), invocation.error, invocation.throttle});
  }
  void add_bytes(std::uint64_t, std::uint64_t) noexcept override {}
  void set_gauge(std::string_view name, double value) noexcept override {
    gauges[std::string(name)] = value;
  }

  std::vector<Call> calls;
  std::map<std::string, double> gauges;
};

/// Brings messages that the test received from a queue in SQLite, as Lambda brings those of SQS.
class SqliteDelivery final : public queue::MessageDelivery {
 public:
  explicit SqliteDelivery(queue::MessageQueue& queue) : queue_(queue) {}

  Result<queue::Message> read(const queue::DeliveredMessage& delivered) override {
    return queue::Message{.message_id = std::string(delivered.message_id),
                          .body = std::string(delivered.body),
                          .group_id = std::string(delivered.group),
                          .receipt_handle = std::string(delivered.receipt_handle),
                          .receive_count = delivered.receive_count,
                          .sent_at = TimePoint(std::chrono::milliseconds(
                              parse_whole<std::int64_t>(delivered.sent_at).value_or(0)))};
  }
  Result<void> take_lease(const queue::Message& message,
                          std::chrono::milliseconds timeout) override {
    return queue_.change_message_visibility(message.receipt_handle, timeout);
  }

 private:
  queue::MessageQueue& queue_;
};

/// A complete drive in a temporary folder, as a deployment.
class DriveDeployment final : public Deployment {
 public:
  const functions::Services& services() const noexcept override { return drive.services; }
  const functions::MediaServices* media() const noexcept override { return with_media; }
  telemetry::Metrics& metrics() noexcept override { return counted; }
  const LambdaOptions& options() const noexcept override { return chosen; }
  JobQueue job_queue(std::string_view) noexcept override { return {*queue, delivery}; }
  void end_calls_at(TimePoint end) noexcept override { calls_end_at = end; }
  Result<void> recover_abandoned() override {
    ++recovered;
    return recover_outcome;
  }

  functions::Drive drive;
  const std::unique_ptr<queue::SqliteMessageQueue> queue = *queue::make_sqlite_message_queue(
      drive.connections(), std::string(functions::kMediaQueue), drive.clock);
  SqliteDelivery delivery{*queue};
  TimePoint calls_end_at;
  CountingMetrics counted;
  LambdaOptions chosen{.cors_origins = {"https://drive.example.org"}};
  const functions::MediaServices* with_media = nullptr;
  int recovered = 0;
  Result<void> recover_outcome;
};

class LambdaTest : public testing::Test {
 protected:
  InvocationResult invoke(Function& function, std::string event) {
    Invocation invocation{.request_id = "invocation-1",
                          .deadline = drive().clock.now() + std::chrono::seconds(30),
                          .trace_id = "Root=1-a-b",
                          .event = std::move(event)};
    return function.handle(invocation);
  }
  InvocationResult invoke(std::string_view handler, std::string event) {
    const auto function = make_function(handler, deployment);
    EXPECT_NE(function, nullptr) << handler;
    return invoke(*function, std::move(event));
  }

  functions::Drive& drive() { return deployment.drive; }
  /// Returns "Bearer <token>" of a session in the records.
  std::string authorization(const http::Principal& who) {
    const auto token = drive().services.access_tokens.issue(
        {who.user, who.session, who.username, who.token_expires_at});
    EXPECT_TRUE(token);
    return "Bearer " + token.value_or("");
  }

  DriveDeployment deployment;
};

}  // namespace audmg::lambda
