// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/router.hpp"

#include <gtest/gtest.h>

#include <array>

namespace audmg::dispatch {
namespace {

using http::Method;

functions::Outcome<http::Response> nothing(const http::Request&, const functions::Services&) {
  return http::Response{};
}

constexpr Route row(std::string_view name, Method method, std::string_view path) {
  Route made = functions::route<nothing>("", Method::get, "", functions::Executor::functions);
  made.function = name;
  made.method = method;
  made.path = path;
  return made;
}

constexpr std::array kRoutes = {
    row("list", Method::get, "/files"),
    row("create", Method::post, "/files"),
    row("show", Method::get, "/files/{id}"),
    row("remove", Method::delete_, "/files/{id}"),
    row("complete", Method::post, "/uploads/{id}/parts/{part}"),
};

std::string_view function_of(Method method, std::string_view path) {
  const auto match = Router(kRoutes).find(method, path);
  return match.route != nullptr ? match.route->function : "";
}

TEST(Router, FindsByMethodAndPath) {
  EXPECT_EQ(function_of(Method::get, "/files"), "list");
  EXPECT_EQ(function_of(Method::post, "/files"), "create");
  EXPECT_EQ(function_of(Method::get, "/files/1"), "show");
  EXPECT_EQ(function_of(Method::delete_, "/files/1"), "remove");
}

TEST(Router, GivesTheParameters) {
  const auto match = Router(kRoutes).find(Method::post, "/uploads/a b/parts/7");
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(match.path_parameters.find("id"), "a b");
  EXPECT_EQ(match.path_parameters.find("part"), "7");
}

TEST(Router, KnowsNoOtherPaths) {
  for (const auto* path : {"/", "/file", "/files/", "/files/1/", "/files/1/2", "//files",
                           "/uploads//parts/7", "/Files", "/uploads/a/parts"}) {
    const auto match = Router(kRoutes).find(Method::get, path);
    EXPECT_EQ(match.route, nullptr) << path;
    EXPECT_EQ(match.allow, "") << path;
  }
}

TEST(Router, SaysWhichMethodsAPathHas) {
  const auto match = Router(kRoutes).find(Method::put, "/files/1");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.allow, "GET, HEAD, DELETE");
}

TEST(Router, AnswersAHeadLikeAGet) {
  EXPECT_EQ(function_of(Method::head, "/files/1"), "show");
  const auto other = Router(kRoutes).find(Method::head, "/uploads/a/parts/7");
  EXPECT_EQ(other.route, nullptr);
  EXPECT_EQ(other.allow, "POST");
  const Router real(functions::routes());
  EXPECT_EQ(real.find(Method::head, "/events").route, nullptr) << "a stream has no length";
  EXPECT_EQ(real.find(Method::head, "/events").allow, "GET");
}

TEST(Router, OwnsWhateverBeginsLikeARoute) {
  const Router router(functions::routes());
  EXPECT_TRUE(router.owns("/files"));
  EXPECT_TRUE(router.owns("/files/unknown/below"));
  EXPECT_TRUE(router.owns("/login"));
  EXPECT_FALSE(router.owns("/"));
  EXPECT_FALSE(router.owns("/filesystem"));
  EXPECT_FALSE(router.owns("/photos/files"));
}

}  // namespace
}  // namespace audmg::dispatch
