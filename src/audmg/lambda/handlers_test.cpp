// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/handlers.hpp"

#include "testbeds/lambda_testbed.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string_view>

namespace audmg::lambda {
namespace {

TEST(Handlers, ServeEachRouteOnce) {
  std::map<std::string_view, int> served;
  for (const HttpHandler& handler : http_handlers()) {
    for (const std::string_view function : handler.functions) ++served[function];
  }
  for (const functions::Route& route : functions::routes()) {
    EXPECT_EQ(served[route.function], 1) << route.function;
  }
  EXPECT_EQ(served.size(), functions::routes().size()) << "a handler names what is no route";
}

TEST(Handlers, HaveTheNamesOfTheProjectFromItsBeginning) {
  for (const std::string_view name : {"signup", "login", "authValidator", "upload", "retrieve"}) {
    EXPECT_TRUE(is_handler(name)) << name;
  }
}

TEST(Handlers, AreMadeExactlyForTheNamesThatAreKnown) {
  DriveDeployment deployment;
  for (const std::string_view name : {"signup", "login", "authValidator", "upload", "retrieve",
                                      "status", "api", "media", "notifier", "sweep"}) {
    EXPECT_TRUE(is_handler(name)) << name;
    EXPECT_NE(make_function(name, deployment), nullptr) << name;
  }
  for (const std::string_view name : {"", "Signup", "me", "events", "authorizer", "bootstrap"}) {
    EXPECT_FALSE(is_handler(name)) << name;
    EXPECT_EQ(make_function(name, deployment), nullptr) << name;
  }
}

TEST(Handlers, SayWhatTheyCannotDoWithout) {
  DriveDeployment deployment;
  EXPECT_NE(missing_service("media", deployment.services()), "");
  EXPECT_NE(missing_service("notifier", deployment.services()), "");
  EXPECT_EQ(missing_service("upload", deployment.services()), "");
  EXPECT_EQ(missing_service("authValidator", deployment.services()), "");
}

}  // namespace
}  // namespace audmg::lambda
