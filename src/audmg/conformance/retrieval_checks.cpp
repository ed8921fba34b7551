// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/remote_file.hpp"
#include "audmg/conformance/checks.hpp"
#include "audmg/conformance/inspection.hpp"
#include "audmg/core/clock.hpp"

#include <array>
#include <string>

namespace audmg::conformance {
namespace {

/// The original shows "2023-09-01T12:34:56Z"; a fraction of a second is RFC 3339, too.
bool is_utc_time(const std::string& text) {
  return text.ends_with('Z') && parse_date_time(text).has_value();
}

/// The three members that the original README shows of each file.
void inspect_listed_file(Inspection& inspection, const json::Value& file) {
  inspection.that(!client::text_member(file, "fileName").empty(), "a fileName is missing")
      .that(client::text_member(file, "fileUrl").starts_with("http"), "a fileUrl is not a URL")
      .that(is_utc_time(client::text_member(file, "uploadedAt")),
            "an uploadedAt is not a time in UTC");
}

Result<Finding> list_files(Scene& scene) {
  AUDMG_CHECK(need_upload(scene.picture));
  AUDMG_CHECK(need_upload(scene.sound));
  AUDMG_TRY(const Reply reply, scene.api.send({.target = "/retrieve", .token = scene.owner.token}));
  const json::Array files = reply.items("files");
  Inspection inspection(reply);
  inspection.status(200).that(files.size() >= 2, "files are missing");
  for (const json::Value& file : files) inspect_listed_file(inspection, file);
  const std::string oldest = files.empty() ? "" : client::text_member(files.back(), "fileId");
  return inspection.that(oldest == scene.picture.file_id, "the newest upload is not the first")
      .finding();
}

Result<Finding> get_one_file(Scene& scene) {
  AUDMG_CHECK(need_upload(scene.picture));
  AUDMG_TRY(const Reply reply, scene.api.send({.target = "/files/" + scene.picture.file_id,
                                               .token = scene.owner.token}));
  return Inspection(reply)
      .status(200)
      .says("fileId", scene.picture.file_id)
      .says("fileName", scene.picture.name)
      .says("kind", "image")
      .finding();
}

/// Without a token: the URL is the permission.
Result<Finding> open_url(Scene& scene, const Sample& sample) {
  AUDMG_CHECK(need_upload(sample));
  AUDMG_TRY(const Reply reply, scene.api.send({.target = sample.url}));
  return Inspection(reply)
      .status(200)
      .field("content-type", sample.content_type)
      .that(reply.body() == sample.bytes, "the bytes are others")
      .finding();
}

Result<Finding> open_picture(Scene& scene) { return open_url(scene, scene.picture); }
Result<Finding> open_sound(Scene& scene) { return open_url(scene, scene.sound); }
Result<Finding> open_large(Scene& scene) { return open_url(scene, scene.large); }

Result<Finding> save_file(Scene& scene) {
  AUDMG_CHECK(need_upload(scene.sound));
  const std::string target = "/files/" + scene.sound.file_id + "/download";
  AUDMG_TRY(const Reply leads, scene.api.send({.target = target, .token = scene.owner.token}));
  const std::string location(leads.field("location"));
  if (leads.status() != 302 || location.empty()) {
    return Inspection(leads).status(302).that(!location.empty(), "Location is missing").finding();
  }
  AUDMG_TRY(const Reply reply, scene.api.send({.target = location}));
  return Inspection(reply)
      .status(200)
      .that(reply.field("content-disposition").starts_with("attachment"),
            "Content-Disposition is not attachment")
      .that(reply.body() == scene.sound.bytes, "the bytes are others")
      .finding();
}

Result<Finding> open_thumbnail(Scene& scene) {
  AUDMG_CHECK(need_upload(scene.picture));
  AUDMG_TRY(const Reply file, scene.api.send({.target = "/files/" + scene.picture.file_id,
                                              .token = scene.owner.token}));
  const json::Value* const thumbnails = file.json.find("thumbnails");
  const std::string url = thumbnails == nullptr ? "" : client::text_member(*thumbnails, "small");
  if (url.empty()) return fail(ErrorCode::conflict, "there is no thumbnail");
  AUDMG_TRY(const Reply reply, scene.api.send({.target = url}));
  return Inspection(reply)
      .status(200)
      .that(reply.field("content-type").starts_with("image/"), "it is no image")
      .finding();
}

constexpr std::string_view kSameBytes = "200 with the bytes of the upload and their type, no token";

constexpr std::array kRetrievalChecks{
    Check{"GET /retrieve lists the files",
          "200 {files: [{fileName, fileUrl, uploadedAt, ...}]}, the newest upload first",
          list_files},
    Check{"GET /files/{id} is one of them", "200 {fileId, fileName, kind: \"image\", ...}",
          get_one_file},
    Check{"fileUrl gives the image", kSameBytes, open_picture},
    Check{"fileUrl gives the audio", kSameBytes, open_sound},
    Check{"fileUrl gives what came in parts", kSameBytes, open_large},
    Check{"GET /files/{id}/download saves a file",
          "302 to a URL that says Content-Disposition: attachment", save_file},
    Check{"a thumbnail opens", "200 with an image", open_thumbnail},
};

}  // namespace

std::span<const Check> retrieval_checks() noexcept { return kRetrievalChecks; }

}  // namespace audmg::conformance
