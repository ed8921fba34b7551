// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/error_code.hpp"
#include "doubles/sqlite_queue_harness.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace audmg::queue {
namespace {

constexpr ErrorCode kAllCodes[] = {ErrorCode::invalid_argument, ErrorCode::not_found,
                                   ErrorCode::already_exists,   ErrorCode::conflict,
                                   ErrorCode::too_large,        ErrorCode::out_of_space,
                                   ErrorCode::unavailable,      ErrorCode::deadline_exceeded,
                                   ErrorCode::corrupt,          ErrorCode::internal};

struct Call {
  std::string name;
  std::function<std::optional<ErrorCode>(FailingQueueHarness&)> make;
};

/// Every method of both ports.
std::vector<Call> all_calls() {
  const std::chrono::milliseconds second{1000};
  const std::chrono::milliseconds none{0};
  return {
      {"send_message",
       [=](auto& h) { return error_code(h.queue().send_message({"body", "ada", none})); }},
      {"receive_message",
       [=](auto& h) { return error_code(h.queue().receive_message({1, second, none}, {})); }},
      {"delete_message", [](auto& h) { return error_code(h.queue().delete_message("none")); }},
      {"change_message_visibility",
       [=](auto& h) {
         return error_code(h.queue().change_message_visibility("none", second, ""));
       }},
      {"get_queue_attributes",
       [](auto& h) { return error_code(h.queue().get_queue_attributes()); }},
      {"list_messages", [](auto& h) { return error_code(h.administration().list_messages({})); }},
      {"find_message", [](auto& h) { return error_code(h.administration().find_message("x")); }},
      {"retry_message", [](auto& h) { return error_code(h.administration().retry_message("x")); }},
      {"redrive", [](auto& h) { return error_code(h.administration().redrive()); }},
      {"set_paused", [](auto& h) { return error_code(h.administration().set_paused(true)); }},
      {"is_paused", [](auto& h) { return error_code(h.administration().is_paused()); }},
  };
}

TEST(FailingQueue, EveryCallFailsWithEveryCodeAndReachesNothing) {
  FailingQueueHarness harness;
  const auto writes = harness.database().statistics().writes;
  for (const Call& call : all_calls()) {
    for (const ErrorCode code : kAllCodes) {
      harness.plan().fail_always(code);
      EXPECT_EQ(call.make(harness), code) << call.name;
      EXPECT_EQ(call.make(harness), code) << call.name;
    }
  }
  EXPECT_EQ(harness.database().statistics().writes, writes);
}

TEST(FailingQueue, AFailureOnceLeavesTheNextCallAlone) {
  for (const Call& call : all_calls()) {
    FailingQueueHarness untouched;
    const auto expected = call.make(untouched);
    FailingQueueHarness harness;
    harness.plan().fail_once(ErrorCode::too_large);
    EXPECT_EQ(call.make(harness), ErrorCode::too_large) << call.name;
    EXPECT_EQ(call.make(harness), expected) << call.name;
  }
}

}  // namespace
}  // namespace audmg::queue
