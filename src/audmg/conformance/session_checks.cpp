// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/ask_until.hpp"
#include "audmg/conformance/checks.hpp"
#include "audmg/conformance/inspection.hpp"
#include "audmg/conformance/people.hpp"
#include "audmg/lib/json/writer.hpp"

#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace audmg::conformance {
namespace {

constexpr std::chrono::seconds kEndingTime{15};

Result<Finding> renew_tokens(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.stranger));
  json::Writer json;
  json.begin_object().field("refreshToken", scene.stranger.refresh_token).end_object();
  AUDMG_TRY(const Reply reply,
            scene.api.send(
                {.method = "POST", .target = "/token/refresh", .body = std::move(json).take()}));
  const std::string next = reply.text("refreshToken");
  const bool is_new = !next.empty() && next != scene.stranger.refresh_token;
  if (reply.status() == 200) scene.stranger.token = reply.text("token");
  return Inspection(reply)
      .status(200)
      .has("token")
      .that(is_new, "refreshToken is not a new one")
      .finding();
}

/// Other servers learn of the end within seconds. On AWS a token is good for another minute where a
/// call only reads, so this one changes something.
Result<Finding> log_out(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.stranger));
  AUDMG_TRY(const Reply left,
            scene.api.send({.method = "POST", .target = "/logout", .token = scene.stranger.token}));
  const Finding finding = Inspection(left).status(204).finding();
  if (finding.outcome != Outcome::held) return finding;
  const Call change{.method = "POST",
                    .target = "/collections",
                    .token = scene.stranger.token,
                    .body = R"({"title":"Sea","kind":"album"})"};
  AUDMG_TRY(const Reply reply, ask_until(scene.api, change, kEndingTime, [](const Reply& refused) {
              return refused.status() == 401;
            }));
  Finding ended = Inspection(reply).problem(401, "unauthorized").finding();
  ended.came = "204, then " + ended.came;
  return ended;
}

constexpr std::array kSessionChecks{
    Check{"POST /token/refresh gives new tokens", "200 {token, refreshToken: another one, ...}",
          renew_tokens},
    Check{"POST /logout ends the session",
          "204, then within seconds 401 unauthorized for a call that changes something", log_out},
};

}  // namespace

std::span<const Check> session_checks() noexcept { return kSessionChecks; }

}  // namespace audmg::conformance
