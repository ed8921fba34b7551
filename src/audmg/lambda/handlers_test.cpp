// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/handlers.hpp"

#include "audmg/functions/media_services.hpp"
#include "audmg/media/renderer.hpp"
#include "testbeds/lambda_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
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

TEST(Handlers, UseTheTokenSecretWhereACallerHasAToken) {
  for (const HttpHandler& handler : http_handlers()) {
    for (const functions::Route& route : functions::routes()) {
      if (route.auth == functions::Auth::none) continue;
      if (std::ranges::find(handler.functions, route.function) == handler.functions.end()) continue;
      EXPECT_TRUE(uses_token_secret(handler.name)) << handler.name << " serves " << route.function;
    }
  }
  EXPECT_TRUE(uses_token_secret(kAuthorizerHandler));
  EXPECT_TRUE(uses_token_secret(kAllRoutesHandler));
  EXPECT_TRUE(uses_token_secret("signup"));
}

TEST(Handlers, WithoutCallersDoNotUseTheTokenSecret) {
  EXPECT_FALSE(uses_token_secret("status"));
  EXPECT_FALSE(uses_token_secret(kSweepHandler));
  EXPECT_FALSE(uses_token_secret("media"));
  EXPECT_FALSE(uses_token_secret("notifier"));
}

TEST(Handlers, UseTheTokenSecretWhereTheySignLinksOfAccounts) {
  EXPECT_TRUE(uses_token_secret("mailer"));
}

class NoRenderer final : public media::Renderer {
  Result<media::Rendered> render(const media::RenderRequest&, const std::stop_token&) override {
    return fail(ErrorCode::internal, "nothing is rendered here");
  }
};

TEST(Handlers, AreMadeExactlyForTheNamesThatAreKnown) {
  DriveDeployment deployment;
  NoRenderer renderer;
  const functions::MediaServices media{.renderer = renderer, .plan = media::default_plan()};
  deployment.with_media = &media;
  for (const std::string_view name : {"signup", "login", "authValidator", "upload", "retrieve",
                                      "status", "api", "media", "notifier", "mailer", "sweep"}) {
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
  EXPECT_NE(missing_service("media", deployment), "");
  EXPECT_NE(missing_service("notifier", deployment), "");
  EXPECT_EQ(missing_service("upload", deployment), "");
  EXPECT_EQ(missing_service("authValidator", deployment), "");
}

}  // namespace
}  // namespace audmg::lambda
