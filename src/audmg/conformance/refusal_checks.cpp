// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/remote_file.hpp"
#include "audmg/conformance/checks.hpp"
#include "audmg/conformance/inspection.hpp"
#include "audmg/conformance/multipart_form.hpp"
#include "audmg/core/text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace audmg::conformance {
namespace {

/// Returns the text with another character in its middle.
std::string damaged(std::string text, std::size_t at) {
  text.at(at) = text.at(at) == 'A' ? 'B' : 'A';
  return text;
}

Result<Finding> list_with(Scene& scene, std::string token, std::vector<std::string> fields) {
  AUDMG_TRY(const Reply reply,
            scene.api.send(
                {.target = "/retrieve", .token = std::move(token), .fields = std::move(fields)}));
  return Inspection(reply).problem(401, "unauthorized").finding();
}

Result<Finding> list_without_a_token(Scene& scene) { return list_with(scene, "", {}); }

Result<Finding> list_with_a_damaged_token(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.owner));
  const std::string& token = scene.owner.token;
  // The last character of a signature may stand for bits that nobody reads.
  return list_with(scene, damaged(token, token.rfind('.') + 1), {});
}

Result<Finding> list_with_a_password(Scene& scene) {
  return list_with(scene, "", {"Authorization: Basic YWRhOnNlY3JldA=="});
}

Result<Finding> upload_without_a_token(Scene& scene) {
  AUDMG_TRY(const Reply reply,
            scene.api.send(upload_call("", "file", scene.picture.name, scene.picture.bytes)));
  return Inspection(reply).problem(401, "unauthorized").finding();
}

Result<Finding> ask_for_nothing(Scene& scene) {
  AUDMG_TRY(const Reply reply, scene.api.send({.target = "/no-such-path"}));
  return Inspection(reply).problem(404, "not_found").finding();
}

Result<Finding> use_another_method(Scene& scene) {
  AUDMG_TRY(const Reply reply, scene.api.send({.method = "PUT", .target = "/login", .body = "{}"}));
  // API Gateway knows no difference between a path and a method that it does not have.
  if (is_of_gateway(reply)) return Inspection(reply).problem(404, "not_found").finding();
  return Inspection(reply)
      .problem(405, "method_not_allowed")
      .that(reply.field("allow").find("POST") != std::string_view::npos, "Allow has no POST")
      .finding();
}

Result<Finding> send_no_json(Scene& scene) {
  AUDMG_TRY(const Reply reply,
            scene.api.send({.method = "POST", .target = "/login", .body = "{\"username\":"}));
  return Inspection(reply).problem(400, "invalid_json").finding();
}

Result<Finding> use_an_unknown_parameter(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.owner));
  AUDMG_TRY(const Reply reply,
            scene.api.send({.target = "/retrieve?color=red", .token = scene.owner.token}));
  return Inspection(reply).problem(400, "validation_failed").blames("color").finding();
}

Result<Finding> use_a_made_up_cursor(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.owner));
  AUDMG_TRY(const Reply reply,
            scene.api.send({.target = "/retrieve?cursor=abc", .token = scene.owner.token}));
  return Inspection(reply).problem(400, "invalid_cursor").finding();
}

/// As the stranger, with the id of the owner's picture.
Result<Finding> touch_foreign_file(Scene& scene, Call call) {
  AUDMG_CHECK(need_upload(scene.picture));
  AUDMG_CHECK(need_log_in(scene.stranger));
  call.target = "/files/" + scene.picture.file_id;
  call.token = scene.stranger.token;
  AUDMG_TRY(const Reply reply, scene.api.send(call));
  return Inspection(reply).problem(404, "not_found").finding();
}

Result<Finding> read_foreign_file(Scene& scene) {
  return touch_foreign_file(scene, {.method = "GET", .target = {}});
}
Result<Finding> change_foreign_file(Scene& scene) {
  return touch_foreign_file(scene,
                            {.method = "PATCH", .target = {}, .body = R"({"title":"mine"})"});
}
Result<Finding> delete_foreign_file(Scene& scene) {
  AUDMG_TRY(const Finding refused, touch_foreign_file(scene, {.method = "DELETE", .target = {}}));
  if (refused.outcome != Outcome::held) return refused;
  AUDMG_TRY(const Reply still_there, scene.api.send({.target = "/files/" + scene.picture.file_id,
                                                     .token = scene.owner.token}));
  if (still_there.status() != 200) {
    return Inspection(still_there).that(false, "its owner does not have it any more").finding();
  }
  return refused;
}

Result<Finding> list_as_stranger(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.stranger));
  AUDMG_TRY(const Reply reply,
            scene.api.send({.target = "/retrieve", .token = scene.stranger.token}));
  return Inspection(reply)
      .status(200)
      .that(reply.items("files").empty(), "there are files of others")
      .finding();
}

/// Home, S3 and CloudFront each have a parameter whose name ends so.
Result<Finding> open_a_damaged_url(Scene& scene) {
  AUDMG_CHECK(need_upload(scene.picture));
  constexpr std::string_view kParameter = "signature=";
  const std::size_t found = lower_case(scene.picture.url).find(kParameter);
  if (found == std::string::npos) {
    return Finding{.outcome = Outcome::differs, .came = "fileUrl has no signature"};
  }
  const std::string url = damaged(scene.picture.url, found + kParameter.size());
  AUDMG_TRY(const Reply reply, scene.api.send({.target = url}));
  return Inspection(reply).status(403).finding();
}

constexpr std::string_view kUnauthorized = "401 unauthorized, a problem document";
constexpr std::string_view kNotFound = "404 not_found, a problem document, never 403";

constexpr std::array kRefusalChecks{
    Check{"GET /retrieve wants a token", kUnauthorized, list_without_a_token},
    Check{"a damaged token is refused", kUnauthorized, list_with_a_damaged_token},
    Check{"an Authorization of another scheme is refused", kUnauthorized, list_with_a_password},
    Check{"POST /upload wants a token", kUnauthorized, upload_without_a_token},
    Check{"a path that does not exist is not found", "404 not_found, a problem document",
          ask_for_nothing},
    Check{"a method that a path does not have is refused",
          "405 method_not_allowed with Allow, or 404 of API Gateway", use_another_method},
    Check{"a body that is not JSON is refused", "400 invalid_json, a problem document",
          send_no_json},
    Check{"an unknown parameter is refused",
          "400 validation_failed, a problem document that names it", use_an_unknown_parameter},
    Check{"a made-up cursor is refused", "400 invalid_cursor, a problem document",
          use_a_made_up_cursor},
    Check{"another user's file cannot be read", kNotFound, read_foreign_file},
    Check{"another user's file cannot be changed", kNotFound, change_foreign_file},
    Check{"another user's file cannot be deleted", kNotFound, delete_foreign_file},
    Check{"GET /retrieve lists no files of others", "200 {files: []}", list_as_stranger},
    Check{"a fileUrl with a damaged signature is refused", "403", open_a_damaged_url},
};

}  // namespace

std::span<const Check> refusal_checks() noexcept { return kRefusalChecks; }

}  // namespace audmg::conformance
