// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/gateway_path.hpp"

#include <gtest/gtest.h>

namespace audmg::lambda {
namespace {

TEST(GatewayPath, KeepsAsManySegmentsAsTheTemplateHas) {
  EXPECT_EQ(strip_gateway_prefix("/login", "/login", "", "dev"), "/login");
  EXPECT_EQ(strip_gateway_prefix("/dev/login", "/login", "", "dev"), "/login");
  EXPECT_EQ(strip_gateway_prefix("/base/path/files/7", "/files/{id}", "", ""), "/files/7");
  EXPECT_EQ(strip_gateway_prefix("/base", "/", "", ""), "/");
}

TEST(GatewayPath, IsNotFooledByAStageNamedAsARoute) {
  EXPECT_EQ(strip_gateway_prefix("/files/7", "/files/{id}", "", "files"), "/files/7");
  EXPECT_EQ(strip_gateway_prefix("/files/files/7", "/files/{id}", "", "files"), "/files/7");
}

TEST(GatewayPath, CountsWhatAGreedyParameterStoodFor) {
  EXPECT_EQ(strip_gateway_prefix("/base/files/7/download", "/{proxy+}", "files/7/download", ""),
            "/files/7/download");
  EXPECT_EQ(strip_gateway_prefix("/base/files/7", "/files/{proxy+}", "7", ""), "/files/7");
}

TEST(GatewayPath, TakesAStageOffWhenThereIsNoTemplate) {
  EXPECT_EQ(strip_gateway_prefix("/dev/login", "$default", "", "dev"), "/login");
  EXPECT_EQ(strip_gateway_prefix("/dev", "", "", "dev"), "/");
  EXPECT_EQ(strip_gateway_prefix("/developers", "", "", "dev"), "/developers");
  EXPECT_EQ(strip_gateway_prefix("/login", "", "", "$default"), "/login");
  EXPECT_EQ(strip_gateway_prefix("/login", "", "", ""), "/login");
}

TEST(GatewayPath, TakesOneSlashAtTheEndOff) {
  EXPECT_EQ(strip_gateway_prefix("/v1/files/7/", "/files/{id}", "", ""), "/files/7");
  EXPECT_EQ(strip_gateway_prefix("/login/", "", "", ""), "/login");
  EXPECT_EQ(strip_gateway_prefix("/", "", "", ""), "/");
}

TEST(GatewayPath, LeavesAPathWithFewerSegmentsAsItIs) {
  EXPECT_EQ(strip_gateway_prefix("/7", "/files/{id}", "", ""), "/7");
  EXPECT_EQ(strip_gateway_prefix("", "/files/{id}", "", ""), "");
}

}  // namespace
}  // namespace audmg::lambda
