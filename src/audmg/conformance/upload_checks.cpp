// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/remote_file.hpp"
#include "audmg/conformance/ask_until.hpp"
#include "audmg/conformance/checks.hpp"
#include "audmg/conformance/inspection.hpp"
#include "audmg/conformance/multipart_form.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace audmg::conformance {
namespace {

/// The first decoder of a new deployment starts for half a minute; a queue may hold others' files.
constexpr std::chrono::seconds kProcessingTime{180};

/// Keeps what an upload's reply says of the file.
void note_upload(const Reply& reply, Sample& sample) {
  if (reply.status() != 201) return;
  const json::Value* const file = reply.json.find("file");
  if (file == nullptr) return;
  sample.file_id = client::text_member(*file, "fileId");
  sample.url = reply.text("fileUrl");
}

/// What every successful upload says.
Inspection& inspect_upload(Inspection& inspection, const Reply& reply, const Sample& sample) {
  const json::Value* const file = reply.json.find("file");
  inspection.says("message", "File uploaded successfully.").has("fileUrl");
  inspection.that(reply.text("fileUrl").starts_with("http"), "fileUrl is not a URL");
  if (file == nullptr) return inspection.that(false, "file is missing");
  const std::string digest = openssl::sha256_hex(sample.bytes);
  return inspection
      .that(client::text_member(*file, "fileName") == sample.name, "fileName is another")
      .that(client::text_member(*file, "contentType") == sample.content_type,
            "contentType is another")
      .that(client::text_member(*file, "sha256") == digest, "sha256 is another");
}

Result<Finding> upload_sample(Scene& scene, Sample& sample) {
  AUDMG_CHECK(need_log_in(scene.owner));
  AUDMG_TRY(const Reply reply,
            scene.api.send(upload_call(scene.owner.token, "file", sample.name, sample.bytes)));
  note_upload(reply, sample);
  Inspection inspection(reply);
  inspection.status(201).has_only({"message", "fileUrl", "file"});
  return inspect_upload(inspection, reply, sample).finding();
}

Result<Finding> upload_picture(Scene& scene) { return upload_sample(scene, scene.picture); }
Result<Finding> upload_sound(Scene& scene) { return upload_sample(scene, scene.sound); }

Result<Finding> upload_the_same_again(Scene& scene) {
  AUDMG_CHECK(need_upload(scene.picture));
  AUDMG_TRY(const Reply reply,
            scene.api.send(
                upload_call(scene.owner.token, "file", scene.picture.name, scene.picture.bytes)));
  const json::Value* const duplicate = reply.json.find("duplicate");
  const json::Value* const file = reply.json.find("file");
  return Inspection(reply)
      .status(200)
      .that(duplicate != nullptr && duplicate->as_bool() == true, "duplicate is not true")
      .that(file != nullptr && client::text_member(*file, "fileId") == scene.picture.file_id,
            "file is another")
      .finding();
}

std::string announcement_of(const Sample& sample) {
  json::Writer json;
  json.begin_object()
      .field("fileName", sample.name)
      .field("contentType", sample.content_type)
      .field("size", sample.bytes.size())
      .field("sha256", openssl::sha256_hex(sample.bytes))
      .end_object();
  return std::move(json).take();
}

/// Sends the only part to its URL.
Result<Finding> send_part(Scene& scene, const Reply& session) {
  const json::Array parts = session.items("parts");
  if (session.status() != 201 || parts.size() != 1) {
    return Inspection(session).status(201).has("uploadId").that(false, "not one part").finding();
  }
  AUDMG_TRY(const Reply sent, scene.api.send({.method = "PUT",
                                              .target = client::text_member(parts[0], "url"),
                                              .body = scene.large.bytes,
                                              .content_type = ""}));
  return Inspection(sent)
      .status(200)
      .that(!sent.field("etag").empty(), "ETag is missing")
      .finding();
}

Result<Finding> upload_in_parts(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.owner));
  AUDMG_TRY(const Reply session, scene.api.send({.method = "POST",
                                                 .target = "/uploads",
                                                 .token = scene.owner.token,
                                                 .body = announcement_of(scene.large)}));
  AUDMG_TRY(const Finding part, send_part(scene, session));
  if (part.outcome != Outcome::held) return part;
  const std::string target = "/uploads/" + session.text("uploadId");
  AUDMG_TRY(const Reply arrived, scene.api.send({.target = target, .token = scene.owner.token}));
  if (arrived.status() != 200 || arrived.items("parts").size() != 1) {
    return Inspection(arrived).status(200).that(false, "the part has not arrived").finding();
  }
  AUDMG_TRY(const Reply reply,
            scene.api.send(
                {.method = "POST", .target = target + "/complete", .token = scene.owner.token}));
  note_upload(reply, scene.large);
  Inspection inspection(reply);
  return inspect_upload(inspection.status(201), reply, scene.large).finding();
}

/// Asks for a file until it is not being processed any more.
Result<Reply> wait_until_processed(Scene& scene, const Sample& sample) {
  return ask_until(scene.api, {.target = "/files/" + sample.file_id, .token = scene.owner.token},
                   kProcessingTime, [](const Reply& reply) {
                     return reply.status() != 200 || reply.text("status") != "processing";
                   });
}

bool has_number(const Reply& reply, std::string_view member) {
  const json::Value* const value = reply.json.find(member);
  return value != nullptr && value->as_number().value_or(0) > 0;
}

Result<Finding> process_picture(Scene& scene) {
  AUDMG_CHECK(need_upload(scene.picture));
  AUDMG_TRY(const Reply reply, wait_until_processed(scene, scene.picture));
  const json::Value* const thumbnails = reply.json.find("thumbnails");
  return Inspection(reply)
      .status(200)
      .says("status", "ready")
      .that(has_number(reply, "width") && has_number(reply, "height"), "its size is missing")
      .that(thumbnails != nullptr && !client::text_member(*thumbnails, "small").empty(),
            "thumbnails are missing")
      .finding();
}

Result<Finding> process_sound(Scene& scene) {
  AUDMG_CHECK(need_upload(scene.sound));
  AUDMG_TRY(const Reply reply, wait_until_processed(scene, scene.sound));
  return Inspection(reply)
      .status(200)
      .says("status", "ready")
      .that(has_number(reply, "durationSeconds"), "durationSeconds is missing")
      .that(has_number(reply, "sampleRate"), "sampleRate is missing")
      .has("waveformUrl")
      .finding();
}

Result<Finding> upload_text_as_picture(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.owner));
  AUDMG_TRY(const Reply reply,
            scene.api.send(upload_call(scene.owner.token, "file", "notes.png",
                                       "This is no picture, whatever its name says.\n")));
  return Inspection(reply).problem(415, "unsupported_media_type").finding();
}

Result<Finding> upload_without_a_file(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.owner));
  AUDMG_TRY(const Reply reply,
            scene.api.send(upload_call(scene.owner.token, "picture", scene.picture.name, "x")));
  return Inspection(reply).problem(400, "validation_failed").blames("file").finding();
}

constexpr std::string_view kUploaded =
    R"(201 {message: "File uploaded successfully.", fileUrl, file} with the right SHA-256)";

constexpr std::array kUploadChecks{
    Check{"POST /upload takes an image", kUploaded, upload_picture},
    Check{"POST /upload takes audio", kUploaded, upload_sound},
    Check{"POST /upload knows the same bytes again", "200 {duplicate: true, file: the same, ...}",
          upload_the_same_again},
    Check{"POST /uploads takes a file in parts",
          "a signed URL for each part, 200 with an ETag for its bytes, then as POST /upload",
          upload_in_parts},
    Check{"POST /upload refuses what is no image or audio",
          "415 unsupported_media_type, whatever the name says", upload_text_as_picture},
    Check{"POST /upload wants the form field \"file\"",
          "400 validation_failed, a problem document that names the field", upload_without_a_file},
    Check{"an image is processed", "status ready within three minutes, its size and thumbnails",
          process_picture},
    Check{"audio is processed",
          "status ready within three minutes, durationSeconds, sampleRate and waveformUrl",
          process_sound},
};

}  // namespace

std::span<const Check> upload_checks() noexcept { return kUploadChecks; }

}  // namespace audmg::conformance
