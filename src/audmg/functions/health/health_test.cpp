// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::functions {
namespace {

class HealthTest : public functions::DriveTest {};

TEST_F(HealthTest, SaysHowItIs) {
  EXPECT_EQ(call(Call{.function = "livez"}).text("status"), "ok");
  EXPECT_EQ(call(Call{.function = "readyz"}).text("status"), "ok");
  drive.failures.fail_always(ErrorCode::unavailable);
  EXPECT_EQ(call(Call{.function = "readyz"}).verdict(), "503 not_ready");
  EXPECT_EQ(call(Call{.function = "livez"}).status, 200) << "alive all the same";
  drive.failures.stop_failing();
  drive.services.readiness.draining = true;
  EXPECT_EQ(call(Call{.function = "readyz"}).verdict(), "503 not_ready");
  EXPECT_EQ(call(Call{.function = "livez"}).status, 200);
}

TEST_F(HealthTest, SaysWhyUploadsCannotBeTaken) {
  drive.failures.fail_always(ErrorCode::out_of_space);
  EXPECT_EQ(call(Call{.function = "readyz"}).text("message"),
            "Uploads cannot be taken: the disk is full.");
  drive.failures.stop_failing();
  drive.services.readiness.database_takes_writes = [] { return false; };
  EXPECT_EQ(call(Call{.function = "readyz"}).verdict(), "503 not_ready");
}

TEST_F(HealthTest, ServesTheOpenApiDocument) {
  const Answer answer = call(Call{.function = "openapi"});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.text("openapi"), "3.1.0");
  EXPECT_NE(answer.body.find("paths")->find("/signup"), nullptr);
}

}  // namespace
}  // namespace audmg::functions
