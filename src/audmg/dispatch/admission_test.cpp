// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/admission.hpp"

#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace audmg::dispatch {
namespace {

using functions::Route;
using functions::routes;

class AdmissionTest : public functions::DriveTest {
 protected:
  /// Returns the number of `attempts` that are let through.
  int admitted(std::string_view function, int attempts, const std::string& address,
               const http::Principal* who = nullptr) {
    const auto route = std::ranges::find(routes(), function, &Route::function);
    http::Request request;
    request.client_address = address;
    if (who != nullptr) request.principal = *who;
    int count = 0;
    for (int i = 0; i < attempts; ++i) {
      const auto within = check_rate_limit(*route, request, drive.services);
      if (within) {
        ++count;
        continue;
      }
      const auto& problem = std::get<http::Problem>(within.error());
      EXPECT_EQ(problem.status, 429);
      EXPECT_GT(problem.retry_after_seconds, 0);
    }
    return count;
  }
};

TEST_F(AdmissionTest, LimitsByAddress) {
  EXPECT_EQ(admitted("login", 400, "2001:db8::1"), 300);
  EXPECT_EQ(admitted("signup", 400, "2001:db8::2"), 0) << "the same /56";
  EXPECT_EQ(admitted("refresh", 400, "192.0.2.4"), 300);
  EXPECT_EQ(admitted("refresh", 400, "::ffff:192.0.2.4"), 0);
}

TEST_F(AdmissionTest, LimitsUsersWhereverTheyAre) {
  const http::Principal ada = drive.add_user("ada");
  const http::Principal eve = drive.add_user("eve");
  EXPECT_EQ(admitted("retrieve", 200, "192.0.2.1", &ada), 200);
  EXPECT_EQ(admitted("get_file", 200, "192.0.2.2", &ada), 100);
  EXPECT_EQ(admitted("retrieve", 200, "192.0.2.1", &eve), 200) << "another user, same address";
  drive.clock.advance(std::chrono::seconds(10));
  EXPECT_EQ(admitted("retrieve", 400, "192.0.2.1", &ada), 300);
}

TEST_F(AdmissionTest, LetsProbesThrough) {
  EXPECT_EQ(admitted("livez", 1000, "192.0.2.1"), 1000);
  EXPECT_EQ(admitted("readyz", 1000, "192.0.2.1"), 1000);
}

TEST(ScopesTest, OpenTheRoutesThatNeedThem) {
  const auto verdict = [](const Route& route, std::string scopes) {
    http::Request request;
    request.principal = http::Principal{
        .user = {}, .username = "ada", .token_expires_at = {}, .scopes = std::move(scopes)};
    const auto outcome = check_scope(route, request);
    return outcome ? std::string("good") : std::get<http::Problem>(outcome.error()).code;
  };
  for (const Route& route : routes()) {
    SCOPED_TRACE(route.function);
    const std::string needed(functions::to_string(route.scope));
    EXPECT_EQ(verdict(route, ""), "good") << "a log-in opens everything";
    for (const std::string scope : {"read", "upload", "edit", "delete"}) {
      EXPECT_EQ(verdict(route, scope), scope == needed ? "good" : "insufficient_scope") << scope;
    }
    EXPECT_EQ(verdict(route, "delete edit read upload"),
              needed.empty() ? "insufficient_scope" : "good");
    // Parts of words, and words of nobody, open nothing.
    for (const std::string scope : {"rea", "reading", "session", "READ", " "}) {
      EXPECT_EQ(verdict(route, scope), "insufficient_scope") << scope;
    }
    EXPECT_TRUE(check_scope(route, http::Request{})) << "without a caller";
  }
}

}  // namespace
}  // namespace audmg::dispatch
