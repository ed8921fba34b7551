// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/inspection.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace audmg::conformance {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

Reply reply_of(int status, std::string body, Fields more = {}) {
  Fields fields{{"content-type", status < 400 ? "application/json" : "application/problem+json"}};
  fields.insert(fields.end(), more.begin(), more.end());
  return read_reply({.status = status, .fields = std::move(fields), .body = std::move(body)});
}

std::string problem_body(int status, const std::string& code) {
  return R"({"type":"about:blank","title":"No","status":)" + std::to_string(status) +
         R"(,"code":")" + code + R"(","message":"No.","requestId":"r",)" +
         R"("errors":[{"field":"file","code":"missing","message":"Send it."}]})";
}

TEST(Inspection, HoldsAndNamesTheMembersAlone) {
  const Reply reply = reply_of(200, R"({"message":"Login successful.","token":"secret"})");
  const Finding finding = Inspection(reply)
                              .status(200)
                              .says("message", "Login successful.")
                              .has("token")
                              .has_only({"message", "token"})
                              .finding();
  EXPECT_EQ(finding.outcome, Outcome::held);
  EXPECT_EQ(finding.came, "200 {message, token}");
}

TEST(Inspection, CollectsEveryDifference) {
  const Reply reply = reply_of(200, R"({"message":"Hello.","extra":1})");
  const Finding finding = Inspection(reply)
                              .status(201)
                              .says("message", "Login successful.")
                              .has("token")
                              .has_only({"message", "token"})
                              .finding();
  EXPECT_EQ(finding.outcome, Outcome::differs);
  EXPECT_EQ(finding.came,
            "200 {message, extra}: the status is not 201; message is \"Hello.\"; token is missing; "
            "token is missing; \"extra\" is too much");
}

TEST(Inspection, KnowsAProblemDocument) {
  const Reply reply = reply_of(400, problem_body(400, "validation_failed"));
  EXPECT_TRUE(Inspection(reply).problem(400, "validation_failed").blames("file").holds());
  EXPECT_FALSE(Inspection(reply).problem(400, "bad_request").holds());
  EXPECT_FALSE(Inspection(reply).problem(404, "validation_failed").holds());
  EXPECT_FALSE(Inspection(reply).blames("size").holds());
}

TEST(Inspection, WantsTheMediaTypeOfAProblem) {
  const Reply reply = read_reply({.status = 404,
                                  .fields = {{"content-type", "application/json"}},
                                  .body = problem_body(404, "not_found")});
  EXPECT_FALSE(Inspection(reply).problem(404, "not_found").holds());
  const Reply of_gateway =
      read_reply({.status = 404,
                  .fields = {{"content-type", "application/json"},
                             {"x-amzn-errortype", "MissingAuthenticationTokenException"}},
                  .body = problem_body(404, "not_found")});
  EXPECT_TRUE(Inspection(of_gateway).problem(404, "not_found").holds());
}

TEST(Inspection, WantsToKnowHowToLogIn) {
  const std::string body = problem_body(401, "unauthorized");
  EXPECT_FALSE(Inspection(reply_of(401, body)).problem(401, "unauthorized").holds());
  for (const char* name : {"www-authenticate", "x-amzn-remapped-www-authenticate"}) {
    const Reply reply = reply_of(401, body, {{name, "Bearer"}});
    EXPECT_TRUE(Inspection(reply).problem(401, "unauthorized").holds()) << name;
  }
}

TEST(Inspection, CountsARateLimitAsNotTried) {
  const Reply reply = reply_of(429, problem_body(429, "rate_limited"));
  const Finding finding = Inspection(reply).status(201).finding();
  EXPECT_EQ(finding.outcome, Outcome::not_tried);
  EXPECT_EQ(finding.came, "429 rate_limited: the status is not 201");
}

TEST(Inspection, ShowsNothingThatATerminalWouldObey) {
  const Reply reply = reply_of(200, R"({"message":"\u001b[2J","a\u001bb":1})");
  EXPECT_EQ(Inspection(reply).says("message", "x").finding().came,
            R"(200 {message, a?b}: message is "?[2J")");
}

}  // namespace
}  // namespace audmg::conformance
