// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/checks.hpp"
#include "audmg/conformance/inspection.hpp"
#include "audmg/conformance/people.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace audmg::conformance {
namespace {

/// Where addresses must be confirmed, nobody reads the mail of a user that was made up.
Result<void> need_open_account(const Reply& reply) {
  if (reply.text("code") != "email_unconfirmed") return {};
  return fail(ErrorCode::conflict,
              "the drive wants addresses confirmed (AUDMG_SIGNUP=confirm), which this command "
              "cannot do; set AUDMG_SIGNUP=on for the time of the run");
}

bool is_jwt(const std::string& token) {
  return std::ranges::count(token, '.') == 2 && !token.starts_with('.') && !token.ends_with('.');
}

Result<Finding> register_user(Scene& scene, Person& person) {
  AUDMG_TRY(const Reply reply, sign_up(scene.api, person));
  if (reply.status() >= 400 && reply.status() < 500) person.may_exist = false;
  return Inspection(reply)
      .status(201)
      .says("message", "User registered successfully.")
      .has("userId")
      .has_only({"message", "userId"})
      .finding();
}

Result<Finding> register_owner(Scene& scene) { return register_user(scene, scene.owner); }
Result<Finding> register_stranger(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.owner));
  return register_user(scene, scene.stranger);
}

Result<Finding> enter_owner(Scene& scene) {
  AUDMG_TRY(const Reply reply, log_in(scene.api, scene.owner));
  AUDMG_CHECK(need_open_account(reply));
  return Inspection(reply)
      .status(200)
      .says("message", "Login successful.")
      .that(is_jwt(reply.text("token")), "token is not a JWT")
      .has("refreshToken")
      .finding();
}

Result<Finding> enter_stranger_by_address(Scene& scene) {
  if (!scene.stranger.may_exist) {
    return fail(ErrorCode::conflict, "the sign-up before it failed");
  }
  AUDMG_TRY(const Reply reply,
            send_log_in(scene.api, scene.stranger.email, scene.stranger.password));
  AUDMG_CHECK(need_open_account(reply));
  scene.stranger.token = reply.text("token");
  scene.stranger.refresh_token = reply.text("refreshToken");
  return Inspection(reply).status(200).has("token").finding();
}

Result<Finding> register_a_taken_name(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.owner));
  Person copy = scene.owner;
  copy.email = "other-" + copy.email;
  // A refused sign-up does not use it up.
  copy.invitation = scene.stranger.invitation;
  AUDMG_TRY(const Reply reply, sign_up(scene.api, copy));
  return Inspection(reply).problem(409, "username_taken").finding();
}

Result<Finding> register_a_number(Scene& scene) {
  AUDMG_TRY(const Reply reply,
            scene.api.send({.method = "POST",
                            .target = "/signup",
                            .body = R"({"username":7,"password":"a","email":"b"})"}));
  return Inspection(reply).problem(400, "validation_failed").blames("username").finding();
}

Result<Finding> enter_with_a_wrong_password(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.owner));
  AUDMG_TRY(const Reply known,
            send_log_in(scene.api, scene.owner.username, scene.owner.password + "x"));
  AUDMG_TRY(const Reply unknown,
            send_log_in(scene.api, scene.owner.username + "-none", scene.owner.password));
  const Finding other = Inspection(unknown).problem(401, "invalid_credentials").finding();
  if (other.outcome != Outcome::held) return other;
  return Inspection(known)
      .problem(401, "invalid_credentials")
      .says("message", unknown.text("message"))
      .finding();
}

Result<Finding> ask_who_i_am(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.owner));
  AUDMG_TRY(const Reply reply, scene.api.send({.target = "/me", .token = scene.owner.token}));
  return Inspection(reply)
      .status(200)
      .says("username", scene.owner.username)
      .that(!reply.field("x-request-id").empty(), "the field X-Request-Id is missing")
      .finding();
}

constexpr std::array kAccountChecks{
    Check{"POST /signup registers a user",
          R"(201 {message: "User registered successfully.", userId} and nothing else)",
          register_owner},
    Check{"POST /login gives a token", R"(200 {message: "Login successful.", token (a JWT), ...})",
          enter_owner},
    // Before the second sign-up, whose invitation it shows where sign-up is closed.
    Check{"POST /signup refuses a name that is taken", "409 username_taken, a problem document",
          register_a_taken_name},
    Check{"POST /signup registers a second user",
          R"(201 {message: "User registered successfully.", userId} and nothing else)",
          register_stranger},
    Check{"POST /login takes the e-mail address, too", "200 {token, ...}",
          enter_stranger_by_address},
    Check{"GET /me knows whose token it is", "200 {username, ...} with X-Request-Id", ask_who_i_am},
    Check{"POST /signup refuses a field of another type",
          "400 validation_failed, a problem document that names the field", register_a_number},
    Check{"POST /login tells nothing about wrong passwords",
          "401 invalid_credentials with the same words for a wrong password and an unknown name",
          enter_with_a_wrong_password},
};

}  // namespace

std::span<const Check> account_checks() noexcept { return kAccountChecks; }

}  // namespace audmg::conformance
