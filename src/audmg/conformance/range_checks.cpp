// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/checks.hpp"
#include "audmg/conformance/inspection.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::conformance {
namespace {

Result<Reply> get_sound(Scene& scene, std::vector<std::string> fields) {
  AUDMG_CHECK(need_upload(scene.sound));
  return scene.api.send({.target = scene.sound.url, .fields = std::move(fields)});
}

/// Requires exactly these bytes of the sample.
Finding inspect_range(const Reply& reply, const Sample& sample, std::size_t first,
                      std::size_t count) {
  const std::string range =
      fmt::format("bytes {}-{}/{}", first, first + count - 1, sample.bytes.size());
  return Inspection(reply)
      .status(206)
      .field("content-range", range)
      .that(reply.body() == std::string_view(sample.bytes).substr(first, count),
            "the bytes are others")
      .finding();
}

Result<Finding> get_first_bytes(Scene& scene) {
  AUDMG_TRY(const Reply reply, get_sound(scene, {"Range: bytes=0-99"}));
  return inspect_range(reply, scene.sound, 0, 100);
}

Result<Finding> get_last_bytes(Scene& scene) {
  AUDMG_TRY(const Reply reply, get_sound(scene, {"Range: bytes=-10"}));
  return inspect_range(reply, scene.sound, scene.sound.bytes.size() - 10, 10);
}

Result<Finding> get_the_rest(Scene& scene) {
  AUDMG_TRY(const Reply reply, get_sound(scene, {"Range: bytes=100-"}));
  return inspect_range(reply, scene.sound, 100, scene.sound.bytes.size() - 100);
}

Result<Finding> get_bytes_behind_the_end(Scene& scene) {
  AUDMG_TRY(const Reply reply,
            get_sound(scene, {fmt::format("Range: bytes={}-", scene.sound.bytes.size())}));
  return Inspection(reply).status(416).finding();
}

Result<std::string> entity_tag(Scene& scene) {
  AUDMG_TRY(const Reply whole, get_sound(scene, {}));
  std::string tag(whole.field("etag"));
  if (tag.empty()) return fail(ErrorCode::conflict, "the reply has no ETag");
  return tag;
}

Result<Finding> resume_the_same(Scene& scene) {
  AUDMG_TRY(const std::string tag, entity_tag(scene));
  AUDMG_TRY(const Reply reply, get_sound(scene, {"Range: bytes=100-199", "If-Range: " + tag}));
  return inspect_range(reply, scene.sound, 100, 100);
}

/// S3 promises nothing about If-Range. An object never changes under its key, so a part of it is no
/// less right than the whole.
Result<Finding> resume_another(Scene& scene) {
  AUDMG_TRY(const Reply reply,
            get_sound(scene, {"Range: bytes=100-199", "If-Range: \"of-another-file\""}));
  const bool is_of_drive = scene.sound.url.find("/objects/") != std::string::npos;
  if (reply.status() == 206 && !is_of_drive) return inspect_range(reply, scene.sound, 100, 100);
  return Inspection(reply)
      .status(200)
      .that(reply.body() == scene.sound.bytes, "the bytes are others")
      .finding();
}

Result<Finding> ask_whether_it_changed(Scene& scene) {
  AUDMG_TRY(const std::string tag, entity_tag(scene));
  AUDMG_TRY(const Reply reply, get_sound(scene, {"If-None-Match: " + tag}));
  return Inspection(reply).status(304).that(reply.body().empty(), "there is a body").finding();
}

constexpr std::string_view kPart = "206 with Content-Range and exactly these bytes";

constexpr std::array kRangeChecks{
    Check{"Range: bytes=0-99", kPart, get_first_bytes},
    Check{"Range: bytes=-10, the end", kPart, get_last_bytes},
    Check{"Range: bytes=100-, the rest", kPart, get_the_rest},
    Check{"a Range behind the end", "416", get_bytes_behind_the_end},
    Check{"If-Range with the ETag resumes", kPart, resume_the_same},
    Check{"If-Range with another ETag begins anew", "200 with the whole file, or 206 of S3",
          resume_another},
    Check{"If-None-Match with the ETag", "304 without a body", ask_whether_it_changed},
};

}  // namespace

std::span<const Check> range_checks() noexcept { return kRangeChecks; }

}  // namespace audmg::conformance
