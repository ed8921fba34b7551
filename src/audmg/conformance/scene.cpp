// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/scene.hpp"

#include "audmg/conformance/made_media.hpp"
#include "audmg/lib/openssl/random.hpp"

namespace audmg::conformance {
namespace {

/// The drive sends no mail to addresses of this domain, which nobody can have (RFC 2606).
constexpr std::string_view kMailDomain = "@conform.invalid";
constexpr std::size_t kPasswordBytes = 24;

Person make_person(std::string username) {
  std::string email = username + std::string(kMailDomain);
  return {.username = std::move(username),
          .email = std::move(email),
          .password = openssl::random_text(kPasswordBytes)};
}

Sample make_picture(std::string name) {
  return {.name = std::move(name), .content_type = "image/png", .bytes = make_png()};
}

}  // namespace

Scene make_scene(DriveApi& api, std::string_view run_name) {
  return {
      .api = api,
      .owner = make_person(std::string(run_name) + "-a"),
      .stranger = make_person(std::string(run_name) + "-b"),
      .picture = {.name = "example.jpg", .content_type = "image/jpeg", .bytes = make_jpeg()},
      .sound = {.name = "audio.wav", .content_type = "audio/wav", .bytes = make_wav()},
      .large = make_picture("in parts.png"),
      .library = {make_picture("Beach Sunset.png"), make_picture("beach ball.png"),
                  make_picture("Zürich by night.png"), make_picture("Mountains.png")},
  };
}

Result<void> need_log_in(const Person& person) {
  if (!person.token.empty()) return {};
  return fail(ErrorCode::conflict, "the log-in before it failed");
}

Result<void> need_upload(const Sample& sample) {
  if (!sample.file_id.empty()) return {};
  return fail(ErrorCode::conflict, "the upload of " + sample.name + " before it failed");
}

}  // namespace audmg::conformance
