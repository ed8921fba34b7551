// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/status_server.hpp"

#include "testbeds/http_client.hpp"
#include "testbeds/server_testbed.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace audmg::server {
namespace {

class StatusServerTest : public testing::Test {
 protected:
  StatusServerTest() { EXPECT_TRUE(status_.start({"127.0.0.1", 0})); }

  Answer get(const std::string& path) { return Client(status_.port()).get(path); }

  Testbed bed_;
  StatusServer status_{*bed_.services, *bed_.metrics};
};

TEST_F(StatusServerTest, TellsOfItsProcessAndOfNothingElse) {
  EXPECT_EQ(get("/livez").body, R"({"status":"ok"})");
  EXPECT_EQ(get("/readyz").body, R"({"status":"ok"})");
  EXPECT_NE(get("/metrics").body.find("audmg_function_invocations_total"), std::string::npos);
  for (const std::string path : {"/", "/me", "/openapi.json", "/signup", "/metrics/"}) {
    EXPECT_EQ(get(path).status, 404) << path;
  }
}

TEST_F(StatusServerTest, SaysThatItsProcessEnds) {
  bed_.services->readiness.draining = true;
  const auto answer = get("/readyz");
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find("not_ready"), std::string::npos);
  EXPECT_EQ(get("/livez").status, 200);
}

TEST_F(StatusServerTest, EndsWhileWatchersAreConnected) {
  Client silent(status_.port());
  std::vector<std::jthread> asking;
  for (int i = 0; i < 8; ++i) {
    asking.emplace_back([this] { EXPECT_GE(get("/readyz").status, 200); });
  }
  asking.clear();
  status_.stop();
  status_.stop();
}

TEST(StatusServer, SaysWhichAddressIsTaken) {
  Testbed bed;
  StatusServer status(*bed.services, *bed.metrics);
  const auto started = status.start({"127.0.0.1", bed.server->port()});
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, ErrorCode::unavailable);
  EXPECT_NE(started.error().message.find(std::to_string(bed.server->port())), std::string::npos);
}

}  // namespace
}  // namespace audmg::server
