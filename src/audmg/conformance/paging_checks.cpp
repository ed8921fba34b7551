// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/listing.hpp"
#include "audmg/conformance/ask_until.hpp"
#include "audmg/conformance/checks.hpp"
#include "audmg/conformance/file_lists.hpp"
#include "audmg/conformance/inspection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace audmg::conformance {
namespace {

/// Those of the other groups: an image, audio, one in parts, and the library.
constexpr std::size_t kAllFiles = 7;

Result<Reply> retrieve(Scene& scene, const client::Parameters& parameters) {
  AUDMG_CHECK(need_upload(scene.large));
  AUDMG_CHECK(need_upload(scene.library.back()));
  return scene.api.send(
      {.target = client::target_with("/retrieve", parameters), .token = scene.owner.token});
}

Result<Finding> list_all(Scene& scene) {
  AUDMG_CHECK(need_upload(scene.library.back()));
  AUDMG_TRY(const Reply reply,
            ask_until(scene.api, {.target = "/retrieve", .token = scene.owner.token}, kListingTime,
                      [](const Reply& page) {
                        return page.status() != 200 || page.items("files").size() >= kAllFiles;
                      }));
  const std::size_t count = reply.items("files").size();
  return Inspection(reply)
      .status(200)
      .that(count == kAllFiles, fmt::format("there are {} files", count))
      .that(reply.json.find("nextCursor") == nullptr, "there is a nextCursor")
      .finding();
}

Result<Finding> turn_pages(Scene& scene) {
  AUDMG_TRY(const Reply whole, retrieve(scene, {}));
  std::vector<std::string> ids;
  std::vector<std::size_t> sizes;
  std::string cursor;
  do {
    AUDMG_TRY(const Reply page, retrieve(scene, {{"limit", "3"}, {"cursor", cursor}}));
    if (page.status() != 200) return Inspection(page).status(200).finding();
    const auto some = texts_of(page, "fileId");
    sizes.push_back(some.size());
    ids.insert(ids.end(), some.begin(), some.end());
    cursor = page.text("nextCursor");
  } while (!cursor.empty() && ids.size() < 2 * kAllFiles);
  const bool holds = ids == texts_of(whole, "fileId") && sizes == std::vector<std::size_t>{3, 3, 1};
  return Finding{.outcome = holds ? Outcome::held : Outcome::differs,
                 .came = fmt::format("{} pages with {} files{}", sizes.size(), ids.size(),
                                     holds ? "" : ", not as the whole list has them")};
}

Result<Finding> turn_the_list_around(Scene& scene) {
  AUDMG_TRY(const Reply whole, retrieve(scene, {}));
  AUDMG_TRY(const Reply reply, retrieve(scene, {{"sort", "uploaded"}, {"order", "asc"}}));
  auto ids = texts_of(whole, "fileId");
  std::ranges::reverse(ids);
  return Inspection(reply)
      .status(200)
      .that(texts_of(reply, "fileId") == ids, "the order is another")
      .finding();
}

Result<Finding> list_one_kind(Scene& scene) {
  AUDMG_TRY(const Reply reply, retrieve(scene, {{"kind", "audio"}}));
  return Inspection(reply)
      .status(200)
      .that(texts_of(reply, "fileId") == std::vector{scene.sound.file_id},
            "it is not the one audio file")
      .finding();
}

Result<Finding> use_a_cursor_of_another_list(Scene& scene) {
  AUDMG_TRY(const Reply first, retrieve(scene, {{"limit", "3"}}));
  AUDMG_TRY(const Reply reply,
            retrieve(scene, {{"cursor", first.text("nextCursor")}, {"sort", "name"}}));
  return Inspection(reply).problem(400, "invalid_cursor").finding();
}

constexpr std::array kPagingChecks{
    Check{"GET /retrieve fits seven files in one page", "200 {files} without nextCursor", list_all},
    Check{"limit=3 and cursor turn the pages",
          "3 pages of 3, 3 and 1 files, together the whole list in its order", turn_pages},
    Check{"order=asc turns the list around", "200 with the oldest upload first",
          turn_the_list_around},
    Check{"kind=audio leaves out images", "200 with the one audio file", list_one_kind},
    Check{"a cursor fits its own list only", "400 invalid_cursor, a problem document",
          use_a_cursor_of_another_list},
};

}  // namespace

std::span<const Check> paging_checks() noexcept { return kPagingChecks; }

}  // namespace audmg::conformance
