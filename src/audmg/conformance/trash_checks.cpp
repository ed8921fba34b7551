// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/remote_file.hpp"
#include "audmg/conformance/ask_until.hpp"
#include "audmg/conformance/checks.hpp"
#include "audmg/conformance/file_lists.hpp"
#include "audmg/conformance/inspection.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace audmg::conformance {
namespace {

Sample& trashed_sample(Scene& scene) { return scene.library.back(); }

/// Deletes the file, and looks whether it is gone.
Result<Finding> delete_sample(Scene& scene, std::string_view parameters) {
  AUDMG_CHECK(need_upload(trashed_sample(scene)));
  const std::string target = "/files/" + trashed_sample(scene).file_id;
  AUDMG_TRY(const Reply deleted, scene.api.send({.method = "DELETE",
                                                 .target = target + std::string(parameters),
                                                 .token = scene.owner.token}));
  const Finding finding = Inspection(deleted).status(204).finding();
  if (finding.outcome != Outcome::held) return finding;
  AUDMG_TRY(const Reply reply, scene.api.send({.target = target, .token = scene.owner.token}));
  Finding gone = Inspection(reply).problem(404, "not_found").finding();
  gone.came = "204, then " + gone.came;
  return gone;
}

Result<Finding> put_into_the_trash(Scene& scene) { return delete_sample(scene, ""); }
Result<Finding> delete_for_good(Scene& scene) { return delete_sample(scene, "?permanent=true"); }

Result<Reply> list_until(Scene& scene, const std::string& target, bool is_there) {
  AUDMG_CHECK(need_upload(trashed_sample(scene)));
  const std::string id = trashed_sample(scene).file_id;
  return ask_until(
      scene.api, {.target = target, .token = scene.owner.token}, kListingTime,
      [&](const Reply& reply) { return reply.status() != 200 || lists(reply, id) == is_there; });
}

Result<Finding> list_the_trash(Scene& scene) {
  AUDMG_TRY(const Reply reply, list_until(scene, "/trash", true));
  const json::Array files = reply.items("files");
  const bool says_when = std::ranges::all_of(files, [](const json::Value& file) {
    return !client::text_member(file, "trashedAt").empty();
  });
  return Inspection(reply)
      .status(200)
      .that(lists(reply, trashed_sample(scene).file_id),
            "the file is not there (has the drive no trash, AUDMG_TRASH_RETENTION=0?)")
      .that(says_when, "trashedAt is missing")
      .finding();
}

Result<Finding> list_without_the_trash(Scene& scene) {
  AUDMG_TRY(const Reply reply, list_until(scene, "/retrieve", false));
  return Inspection(reply)
      .status(200)
      .that(!lists(reply, trashed_sample(scene).file_id), "the file is there")
      .finding();
}

Result<Finding> restore_sample(Scene& scene) {
  AUDMG_CHECK(need_upload(trashed_sample(scene)));
  const std::string id = trashed_sample(scene).file_id;
  AUDMG_TRY(const Reply restored, scene.api.send({.method = "POST",
                                                  .target = "/trash/restore",
                                                  .token = scene.owner.token,
                                                  .body = R"({"fileIds":[")" + id + R"("]})"}));
  const json::Value* const count = restored.json.find("restored");
  Inspection inspection(restored);
  inspection.status(200).that(count != nullptr && count->as_unsigned() == 1, "restored is not 1");
  if (!inspection.holds()) return inspection.finding();
  AUDMG_TRY(const Reply reply,
            scene.api.send({.target = "/files/" + id, .token = scene.owner.token}));
  return Inspection(reply).status(200).says("fileName", trashed_sample(scene).name).finding();
}

Result<Finding> find_the_trash_empty(Scene& scene) {
  AUDMG_TRY(const Reply reply, list_until(scene, "/trash", false));
  return Inspection(reply)
      .status(200)
      .that(reply.items("files").empty(), "there are files")
      .finding();
}

constexpr std::array kTrashChecks{
    Check{"DELETE /files/{id} takes a file away", "204, then the file is 404 not_found",
          put_into_the_trash},
    Check{"GET /trash has it", "200 {files: [{..., trashedAt}]}", list_the_trash},
    Check{"GET /retrieve does not list it any more", "200 without the file",
          list_without_the_trash},
    Check{"POST /trash/restore brings it back", "200 {restored: 1}, then the file is 200 again",
          restore_sample},
    Check{"DELETE /files/{id}?permanent=true deletes for good",
          "204, then the file is 404 not_found", delete_for_good},
    Check{"GET /trash does not have it", "200 {files: []}", find_the_trash_empty},
};

}  // namespace

std::span<const Check> trash_checks() noexcept { return kTrashChecks; }

}  // namespace audmg::conformance
